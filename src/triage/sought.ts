import { SHORTEST_LITERAL, type Sought } from './literal-scanner.ts'

/** What a line may hold: a literal of the catalogue, or a word of trouble. */
export const LITERAL = 1
export const TROUBLE = 2

/** How a root cause stands in the doctor's own text. */
export const REPORTED = '✗ FAIL '

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
  ': eof',
]

/** Words behind which a number may be a status of HTTP. */
const STATUS_BEHIND = ['http/', 'http ', 'statu']
const STATUS_WITHIN = 32

/** What to look for in a log. */
export interface Wanted {
  readonly sought: readonly Sought[]
  /** Too short, or too common, to be looked for everywhere: these count in lines of trouble only. */
  readonly short: readonly string[]
}

/** What to look for, for a catalogue with these literals. */
export function wantedFor(literals: readonly string[]): Wanted {
  const statuses = new Set(
    literals.flatMap((text) => text.match(/(?<!\d)[1-5]\d\d(?!\d)/g) ?? []).map(Number),
  )
  // A status is looked for by what stands before it, not by its digits.
  const rest = literals.filter((text) => !/^(?:http|statu|\d).*\d{3}$/.test(text))
  const telling = (text: string) => {
    const length = Buffer.byteLength(text)
    return length > 7 || (length >= SHORTEST_LITERAL && /^\S.*\S$/.test(text))
  }
  return {
    sought: [
      ...[...rest.filter(telling), REPORTED.toLowerCase()].map((text) => ({ text, kind: LITERAL })),
      ...TROUBLES.map((text) => ({ text, kind: TROUBLE })),
      ...STATUS_BEHIND.map((text) => ({
        text,
        kind: LITERAL,
        holds: (bytes: Uint8Array, at: number) => statusBehind(bytes, at + text.length, statuses),
      })),
    ],
    short: rest.filter((text) => !telling(text)),
  }
}

const ZERO = 48
const NINE = 57
const NEWLINE = 10

function statusBehind(bytes: Uint8Array, from: number, statuses: ReadonlySet<number>): boolean {
  const end = Math.min(bytes.length, from + STATUS_WITHIN)
  let value = 0
  let digits = 0
  for (let at = from; at < end; at++) {
    const byte = bytes[at] as number
    if (byte >= ZERO && byte <= NINE) {
      digits += 1
      if (digits <= 3) value = value * 10 + byte - ZERO
      continue
    }
    if (digits === 3 && statuses.has(value)) return true
    if (byte === NEWLINE) return false
    value = 0
    digits = 0
  }
  return false
}
