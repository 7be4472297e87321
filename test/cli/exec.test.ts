import { chmod } from 'node:fs/promises'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { doctorCommand, runDoctor, runProgram } from '../support/doctor.ts'
import { nobody } from '../support/nobody.ts'
import { type ScriptProgram, scriptProgram } from '../support/script-program.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

/** A check that holds on every machine of ours, so that the command is what a test is about. */
const CHECKED = ['exec', '--only', 'workspace/name'] as const

const REFUSED =
  'Storage s3://cases/ is not configured correctly: Failed to put: operation error S3: PutObject, https response error StatusCode: 403, RequestID: 1, HostID: 2, api error InvalidAccessKeyId: The AWS Access Key Id you provided does not exist in our records.'
const PHASE_1 = 'Phase 1: reserving artifacts://acme/demo on the orchestrator'

/** Counts its calls in `calls`, and fails as `artifacts workspace create` does until it has been called so often. */
const failsUntil = (call: number, says = REFUSED) => ({
  sh: `echo "$*" >> "$dir/calls"
echo '${PHASE_1}'
if [ $(wc -l < "$dir/calls") -lt ${call} ]; then
  echo '${says}' >&2
  echo '{"code":"workspace_not_active","message":"workspace is pending_format"}' >&2
  exit 3
fi
echo created`,
})

let program: ScriptProgram
afterEach(() => program?.stop())

async function run(
  args: readonly string[],
  script: Parameters<typeof scriptProgram>[1],
  name = 'artifacts',
) {
  program = await scriptProgram(name, script)
  const ran = await runDoctor(args, { env: { PATH: program.searchPath } })
  const calls = (await program.read('calls')).split('\n').filter((line) => line !== '')
  return { ...ran, calls }
}

const CREATE = ['artifacts', 'workspace', 'create', 'my-workspace'] as const

describe('a fresh workspace whose keys are not known yet', () => {
  it('is created by one command: it fails twice, is waited for, and succeeds', async () => {
    const { code, stdout, stderr, calls } = await run(
      [...CHECKED, '--wait', '60s', '--', ...CREATE],
      failsUntil(3),
    )
    expect({ code, calls }).toEqual({
      code: 0,
      calls: Array(3).fill('workspace create my-workspace'),
    })
    expect(stdout).toBe(`${`${PHASE_1}\n`.repeat(3)}created\n`)
    const told = [
      /attempt 1: artifacts workspace create ended with exit code 3/,
      /The new keys are not known everywhere yet {2}storage\/iam-propagation/,
      /Seen {3}Storage s3:\/\/cases/,
      /Wait {3}1 s before the next attempt/,
      /attempt 2: runs artifacts workspace create again, waiting since \d\d:\d\d:\d\d/,
      /attempt 2: artifacts workspace create ended with exit code 3/,
      /attempt 3: runs artifacts workspace create again/,
      /attempt 3: artifacts workspace create succeeded, after [\d.]+ s of waiting for storage\/iam-propagation/,
    ]
    const places = told.map((line) => stderr.search(line))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(stderr).not.toContain('FAIL')
  })

  it('is explained once without --wait, with the exit code of the command', async () => {
    const { code, stdout, stderr, calls } = await run([...CHECKED, '--', ...CREATE], failsUntil(3))
    expect({ code, calls: calls.length, stdout }).toEqual({
      code: 3,
      calls: 1,
      stdout: `${PHASE_1}\n`,
    })
    expect(stderr.match(/✗ FAIL/g)).toHaveLength(1)
    expect(stderr).toMatch(/FAIL {3}The new keys are not known everywhere yet/)
    expect(stderr).toContain('--wait 60s would have run it again')
    expect(stderr).toContain('artifacts workspace create my-workspace\n')
    // A consequence of it is not told as a second cause.
    expect(stderr).not.toContain('workspace/not-active')
  })

  it('is given up when the wait is used up', async () => {
    const { code, stderr, calls } = await run(
      [...CHECKED, '--wait', '1500ms', '--', ...CREATE],
      failsUntil(99),
    )
    expect({ code, calls: calls.length }).toEqual({ code: 3, calls: 3 })
    expect(stderr).toMatch(/not run again, because the 1\.5 s of --wait are used up/)
    expect(stderr.match(/✗ FAIL/g)).toHaveLength(1)
  })

  it('of a bucket of your own is plainly an unknown key when the wait is used up', async () => {
    const { code, stderr, calls } = await run(
      [...CHECKED, '--wait', '500ms', '--', ...CREATE, '--backend', 'byo'],
      failsUntil(99),
    )
    expect({ code, calls: calls.length }).toEqual({ code: 3, calls: 2 })
    expect(stderr).toMatch(/FAIL {3}The storage does not know this key id/)
    expect(stderr).toMatch(/Or {5}storage\/iam-propagation/)
  })

  it('says nothing of the doctor where --quiet is given and it goes well', async () => {
    const { code, stderr } = await run(
      [...CHECKED, '--quiet', '--wait', '60s', '--', ...CREATE],
      failsUntil(2),
    )
    expect(code).toBe(0)
    expect(stderr).not.toMatch(/artifacts-doctor/)
  })
})

describe('what is not repeated', () => {
  it('a command that is not known to be safe', async () => {
    const { code, stderr, calls } = await run(
      [
        'exec',
        '--only',
        'host/platform',
        '--wait',
        '60s',
        '--',
        'artifacts',
        'workspace',
        'delete',
        'x',
      ],
      failsUntil(2),
    )
    expect({ code, calls: calls.length }).toEqual({ code: 3, calls: 1 })
    expect(stderr).toMatch(/artifacts workspace delete is not known to be safe to repeat/)
  })

  it('unless --retry-safe says so, of all or by its first words', async () => {
    for (const named of [['--retry-safe'], ['--retry-safe', 'deploy now']]) {
      const { code, calls } = await run(
        [
          'exec',
          '--only',
          'host/platform',
          '--wait',
          '60s',
          '--backend',
          'managed',
          ...named,
          '--',
          'deploy',
          'now',
        ],
        failsUntil(2),
        'deploy',
      )
      expect({ code, calls: calls.length }).toEqual({ code: 0, calls: 2 })
      await program.stop()
    }
    const { calls, code } = await run(
      [
        'exec',
        '--only',
        'host/platform',
        '--wait',
        '60s',
        '--retry-safe',
        'deploy later',
        '--',
        'deploy',
        'now',
      ],
      failsUntil(2),
      'deploy',
    )
    expect({ code, calls: calls.length }).toEqual({ code: 3, calls: 1 })
  })

  it('a cause that does not clear by itself', async () => {
    const { code, stderr, calls } = await run(
      [...CHECKED, '--wait', '60s', '--', ...CREATE],
      failsUntil(2, REFUSED.replace('InvalidAccessKeyId', 'SignatureDoesNotMatch')),
    )
    expect({ code, calls: calls.length }).toEqual({ code: 3, calls: 1 })
    expect(stderr).toMatch(/FAIL .*\n* *storage\/signature-mismatch/)
  })

  it('a failure of which nothing is known', async () => {
    const { code, stderr, calls } = await run([...CHECKED, '--wait', '60s', '--', ...CREATE], {
      sh: 'echo x >> "$dir/calls"; echo oops >&2; exit 9',
    })
    expect({ code, calls: calls.length }).toEqual({ code: 9, calls: 1 })
    expect(stderr).toContain('nothing that it printed is a known failure')
  })

  it('a command that succeeded, whatever it printed', async () => {
    const { code, stderr, calls } = await run([...CHECKED, '--wait', '60s', '--', ...CREATE], {
      sh: `echo x >> "$dir/calls"; echo '${REFUSED}' >&2`,
    })
    expect({ code, calls: calls.length }).toEqual({ code: 0, calls: 1 })
    expect(stderr).not.toMatch(/attempt/)
  })
})

describe('a failed check', () => {
  const BAD_NAME = ['artifacts', 'workspace', 'create', 'no!name'] as const

  it('keeps the command from being run: 125', async () => {
    const { code, stdout, stderr, calls } = await run(
      [...CHECKED, '--', ...BAD_NAME],
      failsUntil(1),
    )
    expect({ code, calls, stdout }).toEqual({ code: 125, calls: [], stdout: '' })
    expect(stderr).toMatch(/FAIL .*\n* *workspace\/invalid-name/)
    expect(stderr).toMatch(/artifacts workspace create was not run/)
  })

  it('does not under --fail-on never', async () => {
    const { code, calls } = await run(
      [...CHECKED, '--fail-on', 'never', '--', ...BAD_NAME],
      failsUntil(1),
    )
    expect({ code, calls }).toEqual({ code: 0, calls: ['workspace create no!name'] })
  })

  it('does not where it could not tell', async () => {
    const { code, calls, stderr } = await run(
      [
        'exec',
        '--only',
        'orchestrator/*',
        '--orchestrator-url',
        'http://127.0.0.1:9',
        '--timeout',
        '1ms',
        '--',
        ...CREATE,
      ],
      failsUntil(1),
    )
    expect(stderr).toContain('COULD NOT TELL')
    expect({ code, calls: calls.length }).toEqual({ code: 0, calls: 1 })
  })

  it('has no say over what mends the set-up', async () => {
    const { code, calls } = await run(['exec', '--', 'artifacts', 'login'], failsUntil(1))
    expect({ code, calls }).toEqual({ code: 0, calls: ['login'] })
  })

  it('is one of the settings that the command names, which rank below the flags', async () => {
    const own = ['--backend', 'byo', '--bucket', 'cases', '--endpoint', 'ftp://127.0.0.1']
    const only = ['exec', '--only', 'storage/settings']
    const refused = await run([...only, '--', ...CREATE, ...own], failsUntil(1))
    expect(refused.code).toBe(125)
    expect(refused.stderr).toMatch(/source the command's --endpoint/)
    await program.stop()
    const endpoint = ['--endpoint', 'http://127.0.0.1:9']
    const allowed = await run([...only, ...endpoint, '--', ...CREATE, ...own], failsUntil(1))
    expect(allowed.code).toBe(0)
  })
})

describe('a command that cannot be run', () => {
  it('is not found: 127', async () => {
    const { code, stderr, stdout } = await runDoctor([...CHECKED, '--', 'no-such-program'])
    expect({ code, stdout }).toEqual({ code: 127, stdout: '' })
    expect(stderr).toMatch(/no-such-program was not found/)
  })

  it('is not found, and a directory of PATH may not be searched: 127', async ({ skip }) => {
    const somebody = await nobody()
    if (somebody === undefined) return skip('there is no way to be somebody else here')
    const home = await temporaryDirectory()
    onTestFinished(() => chmod(home.path, 0o700).then(home.remove))
    await chmod(home.path, 0o000)
    const run = await runProgram(
      [...somebody, ...doctorCommand, ...CHECKED, '--', 'no-such-program'],
      { cwd: '/', env: { PATH: `${home.path}:${process.env.PATH}` } },
    )
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code: 127, stdout: '' })
    expect(run.stderr).toMatch(/no-such-program was not found/)
  })

  it('may not be executed: 126', async () => {
    program = await scriptProgram('artifacts', { sh: 'true' }, 0o644)
    const { code, stderr } = await runDoctor([
      ...CHECKED,
      '--',
      program.path,
      'mount',
      'demo',
      '/mnt',
    ])
    expect(code).toBe(126)
    expect(stderr).toMatch(/artifacts mount cannot be run: it may not be executed \(EACCES\)/)
  })

  it('is a directory: 126', async () => {
    expect((await runDoctor([...CHECKED, '--', '/usr'])).code).toBe(126)
  })
})

describe('a command line that cannot be used', () => {
  it.each<[string[], RegExp]>([
    [['exec'], /exec: there is no command; expected artifacts-doctor exec \[flags\] -- <command/],
    [['exec', '--wait', '60s', '--'], /exec: there is no command/],
    [['exec', '--', ''], /exec: the command is empty/],
    [['exec', 'artifacts', 'mount'], /exec: 'artifacts' does not stand behind --/],
    [['exec', '--bukcet', 'x', '--', 'true'], /'--bukcet' is not a flag; nearest: --bucket/],
    [['exec', '--wait', 'soon', '--', 'true'], /--wait: 'soon' is not a duration/],
    [['exec', '--format', 'json', '--', 'true'], /--format: standard output is the command's/],
    [['exec', '--', 'artifacts', 'mount', 'a/b/c'], /'a\/b\/c' is not a workspace address/],
    [
      ['exec', '--', 'artifacts', 'mount', 'demo', '--backend', 'own'],
      /the command's --backend: 'own' is not a choice; expected managed or byo/,
    ],
  ])('%j: exit code 2 and one line', async (args, says) => {
    const { code, stdout, stderr } = await runDoctor(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(says)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })

  it("leaves the command's own flags alone", async () => {
    const { code, stdout } = await runDoctor([
      ...CHECKED,
      '--',
      'echo',
      '--help',
      '--nope',
      '--',
      '-V',
      '007',
    ])
    expect({ code, stdout }).toEqual({ code: 0, stdout: '--help --nope -- -V 007\n' })
  })
})

it('--help says what it does, and that the command sees no terminal', async () => {
  const { code, stdout } = await runDoctor(['exec', '--help'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/artifacts-doctor exec \[flags\] -- <command\.\.\.>/)
  expect(stdout.replace(/\s+/g, ' ')).toContain('sees pipes and no terminal')
})
