import {
  decodeClaims,
  defineCheck,
  type Evidence,
  fail,
  type Outcome,
  pass,
  type Settings,
  skip,
  tokenKind,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { mangled } from '../mangled.ts'

/** A login that ends sooner than this may end in the middle of the work. */
const SOON_MS = 10 * 60_000
/** Two clocks may differ by this much and nobody would notice. */
const LEEWAY_MS = 60_000

export default defineCheck<CauseId>({
  id: 'auth/token',
  title: 'Token is whole and in date',
  needs: ['auth/credentials'],
  run({ settings, now }) {
    const token = settings.get('token')
    if (token === undefined) return skip('there is no token', 'token')
    const source = settings.values.token?.source ?? ''
    const fault = mangled(token) ?? (token.startsWith('eyJ') ? brokenJwt(token) : undefined)
    if (fault !== undefined) return fail('auth/token-mangled', { source, found: fault })
    const kind = tokenKind(token)
    switch (kind) {
      case 'jwt':
        return inDate(token, source, now(), renewable(settings, source))
      case 'service-token':
        return settings.intent === 'create'
          ? fail('auth/service-token-limited', { source, kind })
          : pass({ source, kind })
      case 'api-key':
        return pass({ source, kind })
      case undefined:
        // New kinds may come; whether it is accepted, the orchestrator says.
        return pass({ source, kind: 'unrecognised' })
    }
  },
})

function brokenJwt(token: string): string | undefined {
  const parts = token.split('.').length
  if (parts !== 3) return `a login token has three parts, this one has ${parts}`
  return decodeClaims(token) === undefined ? 'its parts cannot be decoded' : undefined
}

function inDate(token: string, source: string, now: number, canRenew: boolean): Outcome<CauseId> {
  const { exp, nbf, iat } = decodeClaims(token) ?? {}
  const evidence: Evidence = {
    source,
    kind: 'jwt',
    ...(exp === undefined ? {} : { expiresAt: iso(exp) }),
    ...(nbf === undefined ? {} : { notBefore: iso(nbf) }),
    ...(iat === undefined ? {} : { issuedAt: iso(iat) }),
  }
  const begins = nbf ?? iat
  if (begins !== undefined && begins * 1000 > now + LEEWAY_MS)
    return fail('auth/token-not-yet-valid', evidence)
  if (exp === undefined) return pass(evidence)
  if (exp * 1000 <= now)
    return fail(canRenew ? 'auth/token-renewable' : 'auth/token-expired', evidence)
  return exp * 1000 < now + SOON_MS ? fail('auth/token-expires-soon', evidence) : pass(evidence)
}

function iso(seconds: number): string {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString()
}

/** Whether the file that the token came from holds a refresh token too. */
export function renewable(settings: Settings, source: string): boolean {
  const file = settings.cached.login.find(({ path }) => path === source)
  return file?.values.some(([name, value]) => /refresh/i.test(name) && value !== '') ?? false
}
