import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { runDoctor } from '../support/doctor.ts'
import { type Action, startFaultProxy } from '../support/fault-proxy.ts'
import { type ScriptProgram, scriptProgram } from '../support/script-program.ts'
import { BUCKET, type SetUp, startSetUp } from '../support/set-up.ts'

let setUp: SetUp
beforeAll(async () => {
  setUp = await startSetUp()
})
afterAll(() => setUp.stop())

let program: ScriptProgram
afterEach(() => program?.stop())

const refusing = (code: string): Action => ({
  answer: {
    status: 403,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`,
  },
})

/** A command that fails for a refused key until it has been called so often. */
const failsUntil = (call: number) => ({
  sh: `echo x >> "$dir/calls"
if [ $(wc -l < "$dir/calls") -lt ${call} ]; then
  echo 'Object storage test failed: api error InvalidAccessKeyId: no such key' >&2
  exit 3
fi`,
})

/** Runs it on a bucket whose keys are refused between these requests (of all that are sent, from 0). */
async function exec(
  script: { sh: string },
  refused: { from: number; to: number; code?: string },
  wait: string,
) {
  program = await scriptProgram('artifacts', script)
  let sent = -1
  const proxy = await startFaultProxy({ host: setUp.gate.host, port: setUp.gate.port }, [
    {
      when: () => {
        sent += 1
        return sent >= refused.from && sent < refused.to
      },
      do: refusing(refused.code ?? 'InvalidAccessKeyId'),
    },
  ])
  try {
    const run = await runDoctor(
      [
        ...['exec', '--wait', wait, '--only', 'storage/put', '--'],
        ...[
          'artifacts',
          'workspace',
          'create',
          'acme/demo',
          '--backend',
          'byo',
          '--bucket',
          BUCKET,
        ],
      ],
      { env: { ...setUp.env, PATH: program.searchPath, ARTIFACTS_S3_ENDPOINT: proxy.endpoint } },
    )
    const calls = (await program.read('calls')).split('\n').length - 1
    return { ...run, calls, sent: sent + 1 }
  } finally {
    await proxy.stop()
  }
}

describe('a bucket of your own, whose keys the command finds refused', () => {
  it('is asked by the checks, and the command runs again when they are taken', async () => {
    const well = await exec(failsUntil(1), { from: 0, to: 0 }, '60s')
    expect({ code: well.code, calls: well.calls }).toEqual({ code: 0, calls: 1 })
    await program.stop()
    // The keys are good while the checks run first, and refused for a while from then on.
    const { code, calls, sent, stderr } = await exec(
      failsUntil(2),
      { from: well.sent, to: well.sent + 3 },
      '60s',
    )
    expect({ code, calls }).toEqual({ code: 0, calls: 2 })
    expect(sent).toBeGreaterThan(well.sent + 3)
    expect(stderr).toMatch(/asks the checks whether it has cleared/)
    expect(stderr).toMatch(/attempt 2: artifacts workspace create succeeded/)
  })

  it('stays refused: the command is not run again, and the budget is one', async () => {
    const well = await exec(failsUntil(1), { from: 0, to: 0 }, '60s')
    await program.stop()
    const { code, calls, stderr, ms } = await exec(
      failsUntil(99),
      { from: well.sent, to: Number.POSITIVE_INFINITY },
      '3s',
    )
    expect({ code, calls }).toEqual({ code: 3, calls: 1 })
    expect(stderr).toMatch(/the 3 s of --wait are used up/)
    expect(ms).toBeLessThan(30_000)
  })

  it('is refused for another reason by now: that is told, and nothing waited for', async () => {
    const well = await exec(failsUntil(1), { from: 0, to: 0 }, '60s')
    await program.stop()
    const { code, calls, stderr } = await exec(
      failsUntil(99),
      { from: well.sent, to: Number.POSITIVE_INFINITY, code: 'AllAccessDisabled' },
      '60s',
    )
    expect({ code, calls }).toEqual({ code: 3, calls: 1 })
    expect(stderr).toMatch(/not run again, because of what a check says above/)
  })
})
