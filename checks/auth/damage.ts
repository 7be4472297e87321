import { decodeJwt, tokenKind } from '../../src/index.ts'
import { mangled } from '../mangled.ts'
import { isJson } from './is-json.ts'

/** How a token was damaged on its way here; undefined where nothing shows. */
export function damaged(token: string): string | undefined {
  return wrapped(token) ?? mangled(token) ?? respelt(token) ?? misshapen(token)
}

/** What surrounds a token, or stands beside it. */
function wrapped(token: string): string | undefined {
  const text = token.trim()
  if (token.startsWith('\ufeff')) return 'it begins with a byte order mark'
  if (token.includes('\0')) return 'it is written in UTF-16'
  if (/^[{[]/.test(text) && isJson(text)) return 'it is a text of JSON that holds more than a token'
  if (/\*{2,}|\.{3}|\u2026|\u2022{2,}/.test(token)) return 'a part of it is hidden'
  if (/^authorization\s*:/i.test(text)) return 'it begins with "Authorization"'
  // Not the signs of equality that a text in Base64 may end in.
  if (/^(export\s+|set\s+|\$env:)?[a-z_]\w*\s*=\s*[^=\s]/i.test(text))
    return 'the name of a variable stands before it'
  const words = text.split(/[\s,;]+/)
  if (words.filter((word) => tokenKind(word) !== undefined).length > 1)
    return 'it holds more than one token'
  const half = token.slice(0, token.length / 2)
  return half.length >= 8 && half + half === token ? 'it stands there twice' : undefined
}

/** Letters that were changed, or do not belong there. */
function respelt(token: string): string | undefined {
  if (/%[0-9A-Fa-f]{2}/.test(token)) return 'it is percent-encoded'
  if (tokenKind(Buffer.from(token, 'base64').toString('utf8').trim()) !== undefined)
    return 'it is in Base64 once more than it should be'
  if (/[.,;:]$/.test(token) && tokenKind(token.slice(0, -1)) !== undefined)
    return 'it ends in a sign that does not belong to it'
  const prefix = /^(tbo_|art_|eyj(?=[\w-]*\.[\w-]+\.))/i.exec(token)?.[1]
  if (prefix !== undefined && !['tbo_', 'art_', 'eyJ'].includes(prefix))
    return 'its letters have changed their case'
  if (/^(tbo|art)_$/.test(token)) return 'nothing stands behind its prefix'
  // What a bearer token is made of (RFC 6750 § 2.1).
  return /[^A-Za-z0-9._~+/=-]/.test(token) ? 'it holds signs that no token has' : undefined
}

/** The length of a signature in Base64, by the algorithm that the header names (RFC 7518 § 3.1). */
const SIGNATURES: Readonly<Record<string, number>> = {
  HS256: 43,
  HS384: 64,
  HS512: 86,
  ES256: 86,
  ES384: 128,
  ES512: 176,
  EdDSA: 86,
}
/** An RSA key has 2048 bits at least (RFC 7518 § 3.3). */
const SHORTEST_RSA = 342

/** `{}` in Base64. */
const EMPTY = 'e30'

/** How a token departs from the form of a JWT (RFC 7515 § 3.1). */
function misshapen(token: string): string | undefined {
  const parts = token.split('.')
  const [header = '', payload = ''] = parts
  if (!token.startsWith('eyJ')) {
    const behind = parts.length === 3 && decodeJwt(`${EMPTY}.${payload}.`) !== undefined
    // A header that is spread over lines begins otherwise.
    return behind && decodeJwt(token) === undefined ? 'its beginning is cut off' : undefined
  }
  // An encrypted one has five (RFC 7516 § 3.1).
  if (parts.length === 5 && decodeJwt(`${header}.${EMPTY}.`)?.header.enc !== undefined)
    return undefined
  if (parts.length !== 3) return `a login token has three parts, this one has ${parts.length}`
  if (/[+/=]/.test(token)) return 'it is in plain Base64, and not in that of a login token'
  const decoded = decodeJwt(token)
  if (decoded === undefined) return 'its parts cannot be decoded'
  return missigned(decoded.header.alg, decoded.signature.length)
}

function missigned(algorithm: unknown, length: number): string | undefined {
  if (/^none$/i.test(String(algorithm))) return 'it bears no signature'
  if (length === 0) return 'its signature is cut off'
  const rsa = /^[RP]S(256|384|512)$/.test(String(algorithm))
  const due = rsa ? SHORTEST_RSA : SIGNATURES[String(algorithm)]
  if (due !== undefined && length < due) return 'the end of its signature is cut off'
  return due !== undefined && !rsa && length > due ? 'more stands behind its signature' : undefined
}
