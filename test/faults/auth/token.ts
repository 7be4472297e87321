import type { CauseId } from '../../../checks/causes/index.ts'
import type { Fault, Line } from '../line.ts'
import { at, EXPIRED, login, SECRETS } from './tokens.ts'
import { atHome, CURRENT, type Home, json } from './worlds.ts'

const JWT = 'RFC 7519 § 4.1'

/** Whole tokens that are not for now, or not for this. */
export const tokenLines: readonly Line[] = [
  line(
    'auth/token-expired',
    'the login of this morning',
    { key: login({ exp: at(-600) }) },
    {
      expiresAt: '2026-11-21T08:00:00.000Z',
      now: '2026-11-21T18:00:00.000Z',
      issuer: 'zqxwvkmn.supabase.co',
    },
  ),
  line(
    'auth/token-expired',
    'a login that ends at this very moment',
    { key: login({ exp: at(0) }) },
    {
      kind: 'jwt',
    },
  ),
  line(
    'auth/token-expired',
    'a cached login that has expired, as what would renew it has',
    {
      holds: {
        [CURRENT]: json({ access_token: EXPIRED, refresh_token: login({ exp: at(-1) }) }),
      },
    },
    { source: /credentials\.json$/ },
  ),
  line(
    'auth/token-expired',
    'a cached login that has expired, in a file that only speaks of renewing',
    { holds: { [CURRENT]: json({ access_token: EXPIRED, last_refresh: '2026-11-20' }) } },
    { now: '2026-11-21T18:00:00.000Z' },
  ),
  line(
    'auth/token-expired',
    'the end of a login is written as a text, and is past',
    { key: login({ exp: String(at(-60)) }) },
    { expiryIn: 'text', expiresAt: '2026-11-21T17:00:00.000Z' },
  ),
  line(
    'auth/token-renewable',
    'a cached login that has expired, beside what may renew it',
    { holds: { [CURRENT]: json({ access_token: EXPIRED, refresh_token: SECRETS.refreshToken }) } },
    { renewable: true },
  ),
  line(
    'auth/token-not-yet-valid',
    'a login that holds from tomorrow on',
    { key: login({ nbf: at(1440), exp: at(2000) }) },
    { notBefore: '2026-11-22T18:00:00.000Z', now: '2026-11-21T18:00:00.000Z' },
  ),
  line(
    'auth/token-not-yet-valid',
    'a login that was made in the future, as by a clock that is ahead',
    { key: login({ nbf: at(-10), iat: at(20), exp: at(80) }) },
    { issuedAt: '2026-11-21T18:20:00.000Z' },
  ),
  line(
    'auth/token-expires-soon',
    'a login that ends in five minutes',
    { key: login({ exp: at(5) }) },
    {
      expiresAt: '2026-11-21T18:05:00.000Z',
    },
  ),
  line(
    'auth/token-expires-soon',
    'a login that ends before the waiting may',
    { key: login({ exp: at(30) }), waitMs: 1_800_000 },
    { expiresAt: '2026-11-21T18:30:00.000Z' },
  ),
  line(
    'auth/service-token-limited',
    'a service token, and a workspace to be created',
    { key: SECRETS.serviceToken, flags: { intent: 'create' } },
    { kind: 'service-token', intent: 'create' },
    'the product’s pages on service tokens: they cannot create a workspace',
  ),
]

function line(root: CauseId, what: string, home: Home, seen: Fault['seen'], source = JWT): Line {
  return { area: 'auth', what, source, world: atHome(home), root, check: 'auth/token', seen }
}
