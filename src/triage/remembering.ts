import type { Explained, Knowing, Matcher } from '../matching/matcher.ts'

/** How many texts are remembered, and how long ones at most. */
const TEXTS = 4096
const LONGEST = 2000

/**
 * A `match` that remembers what it found, for logs say the same again and again: texts that differ
 * only in numbers and ids that mean nothing to any catalogue are one.
 */
export function remembering(matcher: Matcher, knowing: Knowing): (text: string) => Explained[] {
  const kept = new Set(
    matcher.literals.flatMap((text) => text.match(/(?<!\d)[1-5]\d\d(?!\d)/g) ?? []),
  )
  let known = new Map<string, Explained[]>()
  return (text) => {
    if (text.length > LONGEST) return matcher.match(text, knowing)
    const key = levelled(text, kept)
    const before = known.get(key)
    if (before !== undefined) return before
    if (known.size >= TEXTS) known = new Map()
    const found = matcher.match(text, knowing)
    known.set(key, found)
    return found
  }
}

/**
 * The same text with numbers and ids levelled, each to another of its length and kind. What could
 * be a status keeps its first digit, a known status all of them, and a port stays what it is.
 */
function levelled(text: string, kept: ReadonlySet<string>): string {
  return text.replace(/[0-9A-Fa-f]{8,64}|\d{2,40}/g, (run, at: number) => {
    const before = text[at - 1] ?? ''
    if (/\D/.test(run)) return /\d/.test(run) ? 'a0'.repeat(32).slice(0, run.length) : run
    if (kept.has(run) || /[A-Za-z]/.test(before)) return run
    if (before === ':' && (run.length === 4 || run.length === 5)) return run
    return `${run.length < 4 ? run[0] : '0'}${'0'.repeat(run.length - 1)}`
  })
}
