import { decodeJwt, type Evidence } from '../../src/index.ts'

/** Whether a token can be used now, as far as it says so itself. */
export type Standing =
  | 'good'
  | 'ends soon'
  | 'expired'
  | 'not yet valid'
  | 'dates that cannot be read'

/** Whether a token's dates allow its use, with the dates as evidence. */
export interface Times {
  readonly standing: Standing
  readonly evidence: Evidence
}

/** A date in a token: seconds since 1970 by RFC 7519 § 2, or what is found in their place. */
type Date7519 =
  | { readonly unit: 'seconds' | 'milliseconds' | 'text'; readonly at: number }
  | { readonly unit: 'unreadable' }

/** Two clocks may differ by this much and nobody would notice. */
const LEEWAY_MS = 60_000

/**
 * The dates of a JWT (RFC 7519 § 4.1), decoded without verifying; one that ends within
 * `neededMs` ends soon.
 */
export function timesOf(token: string, now: number, neededMs: number): Times {
  const { exp, nbf, iat, iss } = decodeJwt(token)?.claims ?? {}
  const [ends, begins, issued] = [exp, nbf, iat].map(dateOf)
  const standing = standingOf({ ends, begins, issued }, now, neededMs)
  const dated: Evidence = standing === 'good' || standing === 'ends soon' ? {} : { now: iso(now) }
  return {
    standing,
    evidence: {
      kind: 'jwt',
      ...shown('expiresAt', ends),
      ...unit(ends),
      ...shown('notBefore', begins),
      ...shown('issuedAt', issued),
      ...issuer(iss),
      ...dated,
    },
  }
}

type Dates = Readonly<Record<'ends' | 'begins' | 'issued', Date7519 | undefined>>

function standingOf({ ends, begins, issued }: Dates, now: number, neededMs: number): Standing {
  const from = Math.max(momentOf(begins), momentOf(issued))
  if (from > now + LEEWAY_MS) return 'not yet valid'
  if (begins !== undefined && begins.unit !== 'seconds') return 'dates that cannot be read'
  if (ends === undefined) return 'good'
  const over = momentOf(ends) <= now
  switch (ends.unit) {
    case 'seconds':
      if (over) return 'expired'
      return ends.at < now + neededMs ? 'ends soon' : 'good'
    case 'milliseconds':
      // Read as the standard has it, it ends in the far future; as it was meant, it is over.
      return over ? 'dates that cannot be read' : 'good'
    case 'text':
      // Whoever takes it for a date turns it away, and so does whoever does not.
      return over ? 'expired' : 'dates that cannot be read'
    case 'unreadable':
      return 'dates that cannot be read'
  }
}

function dateOf(claim: unknown): Date7519 | undefined {
  if (claim === undefined) return undefined
  if (typeof claim === 'number' && Number.isFinite(claim)) {
    // In seconds it would be after the year 5000, in milliseconds it is in this age.
    return claim > 1e11 && claim < 1e14
      ? { unit: 'milliseconds', at: claim }
      : { unit: 'seconds', at: claim * 1000 }
  }
  if (typeof claim !== 'string' || !/^\d{9,13}$/.test(claim)) return { unit: 'unreadable' }
  return { unit: 'text', at: claim.length > 11 ? Number(claim) : Number(claim) * 1000 }
}

function momentOf(date: Date7519 | undefined): number {
  return date === undefined || date.unit === 'unreadable' ? Number.NEGATIVE_INFINITY : date.at
}

function shown(name: string, date: Date7519 | undefined): Evidence {
  return date === undefined || date.unit === 'unreadable' ? {} : { [name]: iso(date.at) }
}

function unit(ends: Date7519 | undefined): Evidence {
  return ends === undefined || ends.unit === 'seconds' ? {} : { expiryIn: ends.unit }
}

function iso(ms: number): string {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? String(ms / 1000) : date.toISOString()
}

/** The host of the issuer only: the rest may identify somebody. */
function issuer(iss: unknown): Evidence {
  if (typeof iss !== 'string' || !/^https?:\/\//.test(iss) || !URL.canParse(iss)) return {}
  return { issuer: new URL(iss).hostname }
}
