import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { ensureAnswering } from '../disk/answering.ts'
import { UsageError } from '../usage-error.ts'

/** The end of a log as text; it may begin within a line, and within a secret. */
export interface LogTail {
  /** Of the whole log, in bytes. */
  readonly size: number
  readonly text: string
  /** Whether the log begins before the text does. */
  readonly headless: boolean
}

/** A log that is not collected, and why. */
export interface NotCollected {
  readonly why: string
}

/** What is read before the cap: no secret is as long. */
const MARGIN = 65_536

/** The end of the log at `path`; throws a UsageError for what is no file that can be read. */
export async function logTail(path: string, bytes: number): Promise<LogTail | NotCollected> {
  const wrong = (what: string) => new UsageError(`--log: '${path}' ${what}; expected a log file`)
  try {
    await ensureAnswering(path, 'read')
    // Opening a pipe would wait for somebody to write to it.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const about = await file.stat()
      if (about.isDirectory()) throw wrong('is a directory')
      if (!about.isFile()) throw wrong('is not a regular file')
      const { size } = about
      const length = Math.min(size, bytes + MARGIN)
      const [head, tail] = [Buffer.alloc(Math.min(4, size)), Buffer.alloc(length)]
      await file.read(head, 0, head.length, 0)
      const { bytesRead } = await file.read(tail, 0, length, size - length)
      return decoded(head, tail.subarray(0, bytesRead), { size, bytes })
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw wrong(`cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`)
  }
}

function decoded(
  head: Buffer,
  tail: Buffer,
  { size, bytes }: { readonly size: number; readonly bytes: number },
): LogTail | NotCollected {
  if (head[0] === 0x1f && head[1] === 0x8b) return unpacked(tail, size, bytes)
  const wide = head[0] === 0xff && head[1] === 0xfe
  if (!wide && tail.includes(0)) return { why: 'it holds bytes that are not text' }
  // Of UTF-16 the tail may begin within a character.
  const whole = wide && (size - tail.length) % 2 === 1 ? tail.subarray(1) : tail
  const text = whole.toString(wide ? 'utf16le' : 'utf8')
  return { size, text, headless: size > tail.length }
}

/** A packed log can be read from its start only: one that is small enough to be read as a whole. */
function unpacked(packed: Buffer, size: number, bytes: number): LogTail | NotCollected {
  if (packed.length < size) return { why: 'it is packed and too large; unpack it first' }
  try {
    const all = gunzipSync(packed, { maxOutputLength: 64 * 1_048_576 })
    const tail = all.subarray(Math.max(0, all.length - bytes - MARGIN))
    if (tail.includes(0)) return { why: 'it holds bytes that are not text' }
    const text = tail.toString('utf8')
    return { size: all.length, text, headless: all.length > tail.length }
  } catch {
    return { why: 'it is packed and cannot be unpacked' }
  }
}

/** The part of a clean text that is kept: at most its last `bytes`, in whole lines. */
export function lastLines(clean: string, bytes: number, headless: boolean): Buffer {
  const all = Buffer.from(clean)
  const least = Math.max(all.length - bytes, headless ? MARGIN / 2 : 0)
  if (least <= 0) return all
  const line = all.indexOf(10, least)
  if (line >= 0 && line + 1 < all.length) return all.subarray(line + 1)
  // One line alone: from the next whole character on.
  let start = least
  while (start < all.length && ((all[start] ?? 0) & 0xc0) === 0x80) start += 1
  return all.subarray(start)
}
