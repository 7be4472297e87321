import { SHORTEST_LITERAL, type Sought } from './literal-scanner.ts'

/** What a line may hold: a literal of the catalogue, or a word of trouble. */
export const LITERAL = 1
export const TROUBLE = 2

/** Words that make a line look like an error, each as the start of its forms. */
const TROUBLES = [
  'error',
  'fatal',
  'faile',
  'failu',
  'fail:',
  'panic',
  'denied',
  'refused',
  'critical',
  'exception',
  'traceback',
  'timed out',
  'unable to',
  'cannot ',
  'could not',
  "couldn't",
  'aborted',
  'invalid',
]

/** Where an HTTP status is told. */
const STATUSES_AFTER = ['http/', 'http ', 'statu']
const STATUS_WITHIN = 32

/**
 * What to look for in a log, for a catalogue with these literals. Short ones would be everywhere:
 * they count in lines of trouble only, and statuses behind a word that makes a number one as well.
 */
export function soughtFor(literals: readonly string[]): Sought[] {
  const statuses = new Set(literals.filter((one) => /^\d{3}$/.test(one)).map(Number))
  const long = literals.filter((one) => Buffer.byteLength(one) >= SHORTEST_LITERAL)
  return [
    ...long.map((text) => ({ text, kind: LITERAL })),
    ...TROUBLES.map((text) => ({ text, kind: TROUBLE })),
    ...STATUSES_AFTER.map((text) => ({
      text,
      kind: LITERAL,
      holds: (bytes: Uint8Array, at: number) => statusFollows(bytes, at + text.length, statuses),
    })),
    {
      text: REPORTED.toLowerCase(),
      kind: LITERAL,
    },
  ]
}

/** How a root cause stands in the doctor's own text. */
export const REPORTED = '✗ FAIL '

function statusFollows(bytes: Uint8Array, from: number, statuses: ReadonlySet<number>): boolean {
  let value = 0
  let digits = 0
  for (let at = from; at <= from + STATUS_WITHIN; at++) {
    const digit = (bytes[at] ?? 0) - 48
    if (digit >= 0 && digit <= 9) {
      value = digits < 4 ? value * 10 + digit : value
      digits += 1
      continue
    }
    if (digits === 3 && statuses.has(value)) return true
    if (digit === 10 - 48) return false
    value = 0
    digits = 0
  }
  return false
}
