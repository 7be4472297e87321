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
 * The same text with numbers and ids levelled, each to another of its length and kind: a number of
 * two or three digits keeps its first, as statuses are told by it, a known status all of them, and
 * one of four or five, as ports have, stays.
 */
function levelled(text: string, kept: ReadonlySet<string>): string {
  return text.replace(/[0-9A-Fa-f]{8,64}|\d{2,40}/g, (run, at: number) => {
    if (run.length >= 8 && /\d/.test(run))
      return /\D/.test(run) ? 'a0'.repeat(run.length / 2) : '0'.repeat(run.length)
    if (run.length > 5) return /\D/.test(run) ? run : '0'.repeat(run.length)
    if (run.length > 3 || kept.has(run) || /[A-Za-z]/.test(text[at - 1] ?? '')) return run
    return `${run[0]}${'0'.repeat(run.length - 1)}`
  })
}
