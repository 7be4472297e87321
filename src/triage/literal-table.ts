/**
 * What a scan knows of the literals that it looks for: arrays of numbers, for they are looked at
 * millions of times, and can be handed to another thread as they are.
 */
export interface LiteralTable {
  /** Two sets of bits, each at a hash of a word: whether a literal may have that word. */
  readonly flags: Int32Array
  /** By a hash of a word, the bucket of the literals that it may be a part of (0: of none). */
  readonly buckets: Uint16Array
  /** Where the parts of each bucket begin. */
  readonly starts: Int32Array
  /** For each part: bytes before its word, its letters from and to. */
  readonly parts: Int32Array
  /** All literals, one after the other. */
  readonly letters: Uint8Array
  /** How many bytes the longest has. */
  readonly longest: number
}

/** How many numbers a part has. */
export const PART = 3
/** The bit that small letters have and capitals lack, of a byte and of each byte of a word. */
const FOLD_BIT = 0x20
export const FOLD = 0x20202020
/** Each hash is a word multiplied by one of these; its top bits count. */
export const HASH = 0x9e3779b1 | 0
export const OTHER_HASH = 0x85ebca6b | 0
/** Where the second set of flags begins. */
export const OTHER_FLAGS = 4096
/** How many of a hash's bits choose a bucket. */
export const BUCKET_BITS = 15

/** A literal that a word may be a part of: it begins `before` bytes before the word. */
interface Part {
  readonly literal: number
  readonly before: number
}

/**
 * Lays out literals: in lower case, without line breaks, none of them empty.
 *
 * A literal of seven bytes fills an aligned word of four bytes wherever it stands, and one of five
 * all but a byte of one. So an input's aligned words tell where literals may stand. One that is
 * shorter is found too, but most words may be a part of it: it makes scans slow.
 */
export function literalTable(literals: readonly string[]): LiteralTable {
  const all = literals.map((text) => Buffer.from(text))
  const flags = new Int32Array(2 * OTHER_FLAGS)
  const buckets = new Uint16Array(1 << BUCKET_BITS)
  const known: Part[][] = [[]]
  for (const [literal, bytes] of all.entries()) {
    for (let alignment = 0; alignment < 4; alignment++) {
      const part = { literal, before: tellingWord(bytes, alignment) }
      // One bucket for all words that led to the same literals before.
      const grown = new Map<number, number>()
      for (const word of wordsOf(bytes, part.before)) {
        const hash = Math.imul(word, HASH)
        set(flags, 0, hash)
        set(flags, OTHER_FLAGS, Math.imul(word, OTHER_HASH))
        const slot = hash >>> (32 - BUCKET_BITS)
        const old = buckets[slot] as number
        if (known[old]?.at(-1) === part) continue
        let bucket = grown.get(old)
        if (bucket === undefined) {
          bucket = known.push([...(known[old] ?? []), part]) - 1
          grown.set(old, bucket)
        }
        buckets[slot] = bucket
      }
    }
  }
  const ends = new Int32Array(all.length)
  for (const [literal, { length }] of all.entries())
    ends[literal] = (ends[literal - 1] ?? 0) + length
  const starts = new Int32Array(known.length + 1)
  for (const [index, bucket] of known.entries())
    starts[index + 1] = (starts[index] as number) + bucket.length * PART
  const parts = new Int32Array(starts.at(-1) as number)
  for (const [at, { literal, before }] of known.flat().entries())
    parts.set([before, ends[literal - 1] ?? 0, ends[literal] as number], at * PART)
  return {
    flags,
    buckets,
    starts,
    parts,
    letters: Uint8Array.from(Buffer.concat(all)),
    longest: Math.max(0, ...all.map(({ length }) => length)),
  }
}

function set(flags: Int32Array, from: number, hash: number): void {
  const index = from + (hash >>> 20)
  flags[index] = (flags[index] as number) | (1 << ((hash >>> 15) & 31))
}

/**
 * Of the aligned words that a literal standing at `alignment` touches, the one to know it by: how
 * many of the literal's bytes stand before it (less than nought: it begins before the literal).
 */
function tellingWord(bytes: Uint8Array, alignment: number): number {
  let best = { before: 0, rarity: -1 }
  for (let before = -alignment; before < bytes.length; before += 4) {
    const part = String.fromCharCode(...bytes.subarray(Math.max(0, before), before + 4))
    const found = rarity(part)
    if (found > best.rarity) best = { before, rarity: found }
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
  let sum = part.length * 100 - (COMMON.includes(part) ? 80 : 0)
  for (const character of part) {
    const place = FREQUENT.indexOf(character)
    sum += place < 0 ? 12 : place
  }
  return sum
}

/** All words, folded, that hold the literal's bytes where it has some, and any elsewhere. */
function wordsOf(bytes: Uint8Array, before: number): Int32Array {
  const choices = [0, 1, 2, 3].map((place) => {
    const byte = bytes[before + place]
    return byte === undefined ? ANY : [byte | FOLD_BIT]
  })
  const words = new Int32Array(choices.reduce((product, { length }) => product * length, 1))
  const four = new Uint8Array(words.buffer)
  for (let word = 0; word < words.length; word++) {
    let rest = word
    for (const [place, some] of choices.entries()) {
      four[word * 4 + place] = some[rest % some.length] as number
      rest = Math.floor(rest / some.length)
    }
  }
  return words
}

/** Every byte, once folded. */
const ANY = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte & FOLD_BIT)
