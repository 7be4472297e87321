import { isRecord } from './is-record.ts'

/** What a bearer token is, judging by its shape: a login's JWT, an API key or a service token. */
export type TokenKind = 'jwt' | 'api-key' | 'service-token'

/** The claims of a JWT that say when it holds, in seconds since 1970 (RFC 7519 § 4.1). */
export interface Claims {
  readonly exp?: number
  readonly nbf?: number
  readonly iat?: number
  readonly iss?: string
}

const SHAPES: readonly (readonly [TokenKind, RegExp])[] = [
  ['jwt', /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/],
  ['api-key', /^tbo_[\w-]+$/],
  ['service-token', /^art_[\w-]+$/],
]

/** The kind of `token`, or undefined when it has no known shape. */
export function tokenKind(token: string): TokenKind | undefined {
  return SHAPES.find(([, shape]) => shape.test(token))?.[0]
}

/** The three parts of a JWT (RFC 7515 § 3.1), the first two decoded. */
export interface DecodedJwt {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
  /** As it was written; empty where the token is not signed. */
  readonly signature: string
}

/** The parts of a JWT, decoded without verifying; undefined when they cannot be decoded. */
export function decodeJwt(token: string): DecodedJwt | undefined {
  const [header, claims, signature, ...more] = token.split('.')
  if (!header || !claims || signature === undefined || more.length > 0) return undefined
  const decoded = { header: decodePart(header), claims: decodePart(claims) }
  return decoded.header === undefined || decoded.claims === undefined
    ? undefined
    : { header: decoded.header, claims: decoded.claims, signature }
}

/** The claims of a JWT, decoded without verifying; undefined when it cannot be decoded. */
export function decodeClaims(token: string): Claims | undefined {
  const [header, payload, signature] = token.split('.')
  const { claims } = decodeJwt([header, payload, signature].join('.')) ?? {}
  if (!signature || claims === undefined) return undefined
  const number = (name: string) => {
    const value = claims[name]
    return typeof value === 'number' && Number.isFinite(value) ? { [name]: value } : {}
  }
  const iss = claims.iss
  return {
    ...number('exp'),
    ...number('nbf'),
    ...number('iat'),
    ...(typeof iss === 'string' ? { iss } : {}),
  }
}

function decodePart(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

/**
 * Names of tokens that renew another or say who somebody is, and give no access (OpenID Connect
 * Core § 2).
 */
const NO_ACCESS =
  /[Rr]efresh|REFRESH|(?:^|[^A-Za-z])(?:id|Id|ID)[_-]?(?:token|Token|TOKEN)|[a-z]I[dD]_?Token/

/**
 * The token among the strings of a credentials file: by its shape, the one named `access_token`
 * first; of several JWTs the one that expires last.
 */
export function findToken(values: readonly (readonly [string, string])[]): string | undefined {
  const tokens = values.filter(([name, value]) => tokenKind(value) && !NO_ACCESS.test(name))
  const access = tokens.find(([name]) => /^access_?token$/i.test(name))
  if (access !== undefined) return access[1]
  const expiry = (token: string) => decodeClaims(token)?.exp ?? 0
  return tokens
    .map(([, token]) => token)
    .sort((a, b) => expiry(b) - expiry(a))
    .at(0)
}
