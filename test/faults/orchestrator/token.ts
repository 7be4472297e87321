import { jwt } from '../../support/jwt.ts'
import type { Line } from '../line.ts'
import { answering, knowing, refusal } from './worlds.ts'

const HOUR = 3_600_000
const at = (ms: number) => Math.floor(ms / 1000)

/** A login that ends so long after now, by the right clock. */
const login = (ms: number) =>
  jwt({ iss: 'https://example.supabase.co/auth/v1', exp: at(Date.now() + ms) })

/** The orchestrator refuses the token, and its clock is right. */
const refusing = (message: string, token: string, behindMs = 0) =>
  answering(refusal(401, 'unauthorized', message), {
    env: { TONBO_API_KEY: token },
    now: () => Date.now() - behindMs,
  })

const JUDGED = { area: 'auth', check: 'auth/accepted' } as const
const PAGE = "the product's page of error codes"

/** Tokens that look good here and are refused there. */
export const tokenLines: readonly Line[] = [
  {
    ...JUDGED,
    what: 'an API key of nobody',
    source: PAGE,
    world: knowing({ tokens: [] }),
    root: 'auth/unauthorized',
    seen: { httpStatus: 401, code: 'unauthorized', message: /invalid/ },
  },
  {
    ...JUDGED,
    what: 'a login that has expired, on a machine whose clock is two hours behind',
    source: 'RFC 7519 § 4.1.4: exp is judged by the clock of who reads it',
    world: refusing('token is expired', login(-HOUR), 2 * HOUR),
    root: 'host/clock-skewed',
    seen: { skewSeconds: /^-(719\d|720\d)$/, code: 'unauthorized', expiresAt: /Z$/ },
  },
  {
    ...JUDGED,
    what: 'a login that was revoked, on a machine whose clock is five minutes behind',
    source: 'supabase.com/docs/guides/auth/sessions: a session can be ended before its token',
    world: refusing('session was revoked', login(HOUR), 300_000),
    root: 'auth/unauthorized',
    seen: { skewSeconds: /^-(29\d|30\d)$/, code: 'unauthorized' },
  },
  {
    ...JUDGED,
    what: 'a login for another deployment, by clocks that agree',
    source: 'RFC 7519 § 4.1.1 (iss)',
    world: refusing('unknown issuer', login(HOUR)),
    root: 'auth/unauthorized',
    seen: { message: 'unknown issuer' },
  },
  {
    ...JUDGED,
    what: "a service token and somebody else's workspace",
    source: "the product's earlier page on service tokens (bound to one workspace)",
    world: knowing(
      { tokens: ['art_0123456789abcdef'] },
      { env: { TONBO_API_KEY: 'art_0123456789abcdef' }, flags: { workspace: 'bob/demo' } },
    ),
    root: 'auth/forbidden',
    seen: { httpStatus: 403, code: 'forbidden' },
  },
]
