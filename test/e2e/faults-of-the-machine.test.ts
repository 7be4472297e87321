import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canMountFuse, mountFuse } from '../support/dead-mount.ts'
import { doctorCommand, type Run, reportOf, runProgram } from '../support/doctor.ts'
import { ensureInstalled } from '../support/packages.ts'
import { type SetUp, startSetUp } from '../support/set-up.ts'
import { canUnshare } from '../support/silent-name-server.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

let setUp: SetUp
beforeAll(async () => {
  ensureInstalled({ command: 'faketime', package: 'faketime' })
  setUp = await startSetUp()
})
afterAll(() => setUp.stop())

/** A fault of the machine under a set-up that is healthy, what must be said of it, and the exit code. */
interface Fault {
  readonly what: string
  /** A script of bash, in whose place the doctor stands as `"$@"`. */
  readonly script: string
  readonly code: number
  readonly says?: RegExp
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** It needs a mount namespace of its own. */
  readonly apart?: true
  /** It is FUSE of this machine that is asked about. */
  readonly fuse?: true
}

const HEALTHY = /✓ HEALTHY/
/** All that is said where the doctor's own parts cannot be opened. */
const ITS_PARTS =
  /^artifacts-doctor: the doctor itself failed, which says nothing about your set-up: EMFILE: [^\n]+\n$/
const REPORT = ['--report', 'json=disk/report.json']

const FAULTS: readonly Fault[] = [
  { what: 'none', script: 'exec "$@"', code: 0, says: HEALTHY },
  {
    what: 'standard output is a full disk',
    script: 'exec "$@" > /dev/full',
    code: 2,
    says: /the output cannot be written: ENOSPC/,
  },
  {
    what: 'standard error is a full disk',
    script: 'exec "$@" 2> /dev/full',
    code: 0,
    says: HEALTHY,
  },
  {
    what: 'a report goes to a full disk',
    script:
      'mkdir disk; mount -t tmpfs -o size=4k t disk; head -c 9000 /dev/zero > disk/full; "$@"',
    args: REPORT,
    code: 2,
    says: /the report cannot be written to 'disk\/report\.json': ENOSPC/,
    apart: true,
  },
  {
    what: 'a report goes to a disk that is read-only',
    script: 'mkdir disk; mount -t tmpfs -o ro t disk; "$@"',
    args: REPORT,
    code: 2,
    says: /the report cannot be written to 'disk\/report\.json': EROFS/,
    apart: true,
  },
  {
    what: 'a report goes to below /proc, where nothing can be made',
    script: 'exec "$@"',
    args: ['--report', 'json=/proc/self/report.json'],
    code: 2,
    says: /the report cannot be written to '\/proc\/self\/report\.json': ENOENT/,
  },
  { what: 'standard output is closed', script: 'exec "$@" >&-', code: 0 },
  { what: 'standard error is closed', script: 'exec "$@" 2>&-', code: 0, says: HEALTHY },
  { what: 'standard input is closed', script: 'exec "$@" <&-', code: 0, says: HEALTHY },
  { what: 'all three are closed', script: 'exec "$@" <&- >&- 2>&-', code: 0 },
  {
    what: 'nobody reads standard error, and its pipe is full',
    script: 'mkfifo p; exec 3<>p; head -c 65536 /dev/zero >&3; exec "$@" 2>&3',
    env: { ARTIFACTS_S3_BUCKETS: 'misspelt, so that something is said' },
    code: 0,
    says: HEALTHY,
  },
  {
    what: 'there are no file descriptors for its own parts',
    script: 'ulimit -n 20; exec "$@"',
    code: 3,
    says: ITS_PARTS,
  },
  {
    what: 'there is no HOME',
    script: 'unset HOME; exec "$@"',
    code: 1,
    says: /HOME/,
  },
  {
    what: 'there is no /proc',
    script: 'mount -t tmpfs -o ro t /proc; "$@"',
    code: 3,
    says: /host\/fuse: \/proc\/self\/status does not tell/,
    apart: true,
    fuse: true,
  },
  {
    what: 'there is no directory for temporary files',
    script: 'export TMPDIR=/nowhere; exec "$@"',
    code: 0,
    says: HEALTHY,
  },
  {
    what: 'the directory for temporary files is read-only',
    script: 'mkdir ro; mount -t tmpfs -o ro t ro; export TMPDIR=$PWD/ro; "$@"',
    code: 0,
    says: HEALTHY,
    apart: true,
  },
  {
    what: 'HOME is no directory',
    script: 'export HOME=/dev/null; exec "$@"',
    code: 1,
    says: /HOME|\/dev\/null/,
  },
  {
    what: 'HOME is a file',
    script: 'touch home; export HOME=$PWD/home; exec "$@"',
    code: 1,
    says: /host\/directory-not-writable/,
  },
  {
    what: 'the working directory was removed',
    script: 'mkdir gone; cd gone; rmdir ../gone; exec "$@"',
    code: 0,
    says: HEALTHY,
  },
  {
    what: 'no file may be written to',
    script: 'ulimit -f 0; exec "$@"',
    args: ['--report', 'json=report.json'],
    code: 2,
    says: /the report cannot be written to 'report\.json': EFBIG/,
  },
  {
    what: 'the token is longer than any',
    script: 'export TONBO_API_KEY=$(head -c 120000 /dev/zero | tr "\\0" a); exec "$@"',
    code: 1,
    says: /auth\//,
  },
  {
    what: 'a variable holds line breaks and control characters',
    script: `export ARTIFACTS_S3_ENDPOINT=$'http://127.0.0.1\\n\\e[31m:1'; exec "$@"`,
    code: 1,
    says: /storage\/endpoint-malformed/,
  },
  {
    what: 'the terminal says that it is a column wide, and then nonsense',
    script: 'COLUMNS=1 "$@" >/dev/null && COLUMNS=abc TERM=dumb exec "$@"',
    code: 0,
    says: HEALTHY,
  },
  {
    what: 'the terminal has no name, and the language is C',
    script: 'unset TERM; export LANG=C LC_ALL=C; exec "$@"',
    code: 0,
    says: HEALTHY,
  },
  {
    what: 'a flag is no UTF-8',
    script: `exec "$@" $'--caf\\xe9'`,
    code: 2,
    says: /'--caf\ufffd' is not a flag/,
  },
  {
    what: 'the name of a bucket is no UTF-8',
    script: `exec "$@" --bucket $'caf\\xe9'`,
    code: 1,
    says: /storage\/bucket-name-invalid[\s\S]*not\s+plain ASCII/,
  },
  {
    what: 'its clock is a year fast',
    script: 'exec faketime -f +1y "$@"',
    code: 1,
    says: /^✗ FAIL .*\n?.*host\/clock-skewed/m,
  },
  {
    what: 'its clock is a year slow',
    script: 'exec faketime -f -1y "$@"',
    code: 1,
    says: /^✗ FAIL .*\n?.*host\/clock-skewed/m,
  },
  {
    what: 'its clock runs away, hours in a second',
    script: 'export FAKETIME_DONT_FAKE_MONOTONIC=1; exec faketime -f "+0 x40000" "$@"',
    code: 1,
    says: /clock/,
  },
]

/** The healthy set-up, and whether this machine can mount it. */
const WITH_FUSE = ['check', 'acme/demo', '--backend', 'byo', '--for', 'mount', '--skip', 'mount/*']

/** Runs the doctor on the healthy set-up, within a script. */
function within({
  script,
  args = [],
  env = {},
  apart,
  fuse,
}: Omit<Fault, 'what' | 'code'>): Promise<Run> {
  const namespace = apart ? ['unshare', '--mount'] : []
  const check = fuse ? WITH_FUSE : setUp.args
  const doctor = [...doctorCommand, ...check, '--quiet', ...args]
  return runProgram([...namespace, 'bash', '-c', script, 'bash', ...doctor], {
    env: { ...setUp.env, ...env },
  })
}

function orderly({ stdout, stderr }: Run): void {
  expect(`${stdout}${stderr}`).not.toMatch(/^\s+at |Node\.js v|\(node:\d+\)/m)
}

describe('a fault of the machine is named, and none is taken for health', () => {
  it.for(FAULTS)('$what: exit $code', async (fault, { skip }) => {
    if (fault.apart && !canUnshare()) skip()
    if (fault.fuse && !(await canMountFuse())) skip()
    const run = await within(fault)
    if (fault.says !== undefined) expect(`${run.stdout}${run.stderr}`).toMatch(fault.says)
    expect(run.code).toBe(fault.code)
    orderly(run)
    // Where only its report could not be written, that is still true.
    if (fault.code === 1 || fault.code === 3) expect(run.stdout).not.toMatch(HEALTHY)
    expect(await setUp.s3.keys('cases')).toEqual([])
  })

  it.each([24, 28, 30, 32, 40])(
    'with %i file descriptors: the whole report, or that there are too few',
    async (most) => {
      const args = ['--format', 'json']
      const run = await within({ script: `ulimit -n ${most}; exec "$@"`, args })
      expect(await setUp.s3.keys('cases')).toEqual([])
      if (run.stdout === '') {
        // Not even the parts that would tell could be opened.
        expect(run.stderr).toMatch(ITS_PARTS)
        expect(run.code).toBe(3)
        return
      }
      const { verdict, rootCauses, checks } = reportOf(run)
      expect(run.stderr).toBe('')
      expect(rootCauses).toEqual([])
      const unsure = checks.filter(({ status }) => status === 'error')
      for (const one of unsure)
        expect(one).toMatchObject({ reason: expect.stringMatching(/EMFILE/) })
      expect([run.code, verdict]).toEqual(unsure.length > 0 ? [3, 'undetermined'] : [0, 'healthy'])
    },
  )

  it('with 64 file descriptors nothing is missing', async () => {
    const run = await within({ script: 'ulimit -n 64; exec "$@"' })
    expect(run).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(HEALTHY) })
  })
})

describe('memory that is short', () => {
  it.each([1_500, 2_000, 3_000])('of %i MB of addresses: it ends, and in order', async (most) => {
    const run = await within({ script: `ulimit -v ${most}000; exec "$@"` })
    expect([0, 3]).toContain(run.code)
    // What of it did not fit is no cause: undici's parser wants 10 GB of addresses.
    if (run.code === 3) expect(run.stdout).toMatch(/UNSURE[\s\S]*memory/i)
    orderly(run)
    expect(await setUp.s3.keys('cases')).toEqual([])
  })
})

describe('a mount that does not answer', async () => {
  const possible = await canMountFuse()

  it
    .skipIf(!possible)
    .for<
      [
        what: string,
        env: (path: string) => Record<string, string>,
        args: (path: string) => string[],
        code: number,
        says: RegExp,
      ]
    >([
      ['under HOME', (path) => ({ HOME: path }), () => [], 1, /mount\/hung/],
      ['under XDG_CONFIG_HOME', (path) => ({ XDG_CONFIG_HOME: path }), () => [], 1, /mount\/hung/],
      [
        'under a directory of PATH',
        (path) => ({ PATH: `${path}/bin:${process.env.PATH}` }),
        () => ['--only', 'host/cli,storage/*'],
        3,
        /host\/cli: a directory of PATH is on a mount\s+that\s+does\s+not\s+answer/,
      ],
      [
        'under the config file',
        () => ({}),
        (path) => ['--config', join(path, 'config.yaml')],
        2,
        /--config: cannot read '.*' \(ETIMEDOUT\)/,
      ],
      [
        'under the file of the token',
        () => ({}),
        (path) => ['--token-file', join(path, 'token')],
        2,
        /--token-file: cannot read '.*' \(ETIMEDOUT\)/,
      ],
    ])('%s is named, and holds nothing up', async ([, env, args, code, says]) => {
    const mount = await mountFuse()
    const directory = await temporaryDirectory()
    await writeFile(join(directory.path, 'none'), '')
    mount.freeze()
    try {
      const run = await runProgram(
        [...doctorCommand, ...setUp.args, '--quiet', ...args(mount.path)],
        {
          env: { ...setUp.env, ...env(mount.path) },
          cwd: directory.path,
          signal: 'SIGKILL',
          signalAfterMs: 30_000,
        },
      )
      expect(`${run.stdout}${run.stderr}`).toMatch(says)
      expect(run.code).toBe(code)
      orderly(run)
    } finally {
      mount.thaw()
      await mount.stop()
      await directory.remove()
    }
  })
})
