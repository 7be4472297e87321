const MARK = /previous error:/gi
const FIRST = 'ailed to create bucket'
/** An error of a server may have lines of its own; more than this, nobody prints. */
const FARTHEST = 8_000

/**
 * The text without the errors that hide others. `juicefs format` prints that it could not create
 * the bucket, and behind `previous error:` why it tried to: the cause (juicedata/juicefs,
 * cmd/format.go).
 */
export function withoutLaterErrors(text: string): string {
  const kept: string[] = []
  let from = 0
  for (const { index } of text.matchAll(MARK)) {
    const near = text.slice(Math.max(from, index - FARTHEST), index)
    const create = near.lastIndexOf(FIRST)
    const start = index - near.length + (create < 0 ? near.lastIndexOf('\n') : create) + 1
    kept.push(text.slice(from, Math.max(from, start)))
    from = index
  }
  kept.push(text.slice(from))
  return kept.join('')
}
