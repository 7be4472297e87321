/** Takes secrets out of a text. */
export type Redactor = (text: string) => string

/** A word begins here: also behind an ANSI colour, an escape of JSON and one of a URL. */
const START = '(?<=^|[^A-Za-z0-9]|\\[[0-9;]{0,16}m|\\\\[bfnrt]|\\\\u[0-9A-Fa-f]{4}|%[0-9A-Fa-f]{2})'
const from = (source: string, flags = 'g') => new RegExp(START + source, flags)

/** The known shapes of secrets, each with what stays readable of it. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  // Authorization headers, whatever the scheme (RFC 9110 § 11.6.2).
  [
    /(authorization["'\\]*\s*[:=]\s*["'\\]*)(?:(?:bearer|basic|digest|aws4-hmac-sha256|aws)\s+)?[^\s"',\\][^\r\n"'\\]*/gi,
    '$1[secret]',
  ],
  [from('((?:bearer|basic)\\s+)[A-Za-z0-9._~+/=-]{8,}', 'gi'), '$1[secret]'],
  // JSON Web Tokens (RFC 7519), plain and in Base64: three parts, the first the start of an object.
  [/eyJ[\w-]{4,}\.[\w-]{2,}\.[\w-]*/g, '[token]'],
  // A host is written in small letters, whatever was pasted there.
  [/eyj[\w-]{16,}\.[\w-]{16,}\.[\w-]*/gi, '[token]'],
  [/ZXlK[A-Za-z0-9+/_-]{16,}={0,2}/g, '[token]'],
  [from('(tbo|art)_[\\w-]{8,}'), '$1_[token]'],
  // Access key ids of AWS (docs.aws.amazon.com/IAM, reference_identifiers) and of Tigris.
  [/(AKIA|ASIA)[A-Z0-9]{12,}/g, '$1[key]'],
  [from('(tsec|tid)_[\\w-]{8,}'), '$1_[key]'],
  // Presigned S3 queries, and whatever else a query calls a secret.
  [/(x-amz-(?:signature|credential|security-token)=)[^&\s"'<>\\]+/gi, '$1[secret]'],
  [
    /([?&](?:awsaccesskeyid|signature|sig|password|passwd|pwd|token|access_token|api_key|secret)=)[^&\s"'<>\\]+/gi,
    '$1[secret]',
  ],
  // A password before the host of a URL (RFC 3986 § 3.2.1), up to its last @, scheme or none.
  [/([a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'<>\\/?#:@]{0,256}):[^\s"'<>\\/]{1,4096}@/gi, '$1:[secret]@'],
  [from('([^\\s"\'<>\\\\:@/=(]{0,64}):[^\\s"\'<>\\\\@/]{2,256}@(?=[\\w[])'), '$1:[secret]@'],
]

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
    const clean = SHAPES.reduce(
      (rest, [shape, instead]) => rest.replace(shape, instead),
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

/** Shorter than this, a value is no secret, and a piece of one no more than a word. */
const SHORTEST_VALUE = 4
const SHORTEST_PIECE = 8

function spellings(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1)
  // As it was meant: without the quotes, the scheme, the blanks and the breaks of a careless paste.
  const whole = value.replace(/[\r\n]+/g, '')
  const meant = whole.replace(/^[\s"'`]*(?:bearer\s+)?["'`]?|[\s"'`\u200b-\u200f\ufeff]+$/gi, '')
  return [value, meant, json, ...encoded(value), ...encoded(meant)].filter(
    (spelling) => spelling.length >= SHORTEST_VALUE,
  )
}

/** What a server may give back in part: what stood between the quotes, or two slashes, or in Base64. */
function piecesOf(value: string): string[] {
  // At what a URL is cut at, and at whatever is no letter and no digit. The words of a passphrase
  // are words, though: of a random key, hardly a piece is of letters in one case.
  const pieces = [...value.split(/[\s/?#@:&=,;"'<>]+/), ...value.split(/[^A-Za-z0-9]+/)]
  const telling = pieces.filter((piece) => !/^([A-Z]?[a-z]+|[A-Z]+)(-[a-z]+)*$/.test(piece))
  return [...telling, ...base64Cores(value)].filter((piece) => piece.length >= SHORTEST_PIECE)
}

/** An expression for any of these texts, the longest first, in any letter case. */
function anyOf(texts: readonly string[]): RegExp {
  const sorted = [...new Set(texts)].sort((a, b) => b.length - a.length)
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

/** What the Base64 of any text that holds `value` has in common, at each of three alignments. */
function base64Cores(value: string): string[] {
  const bytes = Buffer.from(value)
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const first = [0, 2, 3][before] ?? 0
    const last = (before + bytes.length) % 3 === 0 ? text.length : text.length - 1
    const core = text.slice(first, last)
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')]
  })
}
