/** What a scanner looks for. */
export interface Sought {
  /** In lower case, five bytes or more, without line breaks. */
  readonly text: string
  /** A bit, or several. */
  readonly kind: number
}

/** A literal found. */
export interface Hit {
  /** Where it begins. */
  readonly at: number
  readonly kind: number
}

/** Looks for many literals at once in one buffer, in any letter case of ASCII. */
export interface LiteralScanner {
  /** Begins at this place of the buffer, which holds other bytes now. */
  restart(at: number): void
  /** Another literal that begins at `from` or behind and before `to`, roughly in order of place. */
  next(from: number, to: number): Hit | undefined
  /** How many line breaks stand between the place of `restart` and this one. */
  linesBefore(at: number): number
}

/** The shortest literal that a scanner looks for. */
export const SHORTEST_LITERAL = 5

/**
 * A scanner of `buffer`, whose length is a multiple of four.
 *
 * A literal of seven bytes fills an aligned word of four bytes wherever it stands, and one of five
 * all but a byte of one. So each aligned word is looked up once in a table of those that literals
 * may lead to, and bytes are compared only where it is there; what is healthy is hardly touched.
 */
export function literalScanner(sought: readonly Sought[], buffer: Uint8Array): LiteralScanner {
  const patterns = sought.map((one) => ({ ...one, bytes: Buffer.from(one.text) }))
  const { flags, table, starts, parts, letters } = tableOf(patterns)
  const longest = Math.max(0, ...patterns.map(({ bytes }) => bytes.length))
  const words = new Int32Array(buffer.buffer, buffer.byteOffset, buffer.length >> 2)
  let word = 0
  let lines = 0

  /** The first of the literals in a bucket that stands where the word `at` says. */
  function best(at: number, bucket: number, from: number, to: number): Hit | undefined {
    let hit: Hit | undefined
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
      if (letter < last || start < from || start >= to) continue
      const kind = parts[part + 3] as number
      hit = { at: Math.min(start, hit?.at ?? start), kind: kind | (hit?.kind ?? 0) }
    }
    return hit
  }

  return {
    restart(at) {
      word = at >> 2
      lines = 0 - breaks(buffer, word * 4, at)
    },
    next(from, to) {
      // What begins before `to` may be known only by a word behind it.
      const end = Math.min(words.length, (to + longest + 3) >> 2)
      let at = Math.max(word, 0)
      let count = lines
      let hit: Hit | undefined
      for (; at < end; at++) {
        const value = words[at] as number
        const hash = Math.imul(value | FOLD, HASH)
        // A bit a word, so that the processor's nearest cache holds them all.
        if ((((flags[hash >>> 20] as number) >>> (hash >>> 15)) & 1) !== 0) {
          // Most of what passes met another's bit: a second hash sends it on.
          const other = Math.imul(value | FOLD, OTHER_HASH)
          if ((((flags[4096 + (other >>> 20)] as number) >>> (other >>> 15)) & 1) !== 0) {
            hit = best(at, table[hash >>> (32 - TABLE_BITS)] as number, from, to)
            if (hit !== undefined) break
          }
        }
        // The top bit of each byte of `zeros` says whether it is a line break (Hacker's Delight, § 6-1).
        const x = value ^ 0x0a0a0a0a
        const zeros = ~(((x & 0x7f7f7f7f) + 0x7f7f7f7f) | x | 0x7f7f7f7f)
        if (zeros !== 0)
          count +=
            ((zeros >>> 7) & 1) + ((zeros >>> 15) & 1) + ((zeros >>> 23) & 1) + (zeros >>> 31)
      }
      // All that this word can tell was looked at.
      word = hit === undefined ? at : at + 1
      lines = hit === undefined ? count : count + breaks(buffer, at * 4, at * 4 + 4)
      return hit
    },
    linesBefore: (at) =>
      at >= word * 4 ? lines + breaks(buffer, word * 4, at) : lines - breaks(buffer, at, word * 4),
  }
}

interface Pattern extends Sought {
  readonly bytes: Uint8Array
}

/** The numbers of a part: bytes before its word, its letters from and to, its kind. */
const PART = 4
const NEWLINE = 10
const TABLE_BITS = 15
/** Sets the bit that small letters have and capitals lack, in each byte of a word. */
const FOLD = 0x20202020
const HASH = 0x9e3779b1 | 0
const OTHER_HASH = 0x85ebca6b | 0
const LOWER = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 65 && byte <= 90 ? byte + 32 : byte,
)

function breaks(buffer: Uint8Array, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at++) if (buffer[at] === NEWLINE) count += 1
  return count
}

/** A literal that a word may be a part of: it begins `before` bytes before the word. */
interface Part {
  readonly pattern: number
  readonly before: number
}

function set(flags: Int32Array, from: number, hash: number): void {
  const index = from + (hash >>> 20)
  flags[index] = (flags[index] ?? 0) | (1 << ((hash >>> 15) & 31))
}

/**
 * For each hash of a word the bucket of the literals that it may be a part of (0: of none), all of
 * it in arrays of numbers, for this is looked at millions of times.
 */
function tableOf(patterns: readonly Pattern[]) {
  const table = new Uint16Array(1 << TABLE_BITS)
  const flags = new Int32Array(2 << 12)
  const buckets: Part[][] = [[]]
  for (const [pattern, { bytes }] of patterns.entries()) {
    for (let alignment = 0; alignment < 4; alignment++) {
      const part = { pattern, before: tellingWord(bytes, alignment) }
      // One bucket for all words that led to the same literals before.
      const grown = new Map<number, number>()
      const done = new Set<number>()
      for (const word of wordsOf(bytes, part.before)) {
        const hash = Math.imul(word, HASH)
        set(flags, 0, hash)
        set(flags, 4096, Math.imul(word, OTHER_HASH))
        const slot = hash >>> (32 - TABLE_BITS)
        if (done.has(slot)) continue
        done.add(slot)
        const old = table[slot] ?? 0
        const bucket = grown.get(old) ?? buckets.push([...(buckets[old] ?? []), part]) - 1
        grown.set(old, bucket)
        table[slot] = bucket
      }
    }
  }
  const begins: number[] = []
  let length = 0
  for (const { bytes } of patterns) {
    begins.push(length)
    length += bytes.length
  }
  const numbers = ({ pattern, before }: Part) => {
    const begin = begins[pattern] ?? 0
    return [
      before,
      begin,
      begin + (patterns[pattern]?.bytes.length ?? 0),
      patterns[pattern]?.kind ?? 0,
    ]
  }
  const starts = new Int32Array(buckets.length + 1)
  for (const [index, bucket] of buckets.entries())
    starts[index + 1] = (starts[index] ?? 0) + bucket.length * PART
  return {
    flags,
    table,
    starts,
    parts: Int32Array.from(buckets.flatMap((bucket) => bucket.flatMap(numbers))),
    letters: Uint8Array.from(Buffer.concat(patterns.map(({ bytes }) => bytes))),
  }
}

/**
 * Of the aligned words that a literal standing at `alignment` touches, the one to know it by: how
 * many of the literal's bytes stand before it (less than nought: it begins before the literal).
 */
function tellingWord(bytes: Uint8Array, alignment: number): number {
  let best = { before: 0, rarity: -1 }
  for (let before = -alignment; before < bytes.length; before += 4) {
    const part = String.fromCharCode(...bytes.subarray(Math.max(0, before), before + 4))
    if (rarity(part) > best.rarity) best = { before, rarity: rarity(part) }
  }
  return best.before
}

/** Words that healthy logs are full of: their parts tell little. */
const COMMON =
  ' artifacts workspace workspaces mounting volume object objects region access https http:// ' +
  'request response server command connection connect certificate length metadata storage bucket ' +
  'status message index cache keys read reading ready component compaction content config ' +
  'redis.session database format formatted module interface object.handle route router ' +
  'info debug level logger logging module package session sessions tries try. hits time user worker ' +
  'the is not for with and from this that was be has at in of to '
/** The characters of logs, the most frequent first. */
const FREQUENT = ' etaoinsrhldcu.1mfpgwybvkxjqz'

/** How much a part of a literal tells. */
function rarity(part: string): number {
  const each = [...part].map((c) => (FREQUENT.includes(c) ? FREQUENT.indexOf(c) : 12))
  const sum = each.reduce((all, one) => all + one, 0)
  return part.length * 100 + sum - (COMMON.includes(part) ? 80 : 0)
}

/** All words, folded, that hold the literal's bytes where it has some, and any elsewhere. */
function wordsOf(bytes: Uint8Array, before: number): number[] {
  let choices: number[][] = [[]]
  for (let index = before; index < before + 4; index++) {
    const byte = bytes[index]
    const some = byte === undefined ? ANY : [byte]
    choices = choices.flatMap((prefix) => some.map((one) => [...prefix, one]))
  }
  const word = new Int32Array(1)
  const four = new Uint8Array(word.buffer)
  return choices.map((choice) => {
    four.set(choice)
    return (word[0] as number) | FOLD
  })
}

/** Every byte, once folded. */
const ANY = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => (byte & 0x20) !== 0)
