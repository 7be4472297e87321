import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Format, formats } from '../../src/reporters/index.ts'
import { type RunOptions, runDoctor } from '../support/doctor.ts'
import { checkDocument, readReport, readSarif } from '../support/documents.ts'
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts'
import { type SetUp, startSetUp } from '../support/set-up.ts'

let setUp: SetUp
let hanging: FaultProxy
let directory: string
beforeAll(async () => {
  setUp = await startSetUp()
  const { host, port } = setUp.s3
  hanging = await startFaultProxy({ host, port }, [
    { when: ({ method }) => method === 'GET', do: { hang: true } },
  ])
  directory = await mkdtemp(join(tmpdir(), 'doctor-formats-'))
})
afterAll(async () => {
  await hanging.stop()
  await setUp.stop()
  await rm(directory, { recursive: true })
})

/** Resolves when the server that never answers is asked something. */
async function nextRequest(): Promise<void> {
  const before = hanging.requests.length
  while (hanging.requests.length === before) await sleep(20)
}

/** How a run against real servers ends; `flags` and `env` beside those of a healthy one. */
const ENDS: readonly (readonly [
  what: string,
  code: number,
  flags: readonly string[],
  how: () => RunOptions,
])[] = [
  ['healthy', 0, [], () => ({ env: setUp.env })],
  ['failing and blocked', 1, ['--region', 'us-east-1'], () => ({ env: setUp.env })],
  [
    'undetermined',
    3,
    ['--timeout', '300ms', '--only', 'storage/list'],
    () => ({ env: { ...setUp.env, ARTIFACTS_S3_ENDPOINT: hanging.endpoint } }),
  ],
  [
    'interrupted',
    130,
    [],
    () => ({
      env: { ...setUp.env, ARTIFACTS_S3_ENDPOINT: hanging.endpoint },
      signalOn: nextRequest(),
    }),
  ],
  ['usage', 2, ['--only', 'nope/*'], () => ({ env: setUp.env })],
]

describe.each(ENDS)('a run against real servers that ends %s', (what, code, flags, how) => {
  it.each(formats)(
    'exits the same with --format %s, and leaves every file whole',
    async (format) => {
      const path = (one: Format) => join(directory, `${what}-${format}.${one}`)
      const reports = formats.flatMap((one) => ['--report', `${one}=${path(one)}`])
      const args = [...setUp.args, ...flags, '--quiet', '--format', format, ...reports]
      const run = await runDoctor(args, how())
      expect(run.code, run.stderr).toBe(code)
      if (format !== 'text' || code !== 2) await checkDocument(format, run.stdout)
      for (const one of formats) await checkDocument(one, await readFile(path(one), 'utf8'))
      const report = readReport(await readFile(path('json'), 'utf8'))
      expect(report.exitCode).toBe(code)
      expect(report.verdict === 'healthy').toBe(code === 0)
      const { runs } = await readSarif(await readFile(path('sarif'), 'utf8'))
      expect(runs[0]?.invocations?.[0]).toMatchObject({
        exitCode: code,
        executionSuccessful: code < 2,
        ...(code === 130 ? { exitSignalName: 'SIGINT' } : {}),
      })
    },
  )
})
