/** What stands around a place in a text: on its own line, and a little beyond. */
export interface Around {
  /** From the start of the line, or of the last 320 characters. */
  readonly before: string
  /** What comes before that. */
  readonly previous: string
  /** To the end of the line, or of the next 640 characters. */
  readonly after: string
  /** What comes behind that line. */
  readonly next: string
  /** The start of the line, or 320 characters before the place: two places with one start are of one error. */
  readonly line: number
  readonly at: number
  readonly end: number
}

const BEFORE = 320
const AFTER = 640

/** What stands around text[at, end): never more than some hundred characters, however long the line. */
export function around(text: string, at: number, end: number): Around {
  const back = text.slice(Math.max(0, at - BEFORE), at)
  const start = back.lastIndexOf('\n') + 1
  const before = back.slice(start)
  const ahead = text.slice(end, end + AFTER)
  const stop = ahead.indexOf('\n')
  return {
    before,
    previous: back.slice(0, start),
    after: stop < 0 ? ahead : ahead.slice(0, stop),
    next: stop < 0 ? '' : ahead.slice(stop + 1),
    line: at - before.length,
    at,
    end,
  }
}
