/** Takes secrets out of a text. */
export type Redactor = (text: string) => string

/** The known shapes of secrets, each with what stays readable of it. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  // Authorization headers, whatever the scheme.
  [
    /\b(authorization["']?\s*[:=]\s*["']?)(?:(?:bearer|basic|aws4-hmac-sha256|aws)\s+)?[^\s"',][^\r\n"']*/gi,
    '$1[secret]',
  ],
  [/\b(bearer\s+)[A-Za-z0-9._~+/=-]{8,}/gi, '$1[secret]'],
  // JSON Web Tokens (RFC 7519): three base64url parts, the first the start of a JSON object.
  [/\beyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{2,}\.[A-Za-z0-9_-]*/g, '[token]'],
  [/\b(tbo|art)_[A-Za-z0-9_-]{8,}/g, '$1_[token]'],
  // Access key ids of AWS: AKIA and ASIA, then 16 characters of base32.
  [/\b(AKIA|ASIA)[A-Z0-9]{12,}\b/g, '$1[key]'],
  [/\b(tsec|tid)_[A-Za-z0-9_-]{8,}/g, '$1_[key]'],
  // Presigned S3 queries.
  [/\b(X-Amz-(?:Signature|Credential|Security-Token)=)[^&\s"'<>]+/gi, '$1[secret]'],
  [/\b((?:AWSAccessKeyId|Signature)=)[^&\s"'<>]+/g, '$1[secret]'],
  // user:password@ in any URL, RFC 3986 § 3.2.1.
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/[^\s/?#:@"'<>]{0,256}):[^\s/?#@"'<>]{1,512}@/gi, '$1:[secret]@'],
]

/** The spellings under which a value can turn up in a text: plain, JSON, URL, Base64. */
function spellings(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1)
  const url = encodeURIComponent(value)
  const base64 = Buffer.from(value).toString('base64').replace(/=+$/, '')
  return [value, json, url, base64, value.trim()]
}

/**
 * A redactor for these known values (of four characters and more) and for every known shape of
 * token, key, presigned query, authorization header and password in a URL.
 */
export function redactor(known: Iterable<string> = []): Redactor {
  const values = [...new Set([...known].flatMap(spellings))]
    .filter((value) => value.length >= 4)
    .sort((a, b) => b.length - a.length)
  return (text) => {
    let clean = text
    for (const value of values) clean = clean.replaceAll(value, '[secret]')
    for (const [shape, instead] of SHAPES) clean = clean.replace(shape, instead)
    return clean
  }
}
