import { readdir } from 'node:fs/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { canMountFuse, type FuseMount, mountFuse } from '../support/dead-mount.ts'
import { doctorCommand, type RunOptions, runProgram } from '../support/doctor.ts'
import { canUnshare } from '../support/silent-name-server.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const CHECK = ['--only', 'workspace/name', '--quiet', 'my-workspace']

/** Runs the doctor where a mount is there that was stopped, and kills what hangs. */
async function beside(
  command: (mount: FuseMount) => readonly string[],
  options: (mount: FuseMount) => RunOptions = () => ({}),
) {
  const mount = await mountFuse()
  const directory = await temporaryDirectory()
  onTestFinished(async () => {
    mount.thaw()
    await mount.stop()
    await directory.remove()
  })
  mount.freeze()
  const run = await runProgram(command(mount), {
    cwd: directory.path,
    signal: 'SIGKILL',
    signalAfterMs: 30_000,
    ...options(mount),
  })
  expect(run.signal).toBe(null)
  expect(`${run.stdout}${run.stderr}`).not.toMatch(/^\s+at |Node\.js v|\(node:\d+\)/m)
  return { ...run, directory: directory.path }
}

describe('a path on a mount that does not answer', async () => {
  const possible = await canMountFuse()
  const refusals: readonly [what: string, args: (path: string) => string[], says: RegExp][] = [
    [
      'a report of check',
      (path) => [...CHECK, '--report', `json=${path}/r.json`],
      /--report: '.*\/r\.json' cannot be written: it is on a mount that does not answer/,
    ],
    [
      'a report of exec',
      (path) => ['exec', ...CHECK.slice(0, 3), '--report', `json=${path}/r.json`, '--', 'true'],
      /--report: '.*\/r\.json' cannot be written: it is on a mount that does not answer/,
    ],
    [
      'a bundle',
      (path) => ['bundle', ...CHECK, '--output', `${path}/b.tar.gz`],
      /--output: '.*\/b\.tar\.gz' cannot be written \(ETIMEDOUT\)/,
    ],
    [
      'a log for a bundle',
      (path) => ['bundle', ...CHECK, '--log', `${path}/run.log`],
      /--log: '.*\/run\.log' cannot be read \(ETIMEDOUT\)/,
    ],
    [
      'a log to triage',
      (path) => ['triage', `${path}/run.log`],
      /triage: '.*\/run\.log' is on a mount that does not answer/,
    ],
    [
      'the pages of explain',
      (path) => ['explain', '--all', '--format', 'markdown', '--output', `${path}/docs`],
      /--output: nothing can be written to '.*\/docs' \(ETIMEDOUT\)/,
    ],
    [
      'a plug-in',
      (path) => [...CHECK, '--plugin', `${path}/checks.mjs`],
      /--plugin .*: is on a mount that does not answer/,
    ],
  ]

  it.skipIf(!possible).for(refusals)('%s is refused', async ([, args, says]) => {
    const run = await beside(({ path }) => [...doctorCommand, ...args(path)])
    expect(run.stderr).toMatch(says)
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(run.code).toBe(2)
    expect(await readdir(run.directory)).toEqual([])
  })

  it.skipIf(!possible)('the roots to trust are those of the system instead', async () => {
    const url = ['--orchestrator-url', 'https://127.0.0.1:1']
    const run = await beside(
      () => [...doctorCommand, '--only', 'orchestrator/reachable', ...url, '--format', 'json'],
      ({ path }) => ({ env: { SSL_CERT_FILE: `${path}/ca.pem` } }),
    )
    expect(JSON.parse(run.stdout).rootCauses[0].cause).toBe('network/refused')
  })

  it.skipIf(!possible)('the summary of a step is left out, and said to be', async () => {
    const run = await beside(
      () => [...doctorCommand, ...CHECK],
      ({ path }) => ({ env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: `${path}/s.md` } }),
    )
    expect(run.stderr).toMatch(/the step summary cannot be written: ETIMEDOUT/)
    expect(run.code).toBe(0)
  })

  it.skipIf(!possible)('the directory of temporary files is not needed by exec', async () => {
    const run = await beside(
      () => [...doctorCommand, 'exec', ...CHECK.slice(0, 3), '--', 'echo', 'hello'],
      ({ path }) => ({ env: { TMPDIR: path } }),
    )
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code: 0, stdout: 'hello\n' })
  })

  it
    .skipIf(!possible || !canUnshare())
    .for<[what: string, args: string[], code: number, says: RegExp]>([
      ['check', CHECK, 0, /no configuration was looked for: .* is on a mount that does not answer/],
      ['list', ['list', 'causes'], 0, /auth\/unauthorized/],
      ['a report there', [...CHECK, '--report', 'json=r.json'], 2, /--report: 'r\.json' cannot be/],
      ['a package of checks', [...CHECK, '--plugin', 'acme'], 2, /--plugin acme: .* is on a mount/],
    ])('the working directory: %s ends', async ([, args, code, says]) => {
    const mount = await mountFuse()
    onTestFinished(async () => {
      mount.thaw()
      await mount.stop()
    })
    // Whoever starts it must be there before it hangs.
    const script = 'cd "$0"; kill -STOP "$1"; sleep 0.3; shift; exec "$@"'
    const run = await runProgram(
      ['bash', '-c', script, mount.path, String(mount.pid), ...doctorCommand, ...args],
      { signal: 'SIGKILL', signalAfterMs: 30_000 },
    )
    expect(run.signal).toBe(null)
    expect(`${run.stdout}${run.stderr}`).toMatch(says)
    expect(run.code).toBe(code)
  })
})

describe('a working directory that was removed', () => {
  const gone = (args: readonly string[]) =>
    runProgram([
      ...['bash', '-c', 'mkdir gone; cd gone; rmdir ../gone; exec "$@"', 'bash'],
      ...doctorCommand,
      ...args,
    ])

  it.each<[args: string[], code: number, says: RegExp]>([
    [CHECK, 0, /HEALTHY/],
    [['list'], 0, /host\/platform/],
    [['explain', 'unauthorized'], 0, /auth\/unauthorized/],
    [['exec', ...CHECK.slice(0, 3), '--', 'echo', 'hello'], 0, /^hello$/m],
    [
      [...CHECK, '--report', 'json=r.json'],
      2,
      /^artifacts-doctor: the working directory no longer exists; .* give full paths\n$/,
    ],
    [[...CHECK, '--plugin', './checks.mjs'], 2, /the working directory no longer exists/],
    [['triage', 'run.log'], 2, /'run\.log' does not exist/],
    [['bundle', '--offline'], 2, /--output: .* cannot be written \(ENOENT\)/],
  ])('%j', async (args, code, says) => {
    const run = await gone(args)
    expect(`${run.stdout}${run.stderr}`).toMatch(says)
    expect(run.code).toBe(code)
  })
})
