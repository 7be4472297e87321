import { jwt } from '../support/jwt.ts'

/** A login, keys and a password by which to see where they went. */
export const TOKEN = jwt({
  iss: 'https://example.supabase.co/auth/v1',
  iat: Math.floor(Date.now() / 1000) - 60,
  exp: Math.floor(Date.now() / 1000) + 3600,
})
export const ACCESS_KEY_ID = 'AKIACHAOSCHAOSCHAOS1'
export const SECRET_ACCESS_KEY = 'chaos/of+the/doctors0own1tests2aaaaaaaaa'
export const PASSWORD = 'password-amid-the-chaos'
/** Of whoever may use the proxy: the proxy alone is told it. */
export const PROXY_PASSWORD = 'pass word/of-the+proxy'

/** What may stand in no report, and come to no host but the configured one. */
export const SECRETS: readonly string[] = [TOKEN, SECRET_ACCESS_KEY, PASSWORD, PROXY_PASSWORD]
