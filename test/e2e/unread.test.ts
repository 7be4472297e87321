import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { doctorCommand, runProgram } from '../support/doctor.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { BUCKET, type SetUp, startSetUp } from '../support/set-up.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

let setUp: SetUp
beforeAll(async () => {
  setUp = await startSetUp()
})
afterAll(() => setUp.stop())

/** Standard output is a pipe that is full, and that somebody holds open who never reads. */
const UNREAD = 'mkfifo p; exec 3<>p; head -c 65536 /dev/zero >&3; exec "$@" >&3'

/** Runs the doctor unread; once its report is in a file, it is all that is left to end. */
async function unread(
  args: readonly string[],
  env: Record<string, string>,
  signal: NodeJS.Signals,
) {
  const directory = await temporaryDirectory()
  onTestFinished(() => directory.remove())
  const file = join(directory.path, 'report.json')
  const doctor = [...doctorCommand, ...setUp.args, '--report', `json=${file}`, ...args]
  const told = (async () => {
    while (!existsSync(file)) await sleep(20)
    return { report: JSON.parse(await readFile(file, 'utf8')), keys: await setUp.s3.keys(BUCKET) }
  })()
  const run = await runProgram(['bash', '-c', UNREAD, 'bash', ...doctor], {
    env: { ...setUp.env, ...env },
    cwd: directory.path,
    signal,
    signalOn: told.then(() => sleep(500)),
  })
  return { ...run, ...(await told) }
}

/** As every program that writes to a pipe waits for its reader, `less` or another. */
describe('a report that nobody reads', () => {
  it.each<[format: string, signal: NodeJS.Signals, code: number]>([
    ['text', 'SIGTERM', 143],
    ['json', 'SIGINT', 130],
    ['ndjson', 'SIGTERM', 143],
    ['html', 'SIGTERM', 143],
  ])('as %s: all is done, nothing is left, and %s ends it', async (format, signal, code) => {
    const run = await unread(['--format', format, '--quiet'], {}, signal)
    expect(run.report).toMatchObject({ verdict: 'healthy', exitCode: 0 })
    expect(run.keys).toEqual([])
    expect({ code: run.code, stderr: run.stderr }).toEqual({ code, stderr: '' })
  })

  it.each(['json', 'ndjson'])('as %s: the deadline holds all the same', async (format) => {
    const hangs = [
      { when: ({ method }: { method: string }) => method === 'GET', do: { hang: true } },
    ]
    const proxy = await startFaultProxy(setUp.s3, hangs as never)
    onTestFinished(proxy.stop)
    const args = ['--format', format, '--deadline', '2s', '--timeout', '60s']
    const run = await unread(args, { ARTIFACTS_S3_ENDPOINT: proxy.endpoint }, 'SIGTERM')
    expect(run.report.verdict).toBe('undetermined')
    expect(JSON.stringify(run.report.checks)).toMatch(/deadline of 2 s passed/)
    expect(run.keys).toEqual([])
    expect(run.code).toBe(143)
  })
})
