import type { Line } from '../line.ts'
import { at, EXPIRED, GOOD, login, OTHER, SECRETS } from './tokens.ts'
import { atHome, CURRENT, EARLIER, type Home, json } from './worlds.ts'

const PASSES = ['auth/credentials', 'auth/precedence', 'auth/token', 'workspace/name']
const LOGIN = 'the product’s pages on login; the format of what it caches is not published'
const JWT = 'RFC 7519 § 4.1'
const RFC6750 = 'RFC 6750 § 2.1: a token is opaque to whoever bears it'

/** Credentials and names in which nothing is wrong, whatever they look like. */
export const healthyLines: readonly Line[] = wells()

function well(what: string, source: string, home: Home): Line {
  return { area: 'auth', what, source, world: atHome(home), passes: PASSES, exitCode: 0 }
}

function wells(): Line[] {
  const cached = (text: string): Home => ({ holds: { [CURRENT]: text } })
  return [
    well('an API key alone', LOGIN, { key: SECRETS.apiKey }),
    well('a login alone', LOGIN, cached(json({ access_token: GOOD }))),
    well('a login as lines of a shell', LOGIN, cached(`export ACCESS_TOKEN="${GOOD}"\n`)),
    well(
      'a login whose session is a text of JSON within JSON',
      'supabase/supabase-js, on what it stores',
      cached(json({ session: json({ access_token: GOOD }) })),
    ),
    well(
      'a login beside an identity, what renews it, and another’s token',
      'supabase.com/docs/guides/auth/sessions',
      cached(
        json({
          id_token: EXPIRED,
          refresh_token: SECRETS.refreshToken,
          provider_token: SECRETS.gitHub,
          access_token: GOOD,
        }),
      ),
    ),
    well('a service token, and a workspace to be mounted', LOGIN, {
      key: SECRETS.serviceToken,
      flags: { intent: 'mount' },
    }),
    well('a token of a file, over a key and over a login: it was typed', LOGIN, {
      file: `${SECRETS.apiKey}\n`,
      key: SECRETS.otherApiKey,
      holds: { [CURRENT]: json({ access_token: GOOD }) },
    }),
    well('the same login in the environment and in the cache', LOGIN, {
      key: GOOD,
      ...cached(json({ access_token: GOOD })),
    }),
    well('what an earlier version left has expired', 'the product’s pages, of both layouts', {
      holds: { [CURRENT]: json({ access_token: GOOD }), [EARLIER]: json({ token: EXPIRED }) },
    }),
    well('an API key, and a cached login that cannot be read', LOGIN, {
      key: SECRETS.apiKey,
      ...cached('{"access'),
    }),
    well('an API key, and a cached login that others can read', LOGIN, {
      key: SECRETS.apiKey,
      holds: { [CURRENT]: { text: json({ user: 'ada' }), mode: 0o644 } },
    }),
    well('the login is a link to where it is kept well', 'symlink(7)', {
      holds: {
        [CURRENT]: { link: '../../../kept.json' },
        'kept.json': json({ access_token: GOOD }),
      },
    }),
    well(
      'XDG_CONFIG_HOME is relative and so ignored',
      'specifications.freedesktop.org/basedir-spec',
      {
        env: { XDG_CONFIG_HOME: 'config' },
        ...cached(json({ access_token: OTHER })),
      },
    ),
    well('root takes the home of another along', 'sudoers(5)', {
      env: { SUDO_USER: 'ada' },
      ...cached(json({ access_token: GOOD })),
    }),
    well('a key of a kind that is yet to come', RFC6750, { key: 'tba2.Qz7vK2mXw9RtLp4nHc8sYd3f' }),
    well('a login without an end', JWT, { key: login({ iat: at(-60) }) }),
    well('a login of an issuer that nobody knows', JWT, {
      key: login({ iss: 'urn:someone', exp: at(60) }),
    }),
    well('a login that ends soon, beside what renews it', JWT, {
      ...cached(json({ access_token: login({ exp: at(3) }), refresh_token: SECRETS.refreshToken })),
    }),
    well('a login whose end is in milliseconds, and ahead', 'GLO3102/UFood#47', {
      key: login({ exp: at(60) * 1000 }),
    }),
    well('a login from a clock half a minute ahead', JWT, {
      key: login({ iat: at(0.5), exp: at(60) }),
    }),
    well('an encrypted token, which has five parts', 'RFC 7516 § 3.1', {
      key: `${Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString('base64url')}..Qz7vK2mXw9RtLp4n.Hc8sYd3fJb6g.Ua1eZt5rNq8kVx2wGm7cPj`,
    }),
    well('a login whose header is spread over lines', 'RFC 7515 § 3.1, appendix A.1', {
      key: `${Buffer.from('{\n  "alg": "HS256"\n}').toString('base64url')}${GOOD.slice(GOOD.indexOf('.'))}`,
    }),
    well('a name as the program prints it', 'the product’s pages on workspaces', {
      key: SECRETS.apiKey,
      flags: { workspace: 'artifacts://acme/my-demo-2' },
    }),
  ]
}
