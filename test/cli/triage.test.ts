import { chmod, mkdir, stat, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { doctorCommand, runDoctor, runProgram } from '../support/doctor.ts'
import { nobody } from '../support/nobody.ts'
import { measureDoctor } from '../support/peak-memory.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const LOG = [
  '2026-11-21T18:00:00Z <WARNING>: Test storage failed: api error InvalidAccessKeyId: no such key',
  '2026-11-21T18:00:01Z error: {"code":"workspace_not_active","message":"pending_format"}',
  '2026-11-21T18:00:02Z ERROR odd `thing` <script>alert(1)</script> @everyone [x](http://e.example)',
  '',
].join('\n')

describe('triage', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>
  const path = (name: string) => join(directory.path, name)
  beforeAll(async () => {
    directory = await temporaryDirectory()
    await writeFile(path('run.log'), LOG)
    await writeFile(path('run.gz'), gzipSync(LOG))
    await writeFile(path('calm.log'), 'started\nended\n')
    await mkdir(path('logs'))
  })
  afterAll(() => directory.remove())

  it('names the root and what follows from it, and exits 0', async () => {
    const run = await runDoctor(['triage', path('run.log')])
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(run.stdout).toMatch(
      /✗ FAIL {3}\S[\s\S]*storage\/invalid-access-key[\s\S]*Then .*[\s\S]*workspace\/not-active/,
    )
    expect(run.stdout).not.toMatch(/✗ FAIL[^✗]*\n✗ FAIL/)
  })

  it('prints a document that its schema fits, and the same of a packed file', async () => {
    const schema = JSON.parse((await runDoctor(['schema', 'triage'])).stdout)
    const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(schema)
    const [plain, packed] = await Promise.all(
      ['run.log', 'run.gz'].map(async (name) =>
        JSON.parse(
          (await runDoctor(['triage', path(name), '--format', 'json'])).stdout.replaceAll(
            path(name),
            'log',
          ),
        ),
      ),
    )
    valid(plain)
    expect(valid.errors).toBeNull()
    expect(packed).toEqual(plain)
    expect(plain).toMatchObject({ lines: 3, rootCauses: [{ cause: 'storage/invalid-access-key' }] })
    expect(valid({ ...plain, lines: 'many' })).toBe(false)
  })

  it('reads a long log with a thread more, and finds what is in its parts', async () => {
    const calm = 'level=info msg="read slice" inode=4711 component=vfs\n'.repeat(20_000)
    const part = `${calm}${LOG}`
    const parts = 40
    await writeFile(path('long.log'), part.repeat(parts))
    const args = ['--format', 'json']
    const [short, long] = await Promise.all([
      runDoctor(['triage', '-', ...args], { stdin: part, env: { NODE_DEBUG: 'worker' } }),
      runDoctor(['triage', path('long.log'), ...args], { env: { NODE_DEBUG: 'worker' } }),
    ])
    expect(short.stderr).toBe('')
    if (availableParallelism() > 1) expect(long.stderr).toContain('parts/scan-worker.js')
    const counts = (run: typeof short) => {
      const { lines, bytes, rootCauses, consequences, unexplained } = JSON.parse(run.stdout)
      const found = [...rootCauses, ...consequences, ...unexplained]
      return { lines, bytes, found: found.map(({ count }: { count: number }) => count) }
    }
    const of = counts(short)
    expect(of.found).toHaveLength(3)
    expect(counts(long)).toEqual({
      lines: of.lines * parts,
      bytes: of.bytes * parts,
      found: of.found.map((count) => count * parts),
    })
  })

  it('writes an answer in which a stranger’s text is no markup', async () => {
    const run = await runDoctor(['triage', path('run.log'), '--format', 'markdown'])
    expect(run.code).toBe(0)
    const outside = run.stdout
      .replace(/^ *(`{3,})[a-z]*\n[\s\S]*?^ *\1$/gm, '')
      .replace(/(`+)[^`][\s\S]*?\1(?!`)/g, '')
    expect(run.stdout).toContain('<script>')
    expect(outside).not.toMatch(/<script|@everyone|\]\(/)
    expect(outside).toMatch(/### .+\n/)
  })

  it('reads standard input, exits 1 where there is no known cause, and then asks for a bundle', async () => {
    expect((await runDoctor(['triage', '-'], { stdin: LOG })).code).toBe(0)
    const beside = await runDoctor(['triage', path('calm.log'), '-'], { stdin: LOG })
    expect(beside).toMatchObject({ code: 0, stdout: expect.stringContaining('at -:') })
    const calm = await runDoctor(['triage', path('calm.log')])
    expect(calm.code).toBe(1)
    expect(calm.stdout).toMatch(/No known cause[\s\S]*artifacts-doctor bundle/)
    expect((await runDoctor(['triage', '-'], { stdin: '' })).code).toBe(1)
  })

  it('takes the backend', async () => {
    const run = await runDoctor([
      'triage',
      '--backend',
      'managed',
      path('run.log'),
      '--format',
      'json',
    ])
    expect(JSON.parse(run.stdout).rootCauses[0].cause).toBe('storage/iam-propagation')
  })

  it.for<[what: string, name: string]>([
    ['a file of somebody else’s', 'theirs.log'],
    ['a file in a directory of somebody else’s', 'private/run.log'],
  ])('refuses %s in one line, with exit code 2', async ([, name], { skip }) => {
    await writeFile(path('theirs.log'), LOG, { mode: 0o600 })
    await mkdir(path('private'), { mode: 0o700, recursive: true })
    await writeFile(path('private/run.log'), LOG)
    await chmod(directory.path, 0o755)
    const asNobody = await nobody()
    if (!asNobody?.length) return skip('there is no way to be somebody else here')
    const run = await runProgram([...asNobody, ...doctorCommand, 'triage', path(name)], {
      cwd: '/',
    })
    expect(run).toMatchObject({ code: 2, stdout: '' })
    expect(run.stderr).toBe(
      `artifacts-doctor: triage: '${path(name)}' may not be read by this user; expected a log, a report or a bundle, or - for standard input\n`,
    )
  })

  it.each([
    ['that says nothing', ''],
    ['that begins like a report', '{"schema": "artifacts-doctor/report/v1"'],
  ])('reads a gigabyte %s, packed into a megabyte, in bounded memory', async (_, start) => {
    const zeros = gzipSync(Buffer.alloc(16_777_216), { level: 9 })
    const says = '\nerror: api error NoSuchBucket: no such bucket\n'
    const members = [gzipSync(start), ...Array(64).fill(zeros), gzipSync(says)]
    await writeFile(path('bomb.gz'), Buffer.concat(members))
    expect((await stat(path('bomb.gz'))).size).toBeLessThan(2_000_000)
    const calm = await measureDoctor(['triage', path('run.gz'), '--format', 'json'])
    const bomb = await measureDoctor(['triage', path('bomb.gz'), '--format', 'json'])
    expect(bomb.code).toBe(0)
    expect(JSON.parse(bomb.stdout)).toMatchObject({
      bytes: start.length + 64 * 16_777_216 + says.length,
      rootCauses: [{ cause: 'storage/no-such-bucket', count: 1 }],
    })
    expect(bomb.peakBytes - calm.peakBytes).toBeLessThan(256 * 1_048_576)
  })

  it('reads its own triage and its own explanation as what they are', async () => {
    const triaged = await runDoctor(['triage', path('run.log'), '--format', 'json'])
    const explained = await runDoctor(['explain', '--format', 'json'], { stdin: LOG })
    for (const { stdout } of [triaged, explained]) {
      const again = await runDoctor(['triage', '-', '--format', 'json'], { stdin: stdout })
      const { rootCauses, consequences, unexplained } = JSON.parse(again.stdout)
      expect(rootCauses.map(({ cause }: { cause: string }) => cause)).toEqual([
        'storage/invalid-access-key',
      ])
      expect(consequences).toMatchObject([{ cause: 'workspace/not-active', count: 1 }])
      expect(unexplained).toEqual([])
      expect(again.code).toBe(0)
    }
  })

  it.each<[string, () => string[], RegExp]>([
    ['a file that is not there', () => [path('no.log')], /no\.log' does not exist/],
    ['a directory', () => [path('logs')], /logs' is a directory; expected files/],
    [
      'a format that is none',
      () => [path('run.log'), '--format', 'html'],
      /'html' is not a choice/,
    ],
  ])('refuses %s in one line, with exit code 2', async (_, args, said) => {
    const run = await runDoctor(['triage', ...args()])
    expect(run).toMatchObject({ code: 2, stdout: '' })
    expect(run.stderr).toMatch(said)
    expect(run.stderr.trim().split('\n')).toHaveLength(1)
  })
})
