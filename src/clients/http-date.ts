/** The three forms of a date in HTTP; all are of UTC (RFC 9110 § 5.6.7). */
const WITH_ZONE = /\b\d{4} \d\d:\d\d:\d\d (?:GMT|UTC)$|-\d\d \d\d:\d\d:\d\d GMT$/
const ASCTIME = /^\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}$/

/**
 * Milliseconds since 1970 of a `Date` header; NaN for anything else that a server wrote there, which
 * Date.parse may take for a date all the same.
 */
export function parseHttpDate(text: string): number {
  const trimmed = text.trim()
  if (WITH_ZONE.test(trimmed)) return Date.parse(trimmed)
  return ASCTIME.test(trimmed) ? Date.parse(`${trimmed} GMT`) : Number.NaN
}
