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

/** What to look for in a log, for a catalogue with these literals, in small letters. */
export function soughtFor(literals: readonly string[]): string[] {
  return [...literals.filter((text) => text !== ''), REPORTED.toLowerCase(), ...TROUBLES]
}
