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
    [['list', 'cheks'], /nearest: checks/],
    [['schema', 'reprot'], /nearest: report/],
    [['graph', '--format', 'svg'], /expected mermaid, dot, json/],
    [['explain', '--bakend', 'byo', 'x'], /'--bakend' is not a flag; nearest: --backend/],
    [['explain', '-'], /there is no text/],
    [['triage'], /'triage' stands alone; expected .*a file, or - for standard input/],
    [['--offline', '--', 'acme/demo'], /'acme\/demo' stands behind --, which only exec takes/],
    [['explain', '--', 'unauthorized'], /'unauthorized' stands behind --/],
  ])('%j is refused with exit code 2 and one line', async (args, says) => {
    const run = await runDoctor(args, { stdin: '' })
    expect(run.code).toBe(2)
    expect(run.stdout).toBe('')
    expect(run.stderr).toMatch(says)
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(1)
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
    [['--bucket']],
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
