/** Shorter than this, a value is not treated as a secret. */
const SHORTEST_VALUE = 4
/** Shorter than this, a piece of a value gives nothing away, and a number is a count. */
export const SHORTEST_PIECE = 8

/** A value in every spelling in which it may come back whole: trimmed, in JSON, in a URL. */
export function spellings(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1)
  // As it was meant: without the quotes, the scheme, the blanks and the breaks of a careless paste.
  const whole = value.replace(/[\r\n]+/g, '')
  const meant = whole.replace(/^[\s"'`]*(?:bearer\s+)?["'`]?|[\s"'`\u200b-\u200f\ufeff]+$/gi, '')
  return [value, meant, json, ...encoded(value), ...encoded(meant)].filter(
    (spelling) => spelling.length >= SHORTEST_VALUE,
  )
}

/** The parts of a value that a server may give back: between quotes or slashes, or within Base64. */
export function piecesOf(value: string): string[] {
  // At what a URL is cut at, and at whatever is no letter and no digit. The words of a passphrase
  // are words, though: of a random key, hardly a piece is of letters in one case.
  const pieces = [...value.split(/[\s/?#@:&=,;"'<>]+/), ...value.split(/[^A-Za-z0-9]+/)]
  return [...pieces.filter((piece) => !isWords(piece)), ...base64Cores(value)].filter(
    (piece) => piece.length >= SHORTEST_PIECE,
  )
}

/** Whether a text could be words, of a language or of an id. */
export function isWords(text: string): boolean {
  return /^([A-Z]?[a-z]+|[A-Z]+)(-[a-z]+)*$/.test(text)
}

/** No literal of an expression may be four times as long: V8 calls it too large, when it is used. */
const LONGEST_LITERAL = 8192

/** A text cut into parts of equal length, none longer than a literal may be. */
function parts(text: string): string[] {
  const count = Math.ceil(text.length / LONGEST_LITERAL)
  const size = Math.ceil(text.length / count)
  return Array.from({ length: count }, (_, at) => text.slice(at * size, (at + 1) * size))
}

/** An expression for any of these texts, the longest first, in any letter case. */
export function anyOf(texts: readonly string[]): RegExp {
  const sorted = [...new Set(texts.flatMap(parts))].sort((a, b) => b.length - a.length)
  const literals = sorted.map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
  // Of none, an expression that fits nothing.
  return new RegExp(literals.length === 0 ? '(?!)' : literals.join('|'), 'gi')
}

function encoded(value: string): string[] {
  try {
    const url = encodeURIComponent(value)
    return [url, url.replaceAll('%20', '+'), encodeURI(value)]
  } catch {
    // Half a surrogate pair has no UTF-8, and so no spelling in a URL.
    return []
  }
}

/** What the Base64 of every text that holds `value` has in common, for each of three alignments. */
function base64Cores(value: string): string[] {
  const bytes = Buffer.from(value)
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/={1,2}$/, '')
    const first = [0, 2, 3][before] ?? 0
    const last = (before + bytes.length) % 3 === 0 ? text.length : text.length - 1
    const core = text.slice(first, last)
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')]
  })
}
