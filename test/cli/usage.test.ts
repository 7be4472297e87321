import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { reportOf, runDoctor } from '../support/doctor.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

describe('a command line that cannot be used', () => {
  it.each<[args: string[], says: RegExp]>([
    [['--nope'], /'--nope' is not a flag; nearest: --\w+/],
    [['--bukcet', 'x'], /'--bukcet' is not a flag; nearest: --bucket/],
    [
      ['--format', 'jsno'],
      /--format: 'jsno' is not a choice; expected text, json, .*; nearest: json/,
    ],
    [['--for', 'moutn'], /--for: 'moutn' is not a choice.*nearest: mount/],
    [
      ['--only', 'storge/put'],
      /--only: 'storge\/put' fits no check; the nearest is 'storage\/put'/,
    ],
    [['--skip', 'nope/*'], /--skip: 'nope\/\*' fits no check/],
    [['--require', 'metadata/seting'], /nearest is 'metadata\/setting'/],
    [['--timeout', '10'], /--timeout: '10' is not a duration.*did you mean '10s'/],
    [['--wait', 'soon'], /--wait: 'soon' is not a duration/],
    [['--timeout', '1s', '--timeout', '2s'], /--timeout: given 2 times; expected once/],
    [['--bucket'], /--bucket: expected a value/],
    [['--bucket='], /--bucket: the value is empty/],
    [['chekc'], /'chekc' is not a command; did you mean 'check'/],
    [['--offline', 'graphs'], /did you mean 'graph'/],
    [['one', 'two'], /'two' is one word too many/],
    [['a/b/c'], /'a\/b\/c' is not a workspace address.*did you mean 'b\/c'/],
    [['https://acme/demo'], /not a workspace address; expected <name>/],
    [['--metadata-url', 'redis://:pw@host:6379'], /a password on the command line/],
    [['--metadata-url', 'http://host'], /'http:\/\/' is not Redis; expected a URL such as rediss/],
    [['--orchestrator-url', 'nonsense'], /'nonsense' is not a URL; expected/],
    [['--config', '/does/not/exist'], /--config: cannot read '\/does\/not\/exist' \(ENOENT\)/],
    [['--token-file', '/does/not/exist'], /--token-file: cannot read/],
    [['--token-file', '/dev/zero'], /--token-file: cannot read '\/dev\/zero' \(EFBIG\)/],
    [['list', 'cheks'], /nearest: checks/],
    [['schema', 'reprot'], /nearest: report/],
    [['graph', '--format', 'svg'], /expected mermaid, dot, json/],
    [['explain', '--bakend', 'byo', 'x'], /'--bakend' is not a flag; nearest: --backend/],
    [['explain', '-'], /there is no text/],
    [['triage'], /'triage' stands alone; expected .*a file, or - for standard input/],
    [['--offline', '--', 'acme/demo'], /'acme\/demo' stands behind --, which only exec takes/],
    [['explain', '--', 'unauthorized'], /'unauthorized' stands behind --/],
    [['--offline=yes'], /--offline: 'yes' is not a choice; expected --offline alone, or =true/],
    [['--read-only='], /--read-only: '' is not a choice/],
    [['--help=yes'], /--help: 'yes' is not a choice/],
    [['--offline', '--no-quiet'], /'--no-quiet' is not a flag; expected no --quiet/],
    [['--only', ''], /--only: the value is empty; expected one, or no --only/],
    [['--skip', ' , '], /--skip: the value is empty/],
    [['--report', ''], /--report: the value is empty/],
    [['--plugin='], /--plugin: the value is empty/],
    [
      ['bundle', '--output', '/', '--dry-run'],
      /--output: '\/' is not a regular file; expected a file/,
    ],
    [['--prefix', 'exec', '--', 'acme/demo'], /'acme\/demo' stands behind --/],
    [['bundle', '--output', ''], /--output: the value is empty/],
    [['explain', '--backend'], /--backend: expected a value after it/],
    [['graph', '--format'], /--format: expected a value after it/],
    [['explain', '--format', 'json', '--format', 'text', 'x'], /--format: given 2 times/],
    [['explain', '--all', '--output', 'a', '--output', 'b'], /--output: given 2 times/],
    [['exec', '--retry-safe=', '--', 'true'], /--retry-safe: the value is empty/],
    [['schema', '--formt', 'json'], /'--formt' is not a flag; nearest: --\w+$/m],
    [['schema', '--format', 'json'], /'--format' is a flag of check, .*, not of schema/],
    [['triage', '--all', 'x'], /'--all' is a flag of explain, not of triage/],
    [['--prefix', 'list', '--bukcet'], /'--bukcet' is not a flag; nearest: --bucket/],
    [['--BACKEND', 'byo'], /nearest: --backend/],
    [['-format', 'json'], /'-format' is not a flag; nearest: --format/],
    [['--offline', 'graph'], /'--offline' is a flag of check, exec, bundle, not of graph/],
    [['--offline', '-'], /'-' stands for standard input, which only explain and triage read/],
    [['---'], /'---' is not a flag/],
    [['check', ''], /workspace: the value is empty; expected .*<handle>\/<name>/],
  ])('%j is refused with exit code 2 and one line', async (args, says) => {
    const run = await runDoctor(args, { stdin: '' })
    expect(run.code).toBe(2)
    expect(run.stdout).toBe('')
    expect(run.stderr).toMatch(says)
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(1)
  })

  it.each<[args: string[]]>([
    [['explain', 'api error AccessDenied:', 'ask', 'for', 'help']],
    [['explain', '--format=text', '--backend', 'byo', 'unauthorized']],
    [['--quiet', 'check', 'acme/demo', '--offline=true', '--skip', 'auth/credentials']],
    [['--offline', '--quiet', '--prefix', '', '--metadata-prefix=']],
    [['--all', 'explain']],
  ])('is not %j', async (args) => {
    const run = await runDoctor(args)
    expect(run.code, run.stderr).toBe(0)
    expect(run.stdout).not.toMatch(/^artifacts-doctor explain|Options:/)
  })

  it('is not `check help`, which names a workspace; `help` alone asks for help', async () => {
    const run = await runDoctor(['check', 'help', '--offline', '--format', 'json'])
    expect(reportOf(run).settings.workspace).toMatchObject({ value: 'help' })
    for (const args of [
      ['help', 'triage'],
      ['triage', '-h'],
      ['triage', '--help', 'x'],
    ])
      expect((await runDoctor(args)).stdout).toContain('artifacts-doctor triage <file..>')
  })

  it('says no more of a long value than anybody reads', async () => {
    for (const flag of ['--backend', '--timeout', '--config', '--only', '--orchestrator-url']) {
      const run = await runDoctor([flag, 'x'.repeat(9000)])
      expect(run).toMatchObject({ code: 2, stdout: '' })
      expect(run.stderr).toMatch(/^artifacts-doctor: .*'x{150}…'.{10,200}\n$/)
    }
  })

  it('names no secret that stands in it', async () => {
    const run = await runDoctor(['--metadata-url', 'redis://:hunter2hunter2@host:6379'])
    expect(run.stderr).not.toContain('hunter2')
  })

  it('is not `check` with a word that looks like a command', async () => {
    const run = await runDoctor(['check', 'chekc', '--offline', '--format', 'json'])
    expect(run.code).toBe(1)
    expect(JSON.parse(run.stdout).settings.workspace.value).toBe('chekc')
  })
})

describe('a report of a command line that cannot be used', () => {
  it.each<[args: string[]]>([
    [['--nope']],
    [['--for', 'moutn']],
    [['--format', 'jsno']],
    [['one', 'two']],
    [['chekc']],
    [['--only', 'storge/put']],
    [['--plugin', './none.mjs']],
    [['exec', '--nope', '--', 'true', '--report', 'json=never.json']],
    [['exec', '--plugin', './none.mjs', '--', 'true']],
    [['exec']],
    [['exec', 'true']],
    [['exec', '--format', 'json', '--', 'true']],
    [['--bucket']],
    [['--read-only=yes']],
    [['--', 'acme/demo']],
    [['--only', '']],
  ])('of %j says so, in place of that of the run before', async (args) => {
    const directory = await temporaryDirectory()
    onTestFinished(() => directory.remove())
    const file = join(directory.path, 'r.json')
    await writeFile(file, 'of yesterday')
    const [command, ...rest] = args[0] === 'exec' ? args : ['', ...args]
    const all = [...(command ? [command] : []), '--report', `json=${file}`, ...rest]
    const run = await runDoctor(all, { cwd: directory.path })
    expect(run.code).toBe(2)
    expect(run.stdout).toBe('')
    const report = JSON.parse(await readFile(file, 'utf8'))
    expect(report).toMatchObject({ verdict: 'undetermined', exitCode: 2, checks: [] })
    const said = run.stderr.replace(/^artifacts-doctor: /, '').trimEnd()
    expect(report.undetermined).toEqual([`the run could not start: ${said}`])
  })

  it('is the document on standard output, where that was to be one', async () => {
    const run = await runDoctor(['--nope', '--format', 'json'])
    expect(run.code).toBe(2)
    expect(reportOf(run)).toMatchObject({ verdict: 'undetermined', exitCode: 2 })
  })

  it('goes nowhere where it could not', async () => {
    const run = await runDoctor(['--nope', '--report', 'jsno=r.json'])
    expect(run.code).toBe(2)
    expect(run.stderr).toBe("artifacts-doctor: '--nope' is not a flag; nearest: --for\n")
  })
})

describe('a variable that is nearly known', () => {
  it('is warned about on stderr', async () => {
    const run = await runDoctor(['--offline', '--quiet'], { env: { ARTIFACTS_S3_BUKET: 'x' } })
    expect(run.stderr).toMatch(
      /ARTIFACTS_S3_BUKET is not known; did you mean ARTIFACTS_S3_BUCKET\?/,
    )
  })

  it('is left alone where it is far from any', async () => {
    const run = await runDoctor(['--offline', '--quiet'], {
      env: { ARTIFACTS_SOMETHING_ELSE: 'x' },
    })
    expect(run.stderr).toBe('')
  })
})
