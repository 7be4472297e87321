import { jwt } from '../../support/jwt.ts'

/** When the lines are judged. */
export const NOW = Date.parse('2026-11-21T18:00:00Z')

/** So many minutes from then on, as the claims of a token have it. */
export const at = (minutes: number) => NOW / 1000 + minutes * 60

/** What no report may show any part of: the keys, and what logins say beside times and issuer. */
export const SECRETS = {
  apiKey: 'tbo_Qz7vK2mXw9RtLp4nHc8sYd3fJb6gUa1e',
  otherApiKey: 'tbo_Zt5rNq8kVx2wGm7cPj4hDy9sLf3bXa6u',
  serviceToken: 'art_Wk3pFz9xBn6vTq1mRc8jHs4yLd7gXe2u',
  refreshToken: 'v1-Mr4tKq9zXw2nPb7cHj5sLd8fGy3vUa6e',
  bucketKey: 'AKIAZQ7XVN3KPW5RTM2J',
  gitHub: 'ghp_Kx8vQz3mRw7nTp2cLj9sHd4fYb6gUa1eXr5t',
  subject: 'c61f0e7a-93d2-4b58-8f1d-27ae90b4c3d6',
  email: 'ada.lovelace@analytical.test',
  session: '5e8d41b7-0c2a-4f96-b3e7-d19a62f8057c',
} as const

/** Claims as Supabase puts them into a login (supabase.com/docs/guides/auth/jwt-fields). */
const CLAIMS = {
  iss: 'https://zqxwvkmn.supabase.co/auth/v1',
  aud: 'authenticated',
  sub: SECRETS.subject,
  email: SECRETS.email,
  session_id: SECRETS.session,
}

/** A login with these dates. */
export function login(dates: Readonly<Record<string, unknown>>): string {
  return jwt({ ...CLAIMS, ...dates })
}

/** One that was made a quarter of an hour ago and ends in three quarters. */
export const GOOD = login({ iat: at(-15), exp: at(45) })
/** Another of the same. */
export const OTHER = login({ iat: at(-14), exp: at(46) })
/** One that ended yesterday. */
export const EXPIRED = login({ iat: at(-1500), exp: at(-1440) })
