import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { doctorCommand, reportOf, runDoctor } from '../support/doctor.ts'
import { type Action, type Rule, startFaultProxy } from '../support/fault-proxy.ts'
import { BUCKET, type SetUp, startSetUp } from '../support/set-up.ts'

let setUp: SetUp
beforeAll(async () => {
  setUp = await startSetUp()
})
afterAll(() => setUp.stop())

const on = (method: string, action: Action): Rule => ({
  when: (request) => request.method === method,
  do: action,
})
const object = (action: Action): Rule => ({
  when: ({ method, path }) => method === 'GET' && path.includes('/testing/'),
  do: action,
})
const denied: Action = {
  answer: {
    status: 403,
    headers: { 'content-type': 'application/xml' },
    body: '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
  },
}
const ARGS = ['--format', 'json', '--quiet']

/** Runs the doctor with a proxy of these rules before the bucket. */
async function withRules<T>(
  rules: Rule[],
  work: (env: Record<string, string>, seen: () => string[]) => Promise<T>,
): Promise<T> {
  const proxy = await startFaultProxy({ host: setUp.s3.host, port: setUp.s3.port }, rules)
  try {
    return await work({ ...setUp.env, ARTIFACTS_S3_ENDPOINT: proxy.endpoint }, () =>
      proxy.requests.map(({ method }) => method),
    )
  } finally {
    await proxy.stop()
  }
}

describe('a run that is interrupted after its put was sent', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'by %s removes the object, prints the partial report and exits %i',
    async (signal, code) => {
      await withRules([on('PUT', { forwardThen: 'hang' })], async (env, seen) => {
        const run = await runDoctor([...setUp.args, ...ARGS], {
          env,
          signal,
          signalOn: until(() => seen().includes('PUT')),
        })
        const report = reportOf(run)
        expect(seen()).toContain('PUT')
        expect({ code: run.code, interrupted: report.interrupted }).toEqual({
          code,
          interrupted: signal,
        })
        expect(report.checks.find(({ id }) => id === 'storage/put')).toMatchObject({
          status: 'error',
          reason: `interrupted by ${signal}`,
        })
        expect(report.verdict).not.toBe('healthy')
      })
      expect(await setUp.s3.keys(BUCKET)).toEqual([])
    },
  )

  it('twice exits at once and names what is left', async () => {
    await withRules(
      [on('PUT', { forwardThen: 'hang' }), on('DELETE', { hang: true })],
      async (env, seen) => {
        const { code, stderr } = await interruptedTwice(env, seen)
        expect(code).toBe(130)
        expect(stderr).toMatch(
          /may be left behind: s3:\/\/cases\/acme\/demo\/testing\/artifacts-doctor-\S+\n/,
        )
      },
    )
    await removeLeftovers()
  })
})

describe('nothing stays in the bucket', () => {
  it.each<[what: string, rules: Rule[], cause: string, check: string]>([
    ['the get is reset', [object({ reset: true })], 'network/reset', 'storage/get'],
    ['the get is denied', [object(denied)], 'storage/access-denied', 'storage/get'],
    [
      'the put is stored, and the answer lost',
      [on('PUT', { forwardThen: 'reset' })],
      'network/reset',
      'storage/put',
    ],
    [
      'the put is stored, and the answer a failure',
      [
        on('PUT', {
          forwardThen: {
            answer: { status: 500, body: '<Error><Code>InternalError</Code></Error>' },
          },
        }),
      ],
      'storage/server-error',
      'storage/put',
    ],
    ['the put is denied', [on('PUT', denied)], 'storage/access-denied', 'storage/put'],
  ])('when %s', async (_, rules, cause, check) => {
    await withRules(rules, async (env) => {
      const run = await runDoctor([...setUp.args, ...ARGS], { env })
      const { rootCauses, leftovers } = reportOf(run)
      expect({ code: run.code, leftovers }).toEqual({ code: 1, leftovers: undefined })
      expect(rootCauses.map(({ cause, checks }) => [cause, checks])).toEqual([[cause, [check]]])
    })
    expect(await setUp.s3.keys(BUCKET)).toEqual([])
  })

  it('or it is named with its key: when the delete is refused', async () => {
    await withRules([on('DELETE', denied)], async (env) => {
      const run = await runDoctor([...setUp.args, ...ARGS], { env })
      const [key] = await setUp.s3.keys(BUCKET)
      const { rootCauses, checks, leftovers } = reportOf(run)
      expect(run.code).toBe(0)
      expect(rootCauses.map(({ cause, severity }) => [cause, severity])).toEqual([
        ['storage/delete-denied', 'warn'],
      ])
      expect(checks.find(({ id }) => id === 'storage/delete')).toMatchObject({
        status: 'warn',
        evidence: { key },
      })
      expect(leftovers).toEqual([`s3://${BUCKET}/${key}`])
    })
    await removeLeftovers()
  })
})

/** Interrupts it once its put was sent, and again once it has tried to remove what it put. */
function interruptedTwice(
  env: Record<string, string>,
  seen: () => string[],
): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve) => {
    const [program, script] = doctorCommand
    const child = spawn(program, [script, ...setUp.args, ...ARGS], {
      env: { PATH: process.env.PATH, ...env },
      stdio: 'pipe',
    })
    let stderr = ''
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    const gone = () => child.exitCode !== null
    for (const method of ['PUT', 'DELETE'])
      until(() => gone() || seen().includes(method)).then(() => child.kill('SIGINT'))
    child.on('close', (code) => resolve({ code, stderr }))
  })
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(20)
}

/** What a test left on purpose must not disturb the next one. */
async function removeLeftovers(): Promise<void> {
  await setUp.stop()
  setUp = await startSetUp()
}
