import type { Catalogue, Cause, Match } from './catalogue.ts'

/** A cause that a text leads to, and the part of the text that does. */
export interface Explained {
  readonly cause: string
  readonly matched: string
}

/** What the caller knows beside the text. */
export interface Knowing {
  readonly backend?: 'managed' | 'byo'
}

/** A code found in a text, and the message that came with it. */
interface Found {
  readonly code: string
  readonly message: string
  /** The whole text is this code and nothing else. */
  readonly bare: boolean
}

/** The causes that a code, an HTTP status, a message, a JSON error body or a cause id leads to, in catalogue order. */
export function explain(text: string, catalogue: Catalogue, knowing: Knowing = {}): Explained[] {
  const trimmed = text.trim()
  if (Object.hasOwn(catalogue, trimmed)) return [{ cause: trimmed, matched: trimmed }]
  const managed =
    knowing.backend === 'managed' || (knowing.backend === undefined && saysManaged(trimmed))
  const found = codesIn(trimmed)
  const lower = trimmed.toLowerCase()
  const matches = Object.entries(catalogue).flatMap(([id, cause]) => {
    const best = bestMatch(cause, { found, lower, trimmed, managed })
    return best === undefined ? [] : [{ id, ...best }]
  })
  return withoutVaguer(matches).map(({ id, matched }) => ({ cause: id, matched }))
}

interface Given {
  readonly found: readonly Found[]
  readonly lower: string
  readonly trimmed: string
  readonly managed: boolean
}

interface Hit {
  readonly matched: string
  /** The code, where it was one, and how much was asked of it. */
  readonly code?: string
  readonly rank: number
}

function bestMatch(cause: Cause, given: Given): Hit | undefined {
  return (
    (cause.match ?? [])
      .flatMap((match) => hit(match, given) ?? [])
      // Of equals, one with a code: it sets aside vaguer readings of that code.
      .sort(
        (a, b) => b.rank - a.rank || Number(b.code !== undefined) - Number(a.code !== undefined),
      )
      .at(0)
  )
}

function hit(match: Match, { found, lower, trimmed, managed }: Given): Hit | undefined {
  if ('text' in match) {
    return lower.includes(match.text.toLowerCase()) ? { matched: match.text, rank: 3 } : undefined
  }
  if ('status' in match) {
    return trimmed === String(match.status) ? { matched: trimmed, rank: 1 } : undefined
  }
  const { code, message, backend } = match
  for (const one of found) {
    if (one.code !== code) continue
    if (backend !== undefined && (backend === 'managed') !== managed) continue
    if (message === undefined) return { matched: code, code, rank: backend === undefined ? 1 : 2 }
    const said = one.message.toLowerCase()
    const fragment = message.find((part) => said.includes(part.toLowerCase()))
    if (fragment !== undefined) return { matched: code, code, rank: 3 }
    // A code alone has several readings, and every one is given.
    if (match.bare && one.bare) return { matched: code, code, rank: 1 }
  }
  return undefined
}

/** Of several readings of one code, only those that ask the most of it. */
function withoutVaguer<T extends Hit>(hits: readonly T[]): T[] {
  const ranks = new Map<string, number>()
  for (const { code, rank } of hits) {
    if (code !== undefined) ranks.set(code, Math.max(rank, ranks.get(code) ?? 0))
  }
  return hits.filter(({ code, rank }) => code === undefined || rank === ranks.get(code))
}

function saysManaged(text: string): boolean {
  return /\bmanaged\b/i.test(text) || /\bfresh workspace create\b/i.test(text)
}

const CODE = '[A-Za-z][A-Za-z0-9_]{2,63}'

/** Where an error carries its code: a JSON or XML body, the SDK's words, or the storage test's. */
const PLACES = [
  new RegExp(`"code"\\s{0,8}:\\s{0,8}"(${CODE})"`, 'g'),
  new RegExp(`<Code>(${CODE})</Code>`, 'g'),
  new RegExp(`\\bapi error (${CODE})\\b`, 'g'),
  new RegExp(`\\((${CODE})\\)`, 'g'),
  new RegExp(`(?:^|[\\s:])(${CODE})(?=:(?:\\s|$))`, 'gm'),
  new RegExp(
    `(?:Object storage test failed|is not configured correctly):\\s{1,8}(?:\\.\\.\\.\\s)?(${CODE})\\b`,
    'g',
  ),
]

function codesIn(text: string): Found[] {
  if (new RegExp(`^${CODE}$`).test(text)) return [{ code: text, message: '', bare: true }]
  const json = bodyIn(text)
  if (json !== undefined) return [{ ...json, bare: json.message === '' }]
  // Format prints the error of its second attempt first: the cause is what stands behind.
  const cause = text.split('previous error:').at(-1) ?? text
  const codes = PLACES.flatMap((place) => [...cause.matchAll(place)].map(([, code = '']) => code))
  return [...new Set(codes)].map((code) => ({ code, message: cause, bare: false }))
}

function bodyIn(text: string): { code: string; message: string } | undefined {
  const start = text.indexOf('{')
  const end = text.lastIndexOf('}')
  if (start < 0 || end < start) return undefined
  try {
    const { code, message } = JSON.parse(text.slice(start, end + 1)) as Record<string, unknown>
    return typeof code === 'string'
      ? { code, message: typeof message === 'string' ? message : '' }
      : undefined
  } catch {
    return undefined
  }
}
