import { jwt } from '../../support/jwt.ts'

/** A login that ends this many minutes from now, or ended before. */
export function tokenUntil(minutes: number): string {
  const now = Math.floor(Date.now() / 1000)
  return jwt({
    iss: 'https://example.supabase.co/auth/v1',
    iat: now - 7200,
    exp: now + minutes * 60,
  })
}

/** A login that ended an hour ago. */
export const EXPIRED = tokenUntil(-60)
