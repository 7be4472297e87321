import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readBundle } from '../../../src/bundle/read-bundle.ts'
import { UsageError } from '../../../src/usage-error.ts'
import { paxOf, type TarBytes, tarEntry, tarOf } from '../../support/tar-bytes.ts'

/** What is read of these bytes, in small pieces. */
async function read(bytes: Uint8Array, piece = 1000): Promise<Record<string, string>> {
  const pieces = function* () {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece)
  }
  const found: Record<string, string> = {}
  for await (const entry of readBundle('b.tar.gz', Readable.from(pieces()))) {
    const chunks: Uint8Array[] = []
    for await (const chunk of entry.bytes) chunks.push(chunk)
    found[entry.name] = Buffer.concat(chunks).toString()
  }
  return found
}

const archive = (...entries: readonly TarBytes[]) => gzipSync(tarOf(...entries))
const log = { name: 'logs/run.log', body: 'a line\n' }

describe('a bundle', () => {
  it('is read file by file', async () => {
    const bytes = archive({ name: 'report.json', body: '{}' }, log, { name: 'empty', body: '' })
    expect(await read(bytes)).toEqual({
      'report.json': '{}',
      'logs/run.log': 'a line\n',
      empty: '',
    })
    expect(await read(bytes, 7)).toEqual(await read(bytes))
  })

  it('is read as another tar has packed it again: with ./, directories and times to the nanosecond', async () => {
    const bytes = archive(
      { name: './', type: '5' },
      paxOf('mtime', '1764226800.123456789'),
      { name: './logs/', type: '5' },
      { ...log, name: './logs/run.log' },
    )
    expect(await read(bytes)).toEqual({ 'logs/run.log': 'a line\n' })
  })

  it('may be left before its end, or before the end of a file', async () => {
    const bytes = archive({ name: 'big', body: 'x'.repeat(3_000_000) }, log)
    const names: string[] = []
    for await (const entry of readBundle('b', Readable.from([bytes]))) {
      names.push(entry.name)
      for await (const _ of entry.bytes) break
    }
    expect(names).toEqual(['big', 'logs/run.log'])
    for await (const _ of readBundle('b', Readable.from([bytes]))) break
  })
})

const EVIL: readonly (readonly [string, RegExp, readonly TarBytes[]])[] = [
  ['a way out', /'\.\.\/\.\.\/etc\/passwd' leads out of it/, [{ name: '../../etc/passwd' }]],
  ['a way out in the middle', /leads out/, [{ name: 'logs/../../x' }]],
  ['an absolute name', /'\/etc\/passwd' leads out/, [{ name: '/etc/passwd' }]],
  ['a drive of Windows', /leads out/, [{ name: 'C:\\x' }]],
  ['a share of Windows', /leads out/, [{ name: '\\\\host\\x' }]],
  ['a name of none', /leads out of it or is none/, [{ name: '' }]],
  ['a control character', /leads out of it or is none/, [{ name: 'a\u001b[2Jb' }]],
  ['an empty part', /leads out/, [{ name: 'logs//x' }]],
  ['a symbolic link', /'x' is not a file but a symlink/, [{ name: 'x', type: '2', link: '/etc' }]],
  ['a hard link', /'x' is not a file but a link/, [{ name: 'x', type: '1', link: 'y' }]],
  ['a device', /'x' is not a file but a character-device/, [{ name: 'x', type: '3' }]],
  ['a disk', /'x' is not a file but a block-device/, [{ name: 'x', type: '4' }]],
  ['a pipe', /'x' is not a file but a fifo/, [{ name: 'x', type: '6' }]],
  ['a name twice', /'logs\/run\.log' is there twice/, [log, log]],
  ['a name twice, once with ./', /there twice/, [log, { ...log, name: './logs/run.log' }]],
  ['another name in a pax header', /overrides 'path'/, [paxOf('path', '../x'), log]],
  ['another size in a pax header', /overrides 'size'/, [paxOf('size', '1'), log]],
  ['a link in a pax header', /overrides 'linkpath'/, [paxOf('linkpath', '/etc'), log]],
  ['a sparse file', /overrides 'GNU\.sparse\.size'/, [paxOf('GNU.sparse.size', '99999'), log]],
  [
    'a long name that leads out',
    /leads out/,
    [{ name: '././@LongLink', type: 'L', body: `../${'x'.repeat(120)}\0` }, log],
  ],
  ['a size beyond measure', /says that it is 8/, [{ name: 'x', size: 0o77777777777 }]],
  ['a size in letters', /damaged \(Invalid tar number\)/, [{ name: 'x', size: 'zzzzzzzzzzz' }]],
  ['a size below nought', /damaged|says that it is/, [{ name: 'x', size: '\u00ff'.repeat(12) }]],
  [
    'a header that is too long',
    /damaged \(Tar metadata entry exceeds/,
    [{ name: 'x', type: 'x', size: 9_000_000 }, log],
  ],
  ['a wrong checksum', /damaged \(Invalid tar header checksum\)/, [{ ...log, checksum: 1 }]],
  ['no file at all', /it holds no file/, []],
  [
    'too many files',
    /more than 1000 files/,
    Array.from({ length: 1001 }, (_, index) => ({ name: `f${index}` })),
  ],
]

const whole = gzipSync(tarOf(log))
const random = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251))

/** What is no archive, or only a part of one. */
const DAMAGED: readonly (readonly [string, RegExp, Uint8Array])[] = [
  ['nothing', /it is empty/, Buffer.alloc(0)],
  ['a text', /it is not gzip/, Buffer.from('a log\n')],
  [
    'gzip that is cut off',
    /gzip data is damaged \(unexpected end of file\)/,
    whole.subarray(0, 60),
  ],
  [
    'gzip with another sum',
    /gzip data is damaged \(incorrect data check\)/,
    Buffer.concat([whole.subarray(0, -8), Buffer.alloc(8, 1)]),
  ],
  ['gzip of a text', /archive is damaged/, gzipSync('a log\n'.repeat(1000))],
  ['gzip of noise', /archive is damaged/, gzipSync(random)],
  ['gzip of nothing', /damaged|holds no file/, gzipSync('')],
  [
    'a tar that is cut off in a file',
    /damaged \(Tar archive is truncated\)/,
    gzipSync(tarEntry({ name: 'x', body: 'x'.repeat(3000) }).subarray(0, 1500)),
  ],
  ['a tar without an end', /damaged \(Tar archive is truncated\)/, gzipSync(tarEntry(log))],
  [
    'a tar with more behind its end',
    /damaged \(Invalid EOF\)/,
    gzipSync(Buffer.concat([tarOf(log), tarEntry(log)])),
  ],
  [
    'more than a bundle may hold, in two files',
    /it (holds|unpacks to) more than/,
    gzipSync(
      tarOf(
        { name: 'x', body: Buffer.alloc(33 * 1_048_576) },
        { name: 'y', body: Buffer.alloc(33 * 1_048_576) },
      ),
    ),
  ],
  [
    'noughts without an end',
    /it (holds|unpacks to) more than/,
    gzipSync(Buffer.concat([tarOf(log), Buffer.alloc(80 * 1_048_576)])),
  ],
]

describe('an archive that is refused, by one error that names it and what was expected', () => {
  const expected =
    /^'b\.tar\.gz' is not read: .*; expected a \.tar\.gz as artifacts-doctor bundle writes it$/

  it.each(EVIL)('with %s', async (_, says, entries) => {
    const error: unknown = await read(archive(...entries)).catch((one: unknown) => one)
    expect(error).toBeInstanceOf(UsageError)
    expect((error as Error).message).toMatch(says)
    expect((error as Error).message).toMatch(expected)
  })

  it.each(DAMAGED)('because it is %s', async (_, says, bytes) => {
    const error: unknown = await read(bytes, 65_536).catch((one: unknown) => one)
    expect(error).toBeInstanceOf(UsageError)
    expect((error as Error).message).toMatch(says)
    expect((error as Error).message).toMatch(expected)
  })

  it('where it comes without an end, before it fills the memory', async () => {
    let given = 0
    const endless = async function* () {
      yield gzipSync(tarEntry({ name: 'x', body: 'x' }))
      for (;;) {
        given += 1
        yield gzipSync(Buffer.alloc(1_048_576))
      }
    }
    const all = async () => {
      for await (const { bytes } of readBundle('b.tar.gz', endless())) for await (const _ of bytes);
    }
    await expect(all()).rejects.toThrow(/is not read/)
    expect(given).toBeLessThan(200)
  })

  it('says so where there is no file', async () => {
    const all = async () => {
      for await (const _ of readBundle('/does/not/exist.tar.gz'));
    }
    await expect(all()).rejects.toThrow("'/does/not/exist.tar.gz' cannot be read (ENOENT)")
  })
})
