import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { idsOf, triageOf } from './run-triage.ts'

const DENIED =
  'operation error S3: PutObject, https response error StatusCode: 403, RequestID: 1, HostID: , api error AccessDenied: Access Denied'
const NO_BUCKET = 'api error NoSuchBucket: The specified bucket does not exist'
const BAD_KEY = 'api error InvalidAccessKeyId: The key does not exist in our records'
const NOT_ACTIVE = '{"code":"workspace_not_active","message":"workspace is pending_format"}'

describe('triage finds a cause', () => {
  it.each<[what: string, line: string]>([
    ['as it is', `error: ${DENIED}`],
    ['behind the time of GitHub Actions', `2026-11-21T18:00:00.1234567Z error: ${DENIED}`],
    ['in an annotation', `2026-11-21T18:00:00.1234567Z ##[error]error: ${DENIED}`],
    ['in what gh prints', `build\tRun tests\t2026-11-21T18:00:00.1234567Z error: ${DENIED}`],
    ['behind the mark of GitLab', `2026-11-21T18:00:00.123456Z 01O error: ${DENIED}`],
    ['behind the name of a container', `artifacts-1  | error: ${DENIED}`],
    ['in colours', `\u001b[31merror:\u001b[0m ${DENIED}`],
    ['in syslog', `Nov 21 18:00:00 host artifacts[12]: error: ${DENIED}`],
    ['in klog', `E1121 18:00:00.000000       1 main.go:12] error: ${DENIED}`],
    ['in JSON lines', JSON.stringify({ level: 'error', msg: 'create failed', error: DENIED })],
    ["in Docker's", JSON.stringify({ log: `error: ${DENIED}\n`, stream: 'stderr' })],
    ['in logfmt', `level=error msg="create failed" err=${JSON.stringify(DENIED)}`],
    ['with a carriage return', `error: ${DENIED}\r`],
  ])('%s', async (_, line) => {
    const found = await triageOf({ 'run.log': `starting\n${line}\nended\n` })
    expect(idsOf(found)).toEqual({ roots: ['storage/access-denied'], consequences: [] })
    expect(found.rootCauses[0]).toMatchObject({ count: 1, first: { file: 'run.log', line: 2 } })
    expect(found.lines).toBe(3)
  })

  it.each<[what: string, bytes: Uint8Array]>([
    ['gzip', gzipSync(`one\nerror: ${DENIED}\n`)],
    ['several parts of gzip', Buffer.concat([gzipSync('one\n'), gzipSync(`error: ${DENIED}\n`)])],
    ['UTF-8 with its mark', Buffer.from(`\ufeffone\nerror: ${DENIED}\n`)],
    ['UTF-16LE with its mark', Buffer.from(`\ufeffone\nerror: ${DENIED}\n`, 'utf16le')],
    ['UTF-16LE without', Buffer.from(`one\nerror: ${DENIED}\n`, 'utf16le')],
    ['UTF-16BE', Buffer.from(`\ufeffone\nerror: ${DENIED}\n`, 'utf16le').swap16()],
    ['no line break at its end', Buffer.from(`one\nerror: ${DENIED}`)],
    ['noughts around it', Buffer.from(`\0\0\0\none\0\nerror: ${DENIED}\n`).subarray(4)],
  ])('in %s', async (_, bytes) => {
    const found = await triageOf({ log: bytes }, { chunk: 7 })
    expect(idsOf(found).roots).toEqual(['storage/access-denied'])
    expect(found.rootCauses[0]?.first.line).toBe(2)
    expect(found.lines).toBe(2)
  })

  it('in a body of several lines, by what its message says', async () => {
    const body = JSON.stringify(
      { code: 'invalid_request', message: 'no setting key under the prefix' },
      undefined,
      2,
    )
    const found = await triageOf({ log: `request failed: ${body}\ndone\n` })
    expect(idsOf(found).roots).toEqual(['metadata/setting-missing'])
    const other = await triageOf({ log: `answer\n${body.replace('setting key', 'bucket')}\n` })
    expect(idsOf(other).roots).toEqual(['orchestrator/invalid-request'])
  })

  it('in the body of S3 of several lines, once', async () => {
    const found = await triageOf({
      log: '<?xml version="1.0"?>\n<Error>\n  <Code>AccessDenied</Code>\n  <Message>Access Denied</Message>\n</Error>\n',
    })
    expect(idsOf(found).roots).toEqual(['storage/access-denied'])
    expect(found.rootCauses[0]).toMatchObject({ count: 1, first: { line: 3 } })
  })

  it('far into a line of ten megabytes, and shows the part that tells', async () => {
    const found = await triageOf({
      log: `${'x'.repeat(10_000_000)} error: ${NO_BUCKET}; ${'y'.repeat(100_000)}\nlast\n`,
    })
    expect(idsOf(found).roots).toEqual(['storage/no-such-bucket'])
    const { first } = found.rootCauses[0] ?? {}
    expect(first).toMatchObject({ line: 1, text: expect.stringContaining('NoSuchBucket') })
    expect(first?.text.length).toBeLessThan(310)
    expect(found.lines).toBe(2)
  })
})

describe('triage', () => {
  it('counts, and tells where first and last, over several files', async () => {
    const found = await triageOf({
      a: `x\nerror: ${DENIED}\nerror: ${NO_BUCKET}\nerror: ${NO_BUCKET}\n`,
      b: `error: ${NO_BUCKET}\n`,
    })
    expect(found.rootCauses).toMatchObject([
      {
        cause: 'storage/no-such-bucket',
        count: 3,
        first: { file: 'a', line: 3 },
        last: { file: 'b', line: 1 },
      },
      { cause: 'storage/access-denied', count: 1, last: { file: 'a', line: 2 } },
    ])
    expect(found).toMatchObject({ lines: 5, schema: 'artifacts-doctor/triage/v1' })
  })

  it.each([
    'we had an AccessDenied error in the docs\n',
    'the table explains NoSuchBucket and unauthorized\n',
    'uploaded 12 objects, 0 errors\n{"level":"info","error":null,"msg":"ok"}\n',
    'unauthorized\nforbidden\n401\n',
    '',
    '\n\n\n',
  ])('finds nothing in %j', async (log) => {
    const found = await triageOf({ log })
    expect(idsOf(found)).toEqual({ roots: [], consequences: [] })
  })

  it('takes what follows from a root for no second cause, and what came before it for one', async () => {
    const after = await triageOf({ log: `error: ${BAD_KEY}\nerror: ${NOT_ACTIVE}\n` })
    expect(idsOf(after)).toEqual({
      roots: ['storage/invalid-access-key'],
      consequences: ['workspace/not-active'],
    })
    expect(after.consequences[0]?.consequenceOf).toEqual(['storage/invalid-access-key'])
    const before = await triageOf({ log: `error: ${NOT_ACTIVE}\nerror: ${BAD_KEY}\n` })
    expect(idsOf(before).consequences).toEqual([])
    expect(idsOf(before).roots).toHaveLength(2)
  })

  it('gives both readings of the same words, until another line says which', async () => {
    const line = 'Could not connect to the endpoint URL: "http://minio.example:9000/cases"\n'
    const open = await triageOf({ log: line })
    expect(open.rootCauses.map(({ cause, alternatives }) => [cause, alternatives])).toEqual([
      ['network/dns-failure', ['network/refused']],
      ['network/refused', ['network/dns-failure']],
    ])
    expect(open.questions.map(({ ask }) => ask).join()).toMatch(/Which is it exactly\?/)
    const told = await triageOf({ log: line, other: '[Errno 111] Connection refused\n' })
    expect(told.rootCauses).toMatchObject([
      { cause: 'network/refused', count: 2, alternatives: [] },
    ])
    const status = await triageOf({ log: 'got HTTP 403\nerror: AccessDenied: no\n' })
    expect(idsOf(status).roots).toEqual(['storage/access-denied', 'auth/forbidden'])
  })

  it('goes by the times of the lines where they have some', async () => {
    const found = await triageOf({
      later: `2026-11-21T18:05:00Z error: ${NOT_ACTIVE}\n`,
      earlier: `2026-11-21T18:00:00Z error: ${BAD_KEY}\n`,
    })
    expect(idsOf(found).consequences).toEqual(['workspace/not-active'])
  })

  it('takes the times of juicefs for times, and compares none with a zone to one without', async () => {
    const juicefs = await triageOf({
      later: `2026/11/21 18:05:00.000001 juicefs[7] <FATAL>: ${NOT_ACTIVE}\n`,
      earlier: `2026/11/21 18:00:00.000001 juicefs[7] <FATAL>: ${BAD_KEY}\n`,
    })
    expect(idsOf(juicefs).consequences).toEqual(['workspace/not-active'])
    expect(juicefs.questions.map(({ ask }) => ask).join()).not.toMatch(/time zone/)
    // Two hours east of Greenwich, this is what came first.
    const mixed = await triageOf({
      local: `2026/11/21 20:00:00.000001 juicefs[7] <FATAL>: ${BAD_KEY}\n`,
      utc: `2026-11-21T18:05:00Z error: ${NOT_ACTIVE}\n`,
    })
    expect(idsOf(mixed).consequences).toEqual(['workspace/not-active'])
  })

  it('says what is behind a mount that fails before the mount', async () => {
    const expired = 'api error ExpiredToken: The provided token has expired.'
    const broken = 'mountpoint /mnt/work is broken: stat /mnt/work: input/output error, umount it'
    const found = await triageOf({
      log: `get chunks/0/0/1: operation error S3: GetObject, ${expired}\n${broken}\n`,
    })
    expect(idsOf(found)).toEqual({
      roots: ['storage/token-expired'],
      consequences: ['mount/failing'],
    })
  })

  it('reads a code as the backend has it', async () => {
    const managed = await triageOf({ log: `error: ${BAD_KEY}\n` }, { backend: 'managed' })
    expect(idsOf(managed).roots).toEqual(['storage/iam-propagation'])
    const unsaid = await triageOf({ log: `error: ${BAD_KEY}\n` })
    expect(unsaid.questions.map(({ ask }) => ask).join()).toMatch(/managed by Tonbo/)
    expect(managed.questions.map(({ ask }) => ask).join()).not.toMatch(/managed by Tonbo/)
  })

  it('folds what it cannot explain, most frequent first, and leaves out what says nothing more', async () => {
    const lines = [
      ...[1, 2, 3].map(
        (n) => `2026-11-21T18:00:0${n}Z ERROR job ${n}f3a9c2b1 broke after ${n}17 ms`,
      ),
      'fatal: something else',
    ]
    const found = await triageOf({ log: `${lines.join('\n')}\n` })
    expect(found.unexplained).toMatchObject([
      { text: 'ERROR job <id> broke after <n> ms', count: 3, first: { line: 1 } },
      { text: 'fatal: something else', count: 1, first: { line: 4 } },
    ])
    const generic = `error: ${BAD_KEY}\nError: Process completed with exit code 1.\n`
    expect((await triageOf({ log: generic })).unexplained).toEqual([])
  })

  it('takes no more room for a million kinds of lines, and says so', async () => {
    const letters = (n: number) =>
      n.toString(26).replace(/\d/g, (d) => 'qrstuvwxyz'[Number(d)] ?? '')
    const log = Array.from({ length: 30_000 }, (_, n) => `error in ${letters(n)}`).join('\n')
    const found = await triageOf({
      log: `${'error everywhere\n'.repeat(5)}${log}\nerror everywhere\n`,
    })
    expect(found.unexplained[0]).toMatchObject({ text: 'error everywhere', count: 6 })
    expect(found.unexplained).toHaveLength(50)
    expect(found.notes?.join()).toMatch(/not all are counted/)
  })

  it('shows no secret and no control character', async () => {
    const secret = 'AKIAIOSFODNN7EXAMPLE'
    const found = await triageOf({
      'a\u001b[31m.log': `error: ${BAD_KEY} (key ${secret}) \u202e\u0007\nfatal: odd thing with ${secret}\n`,
    })
    const all = JSON.stringify(found)
    expect(all).toContain('InvalidAccessKeyId')
    expect(all).not.toContain(secret)
    expect(all).not.toMatch(/\\u001b|\\u0007|\u202e/)
  })

  it('tells of data that ends too early, and reads what is there', async () => {
    const packed = gzipSync(
      `error: ${DENIED}\n${Array.from({ length: 50_000 }, (_, n) => n * 7919).join('\n')}`,
    )
    const found = await triageOf({ 'a.gz': packed.subarray(0, packed.length - 5000) })
    expect(idsOf(found).roots).toEqual(['storage/access-denied'])
    expect(found.notes).toEqual([expect.stringMatching(/^a\.gz is cut off/)])
  })

  it.each([
    ['504b0304', /zip/],
    ['28b52ffd', /zstd/],
  ])('says what it does not look into: %s', async (magic, said) => {
    const found = await triageOf({ a: Buffer.from(`${magic}${'00'.repeat(600)}`, 'hex') })
    expect(found.notes?.[0]).toMatch(said)
  })

  it('hands an archive to whoever opens it, and says so where nobody does', async () => {
    const tar = Buffer.alloc(1024)
    tar.write('logs/a.log')
    tar.write('ustar', 257)
    expect((await triageOf({ 'a.tar': tar })).notes?.[0]).toMatch(/tar archive/)
    const opened = await triageOf(
      { 'a.tar.gz': gzipSync(tar) },
      {
        openArchive: async function* (name, bytes) {
          for await (const _ of bytes);
          yield {
            name: `${name}/a.log`,
            open: async function* () {
              yield Buffer.from(`error: ${DENIED}\n`)
            },
          }
        },
      },
    )
    expect(opened.rootCauses[0]?.first.file).toBe('a.tar.gz/a.log')
    expect(opened.notes).toBeUndefined()
  })

  it('ends when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(triageOf({ a: 'x\n' }, { signal })).rejects.toThrow('enough')
  })
})
