import type { Fault, Line } from '../line.ts'
import { at, EXPIRED, GOOD, login, OTHER, SECRETS } from './tokens.ts'
import { atHome, CURRENT, EARLIER, json } from './worlds.ts'

const SOURCE =
  'the product’s pages on login: while TONBO_API_KEY is set, every command uses it; CleverCloud/clever-tools#595'
const LAYOUTS = 'the product’s pages on storage credentials, of both directory layouts'

const cached = (token: string, more = {}) => json({ access_token: token, ...more })

/** Which credential is used, and which one lies idle for it. */
export const precedenceLines: readonly Line[] = [
  overrides('an API key in the environment over a login that is good', {
    world: atHome({ key: SECRETS.apiKey, holds: { [CURRENT]: cached(GOOD) } }),
    seen: {
      source: 'TONBO_API_KEY',
      kind: 'api-key',
      hidden: /tonbo\/artifacts\/credentials\.json$/,
      hiddenKind: 'jwt',
      hiddenStanding: 'good',
      hiddenExpiresAt: '2026-11-21T18:45:00.000Z',
    },
  }),
  overrides('an API key in the environment over a login that has expired', {
    world: atHome({ key: SECRETS.apiKey, holds: { [CURRENT]: cached(EXPIRED) } }),
    seen: { standing: 'without a date', hiddenStanding: 'expired' },
  }),
  overrides('an API key in the environment over a login that the program may renew', {
    world: atHome({
      key: SECRETS.apiKey,
      holds: { [CURRENT]: cached(EXPIRED, { refresh_token: SECRETS.refreshToken }) },
    }),
    seen: { hiddenStanding: 'expired, but renewable' },
  }),
  overrides('a service token in the environment over an API key that is cached', {
    world: atHome({
      key: SECRETS.serviceToken,
      holds: { [CURRENT]: cached(SECRETS.apiKey) },
      flags: { intent: 'mount' },
    }),
    seen: { kind: 'service-token', hiddenKind: 'api-key' },
  }),
  overrides('a key in the environment over a login of an earlier version', {
    world: atHome({ key: SECRETS.apiKey, holds: { [EARLIER]: cached(GOOD) } }),
    seen: { hidden: /\.config\/artifacts\/credentials\.json$/ },
  }),
  overrides('a key in the environment over the logins of both versions', {
    world: atHome({
      key: SECRETS.apiKey,
      holds: { [CURRENT]: cached(GOOD), [EARLIER]: cached(OTHER) },
    }),
    seen: { hiddenStanding: 'good', alsoHidden: /\.config\/artifacts\/credentials\.json$/ },
  }),
  {
    area: 'auth',
    what: 'a login in the environment that has expired, over one that is good',
    source: SOURCE,
    world: atHome({ key: EXPIRED, holds: { [CURRENT]: cached(GOOD) } }),
    root: 'auth/token-expired',
    check: 'auth/token',
    seen: {
      source: 'TONBO_API_KEY',
      expiresAt: '2026-11-20T18:00:00.000Z',
      now: '2026-11-21T18:00:00.000Z',
      behind: /tonbo\/artifacts\/credentials\.json$/,
    },
  },
  {
    area: 'auth',
    what: 'a key in the environment that is in quotes, over a login that is good',
    source: SOURCE,
    world: atHome({ key: `"${SECRETS.apiKey}"`, holds: { [CURRENT]: cached(GOOD) } }),
    root: 'auth/token-mangled',
    check: 'auth/token',
    seen: { found: /quotes/, behind: /credentials\.json$/ },
  },
  orphaned('only a login that an earlier version kept', {
    world: atHome({ holds: { [EARLIER]: cached(GOOD) } }),
    seen: { earlier: /\.config\/artifacts\//, currentState: 'absent' },
  }),
  orphaned('a login of each version, for XDG_CONFIG_HOME leads to the newer', {
    world: atHome({
      env: { XDG_CONFIG_HOME: '~/xdg' },
      holds: { 'xdg/tonbo/artifacts/credentials.json': cached(GOOD), [EARLIER]: cached(OTHER) },
    }),
    seen: { source: /xdg\/tonbo/, hiddenStanding: 'good', earlier: /\.config\/artifacts\// },
  }),
  orphaned('another login of an earlier version beside the current one', {
    world: atHome({ holds: { [CURRENT]: cached(GOOD), [EARLIER]: cached(SECRETS.serviceToken) } }),
    seen: { kind: 'jwt', hiddenKind: 'service-token' },
  }),
  orphaned('the login of an earlier version beside a current one that was cut short', {
    world: atHome({ holds: { [CURRENT]: '{"access_tok', [EARLIER]: cached(GOOD) } }),
    seen: { currentState: 'JSON that is cut short or broken' },
  }),
  {
    area: 'auth',
    what: 'the current login has expired, while one of an earlier version has not',
    source: LAYOUTS,
    world: atHome({
      holds: { [CURRENT]: cached(EXPIRED), [EARLIER]: cached(login({ exp: at(600) })) },
    }),
    root: 'auth/token-expired',
    check: 'auth/token',
    seen: { source: /tonbo\/artifacts\/credentials\.json$/ },
  },
]

function overrides(what: string, { world, seen }: Pick<Fault, 'world' | 'seen'>): Line {
  const root = 'auth/env-overrides-login'
  return { area: 'auth', what, source: SOURCE, world, root, check: 'auth/precedence', seen }
}

function orphaned(what: string, { world, seen }: Pick<Fault, 'world' | 'seen'>): Line {
  const root = 'auth/login-orphaned'
  return { area: 'auth', what, source: LAYOUTS, world, root, check: 'auth/precedence', seen }
}
