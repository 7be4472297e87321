import { anyOf, piecesOf, SHORTEST_PIECE, spellings } from './known-secrets.ts'
import { secretShapes } from './secret-shapes.ts'

/** Takes secrets out of a text. */
export type Redactor = (text: string) => string

/**
 * A redactor for these known values, in every spelling under which they may come back (JSON, URL,
 * Base64, other letter case, in pieces), and for every known shape of token, key, presigned
 * query, authorization header and login in a URL.
 */
export function redactor(known: Iterable<string> = []): Redactor {
  const values = [...known]
  // A whole value first; then the shapes, which a piece taken out before would break.
  const wholes = anyOf(values.flatMap(spellings))
  const pieces = anyOf(values.flatMap(piecesOf))
  return (text) => {
    const clean = secretShapes.reduce(
      (rest, { pattern, label }) => rest.replace(pattern, `$<head>${label}`),
      text.replace(wholes, '[secret]'),
    )
    return clean.replace(pieces, '[secret]')
  }
}

/** The same value with every string in it redacted, and every number that is a secret; names stay. */
export function redactStrings<T>(value: T, redact: Redactor): T {
  if (typeof value === 'string') return redact(value) as T
  if (typeof value === 'number') return redactNumber(value, redact) as T
  if (Array.isArray(value)) return value.map((one) => redactStrings(one, redact)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, redactStrings(one, redact)]),
  ) as T
}

/** A count, a port or a duration is no secret, whatever password it equals. */
function redactNumber(value: number, redact: Redactor): number | string {
  const text = String(value)
  return text.length >= SHORTEST_PIECE && redact(text) !== text ? '[secret]' : value
}
