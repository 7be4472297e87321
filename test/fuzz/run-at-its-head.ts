/** One character: a set, an escape, or the sign itself. */
const ONE = String.raw`\[(?:\\[^]|[^\]\\])*\]|\\[^1-9bBk]|[^\\^$.*+?()[\]{}|]`
/** What has no quantifier, and so takes but so many steps: such ones, alternatives, places. */
const FIXED = String.raw`(?:${ONE}|\(\?:|[|)$^.]|\\[bB])*`
const SHAPE = new RegExp(
  String.raw`^\(\?<!(?<before>${ONE})\)(?<run>${ONE})[*+]${FIXED}(?:(?:${ONE})[*+])?$`,
)

/**
 * Whether an expression is a run that is tried at its head alone, `(?<!x)x+`, with what is fixed
 * behind it, and at most one more run at the very end. Such a one is linear: elsewhere in a run it
 * fails at once; from its head a run is read, and given back, once, with so many steps each time;
 * and the run at the end cannot fail. The checker can only guess at these, in time or not: it has
 * no proof for what looks behind.
 */
export function isRunAtItsHead(pattern: string): boolean {
  const { before, run } = SHAPE.exec(pattern)?.groups ?? {}
  return before !== undefined && before === run
}
