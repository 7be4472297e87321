/** How much of a line is read at most: before the place that it was found by, and behind. */
export const BEFORE = 4096
export const BEHIND = 8192

/** Where a line, or as much of it as is read, stands in a buffer: `end` is its line break. */
export interface LinePlace {
  readonly start: number
  readonly end: number
}

/** The line around `at`, looked for no further than needed: it may be as long as its input. */
export function lineAt(buffer: Buffer, at: number, bufferEnd: number): LinePlace {
  const floor = Math.max(0, at - BEFORE)
  const start = floor + buffer.subarray(floor, at).lastIndexOf(10) + 1
  return { start, end: lineEnd(buffer, at, bufferEnd) }
}

/** Where the line that `at` is in ends. */
export function lineEnd(buffer: Buffer, at: number, bufferEnd: number): number {
  const ceiling = Math.min(bufferEnd, at + BEHIND)
  const end = buffer.subarray(at, ceiling).indexOf(10)
  return end < 0 ? ceiling : at + end
}
