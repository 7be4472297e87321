import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { madeAt } from '../../checks/storage/probe-key.ts'
import { operation, s3Error } from '../checks/storage/bucket.ts'
import { doctorCommand, reportOf, runDoctor, runProgram } from '../support/doctor.ts'
import { type Action, type FaultProxy, type Rule, startFaultProxy } from '../support/fault-proxy.ts'
import { BUCKET, type SetUp, startSetUp } from '../support/set-up.ts'

let setUp: SetUp
let directory: string
beforeAll(async () => {
  setUp = await startSetUp()
})
afterAll(() => setUp.stop())
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'interrupted-'))
})
afterEach(() => rm(directory, { recursive: true }))

const on = (name: string, action: Action): Rule => ({
  when: (request) => operation(request) === name,
  do: action,
})
const asked =
  (name: string, times = 1) =>
  ({ requests }: FaultProxy) =>
    requests.filter((request) => operation(request) === name).length >= times
const HANG: Action = { hang: true }
const FRESH = s3Error(403, 'InvalidAccessKeyId')

/** What a run is at when the signal comes, and how that is known. */
interface Stage {
  readonly what: string
  readonly rules: readonly Rule[]
  readonly reached: (proxy: FaultProxy) => boolean
  readonly more?: readonly string[]
  /** The listing was not answered, so nothing was written. */
  readonly unwritten?: true
}

const STAGES: readonly Stage[] = [
  {
    what: 'it lists',
    rules: [on('list', HANG)],
    reached: asked('list'),
    unwritten: true,
  },
  {
    what: 'it asks for the retention',
    rules: [on('lock', HANG)],
    reached: asked('lock'),
    unwritten: true,
  },
  {
    what: 'its put is sent, and not stored yet',
    rules: [on('put', { delayMs: 700 })],
    reached: asked('put'),
  },
  {
    what: 'its put is stored, and not answered',
    rules: [on('put', { forwardThen: 'hang' })],
    reached: asked('put'),
  },
  { what: 'it reads', rules: [on('get', HANG)], reached: asked('get') },
  { what: 'it removes', rules: [on('delete', { delayMs: 700 })], reached: asked('delete') },
  {
    what: 'it waits for fresh keys',
    rules: [on('list', { answer: FRESH })],
    reached: asked('list', 2),
    more: ['--wait', '30s'],
    unwritten: true,
  },
  {
    what: 'it writes its second object for the propagation',
    rules: [
      { when: (one) => operation(one) === 'put' && one.count > 0, do: { forwardThen: 'hang' } },
    ],
    reached: asked('put', 2),
    more: ['--wait', '30s'],
  },
]

const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const

async function there(file: string): Promise<void> {
  while (!existsSync(file)) await sleep(20)
}

/** Starts a run with its report in two places, and sends it a signal as soon as `reached` holds. */
async function interrupted(stage: Stage, signal: NodeJS.Signals) {
  const proxy = await startFaultProxy({ host: setUp.s3.host, port: setUp.s3.port }, stage.rules)
  try {
    const file = join(directory, 'report.json')
    const reached = (async () => {
      while (!stage.reached(proxy)) await sleep(20)
    })()
    const run = await runDoctor(
      [
        ...[...setUp.args, '--only', 'storage/*', '--format', 'json', '--quiet'],
        ...['--report', `json=${file}`, ...(stage.more ?? [])],
      ],
      {
        env: { ...setUp.env, ARTIFACTS_S3_ENDPOINT: proxy.endpoint },
        signal,
        signalOn: reached,
      },
    )
    const written = proxy.requests.map(operation).includes('put')
    return { run, written, file: JSON.parse(await readFile(file, 'utf8')) }
  } finally {
    await proxy.stop()
  }
}

describe.each(SIGNALS)(
  '%s leaves nothing behind, and the partial report (exit %i)',
  (signal, code) => {
    it.each(STAGES)('when $what', async (stage) => {
      const { run, written, file } = await interrupted(stage, signal)
      const report = reportOf(run)
      expect({ code: run.code, interrupted: report.interrupted }).toEqual({
        code,
        interrupted: signal,
      })
      expect(report).toMatchObject({ verdict: 'undetermined', exitCode: code })
      expect(report.leftovers).toBeUndefined()
      expect(file).toEqual(report)
      expect(await setUp.s3.keys(BUCKET)).toEqual([])
      expect(written).toBe(stage.unwritten !== true)
      expect(run.stderr).not.toMatch(/^\s+at /m)
    })

    it('when it has not begun: the file of its token does not come', async () => {
      const file = join(directory, 'report.json')
      const [pipe, opened] = [join(directory, 'token'), join(directory, 'opened')]
      // The writer's end opens when the reader's does.
      const script = `mkfifo '${pipe}'; (exec 4>'${pipe}'; : >'${opened}'; exec sleep 20) >&- 2>&- & exec "$@"`
      const doctor = [...doctorCommand, '--token-file', pipe, '--format', 'json']
      const run = await runProgram(
        ['bash', '-c', script, 'bash', ...doctor, '--report', `json=${file}`],
        { signal, signalOn: there(opened) },
      )
      expect(run.code).toBe(code)
      expect(reportOf(run)).toMatchObject({
        verdict: 'undetermined',
        exitCode: code,
        interrupted: signal,
        undetermined: [`the run could not start: interrupted by ${signal}`],
      })
      expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(reportOf(run))
    })

    it('when its report is being written, and is not read', async () => {
      const file = join(directory, 'report.html')
      const pipe = join(directory, 'pipe')
      // Held open and full: nobody will ever take a byte of what is printed.
      const script = `mkfifo '${pipe}'; exec 3<>'${pipe}'; head -c 65536 /dev/zero >&3; exec "$@" >&3`
      const doctor = [...doctorCommand, ...setUp.args, '--quiet', '--format', 'html']
      const run = await runProgram(
        ['bash', '-c', script, 'bash', ...doctor, '--report', `html=${file}`, '--verbose'],
        { env: setUp.env, signal, signalOn: there(file) },
      )
      expect({ code: run.code, signal: run.signal }).toEqual({ code, signal: null })
      // The file is whole, and nothing is left beside it.
      expect((await readdir(directory)).sort()).toEqual(['pipe', 'report.html'])
      expect(await readFile(file, 'utf8')).toMatch(/<\/html>\s*$/)
      expect(await setUp.s3.keys(BUCKET)).toEqual([])
    })
  },
)

describe('a run that was killed', () => {
  const HOUR = 3_600_000
  const object = (key: string, method: 'PUT' | 'DELETE') =>
    fetch(`${setUp.s3.endpoint}/${BUCKET}/${key}`, {
      method,
      ...(method === 'PUT' ? { body: 'left' } : {}),
    })

  it('is told of by the next one, after an hour and not before, with what removes its object', async () => {
    const rules = [on('put', { forwardThen: 'hang' } as const)]
    const proxy = await startFaultProxy({ host: setUp.s3.host, port: setUp.s3.port }, rules)
    const stored = (async () => {
      while ((await setUp.s3.keys(BUCKET)).length === 0) await sleep(20)
    })()
    const env = { ...setUp.env, ARTIFACTS_S3_ENDPOINT: proxy.endpoint }
    const killed = await runDoctor(setUp.args, { env, signal: 'SIGKILL', signalOn: stored })
    await proxy.stop()
    expect(killed.signal).toBe('SIGKILL')
    const [key = ''] = await setUp.s3.keys(BUCKET)
    const made = madeAt(key, 'acme/demo/') ?? 0
    expect(Math.abs(Date.now() - made)).toBeLessThan(HOUR / 2)

    const args = [...setUp.args, '--format', 'json', '--quiet']
    const soon = await runDoctor(args, { env: setUp.env })
    expect({ code: soon.code, verdict: reportOf(soon).verdict }).toEqual({
      code: 0,
      verdict: 'healthy',
    })
    expect(await setUp.s3.keys(BUCKET)).toEqual([key])

    // The same object, as it would be called had that run been two hours ago.
    const old = key.replace(made.toString(36), (made - 2 * HOUR).toString(36))
    await object(old, 'PUT')
    const late = await runDoctor(args, { env: setUp.env })
    const { verdict, rootCauses } = reportOf(late)
    expect({ code: late.code, verdict }).toEqual({ code: 0, verdict: 'warnings' })
    expect(rootCauses).toMatchObject([
      { cause: 'storage/leftover', severity: 'warn', owner: 'you', checks: ['storage/leftovers'] },
    ])
    const commands = rootCauses.flatMap(({ fix }) => fix.map(({ run }) => run))
    expect(commands).toEqual([
      expect.stringMatching(
        new RegExp(`aws s3 rm s3://${BUCKET}/${old} --endpoint-url ${setUp.gate.endpoint}$`),
      ),
    ])
    for (const one of [key, old]) await object(one, 'DELETE')
    expect(await setUp.s3.keys(BUCKET)).toEqual([])
  })
})

describe('two runs at once', () => {
  it('do not name each other’s object', async () => {
    const proxy = await startFaultProxy({ host: setUp.s3.host, port: setUp.s3.port }, [
      { when: (one) => operation(one) === 'get' && one.count === 0, do: { delayMs: 4000 } },
    ])
    const env = { ...setUp.env, ARTIFACTS_S3_ENDPOINT: proxy.endpoint }
    const args = [...setUp.args, '--only', 'storage/*', '--format', 'json', '--quiet']
    const first = runDoctor(args, { env })
    while ((await setUp.s3.keys(BUCKET)).length === 0) await sleep(20)
    const second = await runDoctor(args, { env })
    const listing = reportOf(second).checks.find(({ id }) => id === 'storage/list')
    // It saw the other's object, and said nothing of it.
    expect(listing).toMatchObject({ evidence: { keys: 1 } })
    expect([reportOf(second).verdict, reportOf(await first).verdict]).toEqual([
      'healthy',
      'healthy',
    ])
    await proxy.stop()
    expect(await setUp.s3.keys(BUCKET)).toEqual([])
  })
})
