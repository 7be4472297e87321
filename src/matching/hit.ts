import type { MessagePlace } from './message-place.ts'

/** A cause that a place in a text leads to. */
export interface Hit {
  readonly cause: string
  /** Where the cause stands in the catalogue, warnings behind failures. */
  readonly order: number
  /** The code, the words or the status. */
  readonly matched: string
  readonly kind: 'code' | 'text' | 'status'
  /** How much was asked of the text: 0 for a status, 3 for a code and its message, or for words. */
  readonly rank: number
  readonly vague: boolean
  readonly from: number
  readonly to: number
  /** Hits with one line are of one error. */
  readonly line: number
  /** Where the message of a code stands. */
  readonly says?: MessagePlace | undefined
  /** A code without a message. */
  readonly alone?: boolean
}

/** The hits that say the most of each error: without those that another one says more about. */
export function mostTelling(hits: readonly Hit[], refined: ReadonlyMap<string, string>): Hit[] {
  const lines = new Map<number, Hit[]>()
  for (const hit of hits) {
    const those = lines.get(hit.line)
    if (those === undefined) lines.set(hit.line, [hit])
    else those.push(hit)
  }
  return [...lines.values()].flatMap((those) => ofOneLine(those, refined))
}

/** More on one line are of a log that somebody wrote without line breaks. */
const MOST_COMPARED = 64

function ofOneLine(hits: readonly Hit[], refined: ReadonlyMap<string, string>): readonly Hit[] {
  if (hits.length === 1 || hits.length > MOST_COMPARED) return hits
  return hits.filter((hit) => !hits.some((other) => setsAside(other, hit, refined)))
}

function setsAside(other: Hit, hit: Hit, refined: ReadonlyMap<string, string>): boolean {
  if (other.cause === hit.cause) return false
  const otherReading = other.kind === 'code' && other.from === hit.from
  if (hit.vague && !other.vague && !otherReading) return true
  if (refined.get(other.cause) === hit.cause) return true
  const within = other.from <= hit.from && hit.to <= other.to
  return other.kind === 'text' && within && other.to - other.from > hit.to - hit.from
}

/** One hit for each cause, in the order in which to tell of them: what is vague last, the earliest first. */
export function ranked(hits: readonly Hit[]): Hit[] {
  const best = new Map<string, Hit>()
  for (const hit of [...hits].sort(inOrder)) {
    if (!best.has(hit.cause)) best.set(hit.cause, hit)
  }
  return [...best.values()]
}

function inOrder(a: Hit, b: Hit): number {
  const vague = Number(a.kind === 'status') - Number(b.kind === 'status')
  return vague || a.line - b.line || b.rank - a.rank || a.from - b.from || a.order - b.order
}
