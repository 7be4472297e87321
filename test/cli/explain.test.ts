import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { causes } from '../../checks/causes/index.ts'
import { runDoctor } from '../support/doctor.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const LOG = `2026-06-01T10:00:00Z INFO storage: no AccessDenied so far
2026-06-01T10:00:01Z ERROR storage: dial tcp: lookup s3.exmaple.com: no such host
2026-06-01T10:00:05Z ERROR metadata: NOAUTH Authentication required.
`

const namedIn = (json: string): string[] =>
  JSON.parse(json).matches.map(({ cause }: { cause: string }) => cause)

async function directory(): Promise<string> {
  const made = await temporaryDirectory()
  onTestFinished(() => made.remove())
  return made.path
}

describe('explain', () => {
  it('names every cause in a log, the earliest first, and says where to begin', async () => {
    const run = await runDoctor(['explain'], { stdin: LOG })
    expect(run.code).toBe(0)
    expect(run.stdout).toMatch(/^This text names several causes\. Begin with the first\./)
    expect(run.stdout.indexOf('network/dns-failure')).toBeGreaterThan(0)
    expect(run.stdout.indexOf('metadata/password-missing')).toBeGreaterThan(
      run.stdout.indexOf('network/dns-failure'),
    )
    expect(run.stdout).not.toContain('storage/access-denied')
  })

  it('says that a word has several readings', async () => {
    const run = await runDoctor(['explain', '403'])
    expect(run.stdout).toMatch(/^This text has several readings\./)
  })

  it.each([
    ['line ends of Windows and a BOM', `\ufeff${LOG.replaceAll('\n', '\r\n')}`],
    ['escapes within JSON', JSON.stringify({ log: JSON.stringify({ log: LOG }) })],
    ['colours', LOG.replaceAll('ERROR', '\u001b[31mERROR\u001b[0m')],
  ])('reads %s', async (_, stdin) => {
    const run = await runDoctor(['explain', '--format', 'json', '-'], { stdin })
    expect(namedIn(run.stdout)).toEqual(['network/dns-failure', 'metadata/password-missing'])
  })

  it('takes the backend for granted that it is told', async () => {
    const of = async (backend: string) =>
      namedIn(
        (
          await runDoctor([
            'explain',
            'InvalidAccessKeyId',
            '--backend',
            backend,
            '--format',
            'json',
          ])
        ).stdout,
      )
    expect(await of('managed')).toEqual(['storage/iam-propagation'])
    expect(await of('byo')).toEqual(['storage/invalid-access-key'])
  })

  it('says back nothing of a text, in any format', async () => {
    const stdin = 'error: NoSuchBucket: bucket "hush-hush" of tbo_0123456789abcdef does not exist'
    for (const format of ['text', 'json', 'markdown']) {
      const run = await runDoctor(['explain', '--format', format], { stdin })
      expect(run.code).toBe(0)
      expect(run.stdout + run.stderr).not.toMatch(/hush-hush|0123456789abcdef/)
    }
  })

  it('asks about the nearest cause of a text that it does not know, whatever the words', async () => {
    const run = await runDoctor(['explain', 'my', 'certificate', 'seems', 'out', 'of', 'date'])
    expect(run.code).toBe(1)
    expect(run.stdout).toMatch(
      /^No known cause matches this text\. Did you mean network\/tls-expired\?/,
    )
    const json = await runDoctor(['explain', '--format', 'json', 'qqq'])
    expect(json.code).toBe(1)
    expect(JSON.parse(json.stdout)).toEqual({
      schema: 'artifacts-doctor/explanation/v1',
      matches: [],
    })
  })

  it('reads ten megabytes without a line break', async () => {
    const stdin = `${'lorem ipsum '.repeat(900_000)}error: workspace_exists: taken`
    const run = await runDoctor(['explain', '--format', 'json'], { stdin })
    expect(namedIn(run.stdout)).toEqual(['workspace/exists'])
  })
})

describe('explain --format markdown', () => {
  it('is a section to paste', async () => {
    const run = await runDoctor(['explain', 'workspace_not_active', '--format', 'markdown'])
    expect(run.stdout).toMatch(
      /^## The workspace is not ready to be used\n\n`workspace\/not-active` · from `workspace_not_active`\n/,
    )
    expect(run.stdout).toContain('   ```sh\n   artifacts workspace show <workspace>\n   ```')
  })
})

describe('explain --all', () => {
  it('explains every cause', async () => {
    const run = await runDoctor(['explain', '--all', '--format', 'json'])
    expect(run.code).toBe(0)
    expect(namedIn(run.stdout)).toEqual(Object.keys(causes))
  })

  it('writes a page for each, and takes away those of causes that are no more', async () => {
    const home = await directory()
    const pages = join(home, 'docs', 'causes')
    const args = ['explain', '--all', '--format', 'markdown', '--output', pages]
    expect(await runDoctor(args)).toMatchObject({ code: 0, stdout: '', stderr: '' })
    await writeFile(join(pages, 'storage-gone.md'), 'old')
    await writeFile(join(pages, 'notes.txt'), 'mine')
    expect((await runDoctor(args)).code).toBe(0)
    const names = await readdir(pages)
    expect(names).toHaveLength(Object.keys(causes).length + 2)
    expect(names).not.toContain('storage-gone.md')
    expect(names).toContain('notes.txt')
    expect(await readFile(join(pages, 'mount-stale.md'), 'utf8')).toMatch(/^# A dead mount/)
  })

  it.each([
    [['--output', 'x', 'AccessDenied'], /--output goes with --all --format markdown/],
    [['--all', '--output', 'x'], /--output goes with --all --format markdown/],
    [['--all', 'AccessDenied'], /--all explains every cause; leave the text out/],
    [
      ['--all', '--format', 'markdown', '--output', '/proc/none'],
      /nothing can be written to '\/proc\/none'/,
    ],
  ])('is refused with %j', async (args, said) => {
    const run = await runDoctor(['explain', ...args])
    expect(run.code).toBe(2)
    expect(run.stderr).toMatch(said)
    expect(run.stderr.trim().split('\n')).toHaveLength(1)
  })
})
