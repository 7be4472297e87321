import type { Line } from '../line.ts'
import { at, login, SECRETS } from './tokens.ts'
import { atHome, CURRENT, type Home, json } from './worlds.ts'

/** What cannot be told from here. The grid knows only well and ill, and so holds none of these. */
export const undeterminedLines: readonly Line[] = [
  line('a cached token of no known form', 'RFC 6750 § 2.1: a token is opaque to whoever bears it', {
    holds: { [CURRENT]: json({ access_token: SECRETS.apiKey.slice(4) }) },
  }),
  line('only what renews a login is cached', 'RFC 6749 § 1.5', {
    holds: { [CURRENT]: json({ refresh_token: SECRETS.refreshToken }) },
  }),
  line('a login whose end is in milliseconds, and past', 'GLO3102/UFood#47', {
    key: login({ exp: at(-60) * 1000 }),
  }),
  line('a login whose end is a text, and ahead', 'RFC 7519 § 2: NumericDate is a number', {
    key: login({ exp: String(at(60)) }),
  }),
  line('a login whose end is no date', 'RFC 7519 § 4.1.4', { key: login({ exp: null }) }),
]

function line(what: string, source: string, home: Home): Line {
  const world = atHome(home)
  return { area: 'auth', what, source, world, passes: ['workspace/name'], exitCode: 3 }
}
