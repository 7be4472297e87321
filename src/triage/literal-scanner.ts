import {
  BUCKET_BITS,
  FOLD,
  HASH,
  type LiteralTable,
  OTHER_FLAGS,
  OTHER_HASH,
  PART,
} from './literal-table.ts'

/** What a scan found in a part of a buffer. */
export interface Scan {
  /**
   * In pairs, roughly in order: where a literal begins, and how many line breaks stand before it.
   * Several that begin close together may be one.
   */
  readonly places: Int32Array
  /** How many line breaks there are. */
  readonly lines: number
}

/**
 * Looks for all literals at once, in any letter case of ASCII, among those that begin at `from` or
 * behind and before `to`. The buffer's length is a multiple of four; its bytes behind `to` may be
 * looked at.
 */
export type LiteralScanner = (buffer: Uint8Array, from: number, to: number) => Scan

/**
 * A scanner for the literals of a table. Each aligned word is looked up once, and bytes are
 * compared only where a literal may have it; what is healthy is hardly touched.
 */
export function literalScanner(table: LiteralTable): LiteralScanner {
  const { flags, buckets, starts, parts, letters, longest } = table

  /** Where the first of the literals in a bucket begins that stands where the word `at` says. */
  function first(buffer: Uint8Array, at: number, bucket: number, from: number, to: number): number {
    let found = NONE
    const end = starts[bucket + 1] as number
    for (let part = starts[bucket] as number; part < end; part += PART) {
      const start = at * 4 - (parts[part] as number)
      let letter = parts[part + 1] as number
      const last = parts[part + 2] as number
      let place = start
      while (letter < last && LOWER[buffer[place] as number] === letters[letter]) {
        letter += 1
        place += 1
      }
      if (letter === last && start >= from && start < to && start < found) found = start
    }
    return found
  }

  return (buffer, from, to) => {
    const words = new Int32Array(buffer.buffer, buffer.byteOffset, buffer.length >> 2)
    const places: number[] = []
    // What begins before `to` may be known only by a word behind it.
    const end = Math.min(words.length, (to + longest + 3) >> 2)
    let lines = 0 - breaks(buffer, from & ~3, from)
    for (let at = from >> 2; at < end; at++) {
      const value = words[at] as number
      const hash = Math.imul(value | FOLD, HASH)
      // A bit a word, so that the processor's nearest cache holds them all.
      if ((((flags[hash >>> 20] as number) >>> (hash >>> 15)) & 1) !== 0) {
        // Most of what passes met another's bit: a second hash sends it on.
        const other = Math.imul(value | FOLD, OTHER_HASH)
        if ((((flags[OTHER_FLAGS + (other >>> 20)] as number) >>> (other >>> 15)) & 1) !== 0) {
          const bucket = buckets[hash >>> (32 - BUCKET_BITS)] as number
          const place = first(buffer, at, bucket, from, to)
          if (place !== NONE)
            places.push(
              place,
              place < at * 4
                ? lines - breaks(buffer, place, at * 4)
                : lines + breaks(buffer, at * 4, place),
            )
        }
      }
      // The top bit of each byte of `zeros` says whether it is a line break (Hacker's Delight, § 6-1).
      const x = value ^ 0x0a0a0a0a
      const zeros = ~(((x & 0x7f7f7f7f) + 0x7f7f7f7f) | x | 0x7f7f7f7f)
      if (zeros !== 0)
        lines += ((zeros >>> 7) & 1) + ((zeros >>> 15) & 1) + ((zeros >>> 23) & 1) + (zeros >>> 31)
    }
    // Those behind were counted too.
    return { places: Int32Array.from(places), lines: lines - breaks(buffer, to, end * 4) }
  }
}

const NONE = 0x7fffffff
const NEWLINE = 10
const LOWER = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 65 && byte <= 90 ? byte + 32 : byte,
)

function breaks(buffer: Uint8Array, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at++) if (buffer[at] === NEWLINE) count += 1
  return count
}
