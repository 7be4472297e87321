import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** The bytes of an input once unpacked, and what they are. */
export interface Content {
  readonly kind: 'text' | 'report' | 'tar'
  readonly bytes: AsyncIterable<Uint8Array>
}

/** The kind of an input is told by its first bytes, never by its name. */
const SNIFFED = 512

/** What else may be there, which nothing here reads. */
const PACKED: readonly (readonly [magic: string, name: string])[] = [
  ['504b0304', 'a zip archive'],
  ['28b52ffd', 'packed with zstd'],
  ['fd377a585a00', 'packed with xz'],
  ['425a68', 'packed with bzip2'],
]

/**
 * Looks what an input holds: gzip is unpacked as it is read, UTF-16 becomes UTF-8. `note` is told
 * what a reader should know: data that ends too early, or in a form that is not read.
 */
export async function unpack(
  source: AsyncIterable<Uint8Array>,
  note: (text: string) => void,
): Promise<Content> {
  const outer = await peeked(source)
  const gzip = outer.head[0] === 0x1f && outer.head[1] === 0x8b && outer.head[2] === 8
  const { head, bytes } = gzip ? await peeked(gunzipped(outer.bytes, note)) : outer
  const magic = Buffer.from(head).toString('hex')
  if (magic.slice(514, 524) === '7573746172') return { kind: 'tar', bytes }
  const packed = PACKED.find(([start]) => magic.startsWith(start))
  if (packed !== undefined || (gzip && magic.startsWith('1f8b08'))) {
    note(`is ${packed?.[1] ?? 'packed twice'}, and not looked into; unpack it first`)
    await outer.bytes.return(undefined)
    return { kind: 'text', bytes: Readable.from([]) }
  }
  const encoding = utf16(head)
  if (encoding === undefined) return { kind: kindOf(head), bytes }
  const text = await peeked(recoded(bytes, encoding))
  return { kind: kindOf(text.head), bytes: text.bytes }
}

/** A document of the doctor's, its report also as a stream of events. */
function kindOf(head: Uint8Array): 'text' | 'report' {
  const start = new TextDecoder().decode(head).trimStart()
  const report =
    /^\{\s*"schema"\s*:\s*"artifacts-doctor\/(report|triage|explanation)\//.test(start) ||
    /^\{"event":"run\.start"/.test(start)
  return report ? 'report' : 'text'
}

async function peeked(source: AsyncIterable<Uint8Array>) {
  const iterator = source[Symbol.asyncIterator]()
  const chunks: Uint8Array[] = []
  for (let length = 0; length < SNIFFED; ) {
    const next = await iterator.next()
    if (next.done) break
    // The next may be written over this one.
    chunks.push(Uint8Array.from(next.value))
    length += next.value.length
  }
  async function* all(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* chunks
      for (let next = await iterator.next(); !next.done; next = await iterator.next())
        yield next.value
    } finally {
      await iterator.return?.()
    }
  }
  return { head: Buffer.concat(chunks).subarray(0, SNIFFED), bytes: all() }
}

async function* gunzipped(source: AsyncIterable<Uint8Array>, note: (text: string) => void) {
  let broken: unknown
  async function* copies() {
    try {
      for await (const chunk of source) yield Uint8Array.from(chunk)
    } catch (error) {
      broken = error
    }
  }
  const gunzip = Readable.from(copies(), { highWaterMark: 1 }).pipe(
    createGunzip({ chunkSize: 262_144 }),
  )
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    note(
      code === 'Z_BUF_ERROR'
        ? 'is cut off: its gzip data ends too early; what comes before was read'
        : `has broken gzip data (${code ?? 'no code'}); what comes before was read`,
    )
  }
  // What could not be read is the caller's to tell, not the data's fault.
  if (broken !== undefined) throw broken
}

/** UTF-16 by its mark or, without one, by every other byte of ASCII text being nought. */
function utf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  if (head.length < 8) return undefined
  const noughts = (parity: number) =>
    head.filter((byte, index) => byte === 0 && index % 2 === parity).length
  const even = noughts(0)
  const odd = noughts(1)
  const most = head.length * 0.4
  if (odd > most && even === 0) return 'utf-16le'
  return even > most && odd === 0 ? 'utf-16be' : undefined
}

async function* recoded(source: AsyncIterable<Uint8Array>, encoding: string) {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of source) yield Buffer.from(decoder.decode(chunk, { stream: true }))
  yield Buffer.from(decoder.decode())
}
