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
  'failed',
  'failure',
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

/** What to look for in a log. */
export interface Wanted {
  readonly sought: readonly Sought[]
  /** Too short to be looked for everywhere: these count in lines of trouble only. */
  readonly short: readonly string[]
}

/** What to look for, for a catalogue with these literals. */
export function wantedFor(literals: readonly string[]): Wanted {
  const telling = literals.filter((text) => Buffer.byteLength(text) >= SHORTEST_LITERAL)
  return {
    sought: [
      ...[...telling, REPORTED.toLowerCase()].map((text) => ({ text, kind: LITERAL })),
      ...TROUBLES.map((text) => ({ text, kind: TROUBLE })),
    ],
    short: literals.filter((text) => !telling.includes(text)),
  }
}
