import { FOREIGN_PORTS } from '../matching/foreign.ts'
import type { LinePlace } from './line-place.ts'

/** Writes lines as their kind; what it answers with for two lines is the same if they are of one kind. */
export type Leveller = (buffer: Buffer, line: LinePlace) => string

/** A line that is longer is of no kind. */
export const LONGEST_LEVELLED = 2000

/** Stands for a digit of hexadecimal, and in no log. */
const ID = 1
const ZERO = 48
const DASH = 45
const DOT = 46
/** Between a day and its time. */
const T = 84

const OTHER = 0
const DIGIT = 1
/** `a` to `f`, small or not. */
const HEX = 2
/** The other letters, and the underscore. */
const LETTER = 3
const CLASS = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte)
  if (/\d/.test(character)) return DIGIT
  if (/[a-f]/i.test(character)) return HEX
  return /\w/.test(character) || byte >= 128 ? LETTER : OTHER
})

/**
 * A leveller. Lines of one kind differ only in ids and in numbers that mean nothing to a catalogue
 * with these literals: those of one length are alike. What could be a status of HTTP keeps its
 * first digit; a number of a literal stays, and a port that others' servers are known by.
 */
export function leveller(literals: readonly string[]): Leveller {
  const kept = new Uint8Array(100_000)
  for (const literal of literals)
    for (const number of literal.match(/(?<!\d)\d{2,5}(?!\d)/g) ?? []) kept[Number(number)] = 1
  for (const port of FOREIGN_PORTS) kept[port] = 1
  const written = Buffer.alloc(LONGEST_LEVELLED)
  return (buffer, { start, end }) => {
    for (let at = start; at < end; ) {
      const kind = CLASS[buffer[at] as number]
      if (kind !== DIGIT && kind !== HEX) {
        written[at - start] = buffer[at] as number
        at += 1
        continue
      }
      const before = at > start ? (buffer[at - 1] as number) : 0
      let stop = at
      let seen = 0
      let digits = 0
      for (; stop < end; stop += 1) {
        const one = CLASS[buffer[stop] as number] as number
        if (one !== DIGIT && one !== HEX) break
        seen |= one
        if (seen === DIGIT) digits += 1
      }
      const next = stop < end ? (buffer[stop] as number) : 0
      const word = CLASS[before] !== LETTER && CLASS[next] !== LETTER
      const length = stop - at
      // A part of a UUID is short, and between dashes.
      const id = length >= 8 ? length <= 64 : length === 4 && before === DASH && next === DASH
      if (seen === (DIGIT | HEX) && id && word) {
        written.fill(ID, at - start, stop - start)
        at = stop
        continue
      }
      written.set(buffer.subarray(at, stop), at - start)
      if (digits > 1 && digits <= 40 && !isName(buffer, at, start) && !isKept(buffer, at, digits)) {
        // Only what could be a status keeps its first digit.
        written.fill(
          ZERO,
          at - start + (digits === 3 && before !== DOT ? 1 : 0),
          at - start + digits,
        )
      }
      at = stop
    }
    return written.toString('latin1', 0, end - start)
  }

  function isKept(buffer: Buffer, at: number, digits: number): boolean {
    if (digits > 5) return false
    let number = 0
    for (let place = at; place < at + digits; place += 1)
      number = number * 10 + (buffer[place] as number) - ZERO
    return kept[number] === 1
  }
}

/** Whether a number is a part of a name; the hour behind a day is none. */
function isName(buffer: Buffer, at: number, start: number): boolean {
  if (at === start || CLASS[buffer[at - 1] as number] !== LETTER) return false
  return !(buffer[at - 1] === T && at - 1 > start && CLASS[buffer[at - 2] as number] === DIGIT)
}
