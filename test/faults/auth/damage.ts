import type { Line } from '../line.ts'
import { GOOD, login, OTHER, SECRETS } from './tokens.ts'
import { atHome, CURRENT, type Home, json } from './worlds.ts'

const [header = '', payload = '', signature = ''] = GOOD.split('.')
const base64 = (text: string) => Buffer.from(text).toString('base64')
const KEY = SECRETS.apiKey

/** A token that is not whole any more, or something else in its place. */
export const damageLines: readonly Line[] = [...pasted(), ...cut(), ...instead()]

function mangled(what: string, source: string, home: Home, found: RegExp): Line {
  const seen = { found }
  const root = 'auth/token-mangled'
  return { area: 'auth', what, source, world: atHome(home), root, check: 'auth/token', seen }
}

function pasted(): Line[] {
  const BEARER = 'RFC 6750 § 2.1'
  return [
    mangled('the scheme stands before the key', BEARER, { key: `Bearer ${KEY}` }, /Bearer/),
    mangled(
      'a whole header stands in the place of the key',
      BEARER,
      { key: `Authorization: Bearer ${KEY}` },
      /Authorization/,
    ),
    mangled(
      'the key is in quotes, as a list of variables in YAML leaves them',
      'martabal/qbittorrent-exporter#259',
      { key: `'${KEY}'` },
      /quotes/,
    ),
    mangled(
      'the file of the token ends in an empty line',
      'cooperspencer/gickup#94; 1Password/connect-sdk-go#73',
      { file: `${KEY}\n\n` },
      /line break/,
    ),
    mangled(
      'a terminal broke the login into lines',
      'hetznercloud/cli#102',
      { key: `${header}.${payload.slice(0, 30)}\n${payload.slice(30)}.${signature}` },
      /line break/,
    ),
    mangled(
      'a sign of no width in the key',
      'hetznercloud/cli#102',
      { key: `${KEY.slice(0, 9)}\u200b${KEY.slice(9)}` },
      /ASCII/,
    ),
    mangled(
      'a byte order mark before the token',
      'learn.microsoft.com, about_Character_Encoding',
      { file: `\ufeff${KEY}` },
      /byte order mark/,
    ),
    mangled(
      'the file of the token is in UTF-16',
      'learn.microsoft.com, about_Character_Encoding: Windows PowerShell',
      { file: Buffer.from(KEY, 'utf16le') },
      /UTF-16/,
    ),
    mangled(
      'the name of the variable was pasted along',
      'docker/cli: --env-file takes lines as they are',
      { file: `export TONBO_API_KEY=${KEY}\n` },
      /variable/,
    ),
    mangled(
      'two keys on two lines',
      'BookStackApp/BookStack#3498, of lines in a secret',
      { file: `${KEY}\n${SECRETS.otherApiKey}\n` },
      /more than one/,
    ),
    mangled(
      'two logins with a comma between',
      BEARER,
      { key: `${GOOD},${OTHER}` },
      /more than one/,
    ),
    mangled('the key was pasted twice', BEARER, { key: KEY + KEY }, /twice/),
    mangled('a full stop of the sentence behind the key', BEARER, { key: `${KEY}.` }, /sign/),
    mangled(
      'the token is percent-encoded, as it stood in an address',
      'RFC 3986 § 2.1',
      { key: encodeURIComponent(`${KEY}==`) },
      /percent/,
    ),
    mangled(
      'a secret of Kubernetes was encoded once too often',
      'aquasecurity/deployments#250; kubernetes.io/docs/concepts/configuration/secret',
      { key: base64(`${KEY}\n`) },
      /Base64/,
    ),
    mangled(
      'a login in the Base64 that is not for addresses',
      'RFC 7515 § 2',
      { key: `${header}==.${payload}.${signature}` },
      /plain Base64/,
    ),
    mangled(
      'the login was turned into small letters',
      'RFC 7515 § 2',
      { key: GOOD.toLowerCase() },
      /case/,
    ),
    mangled('the key was turned into capitals', BEARER, { key: KEY.toUpperCase() }, /case/),
    mangled(
      'the whole file of a login in the place of the token',
      'RFC 6750 § 2.1',
      { file: json({ access_token: GOOD }) },
      /JSON/,
    ),
  ]
}

function cut(): Line[] {
  const JWS = 'RFC 7515 § 3.1'
  return [
    mangled(
      'the last letters of the login are missing',
      'RFC 7518 § 3.2: a signature has a length',
      { key: GOOD.slice(0, -4) },
      /end of its signature/,
    ),
    mangled('a letter too many behind the login', 'RFC 7518 § 3.2', { key: `${GOOD}x` }, /behind/),
    mangled('a part of the login is missing', JWS, { key: `${header}.${payload}` }, /three parts/),
    mangled(
      'letters in the middle of the login are missing',
      JWS,
      { key: `${header}.${payload.slice(0, -9)}.${signature}` },
      /decoded/,
    ),
    mangled(
      'the first letter of the login is missing',
      'oauthinaction/oauth-in-action-code#51',
      { key: GOOD.slice(1) },
      /beginning/,
    ),
    mangled('the login lost its signature', JWS, { key: `${header}.${payload}.` }, /cut off/),
    mangled(
      'a login that says itself that nobody signed it',
      'RFC 8725 § 2.1; RFC 7518 § 3.6',
      { key: `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.` },
      /no signature/,
    ),
    mangled(
      'a login signed with RSA whose end is missing',
      'RFC 7518 § 3.3: 2048 bits at least',
      {
        key: `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${payload}.${signature.repeat(4)}`,
      },
      /end of its signature/,
    ),
  ]
}

function instead(): Line[] {
  const other = (what: string, source: string, key: string, of: string, home: Home = {}): Line => ({
    area: 'auth',
    what,
    source,
    world: atHome({ key, ...home }),
    root: 'auth/token-mangled',
    check: 'auth/token',
    seen: { instead: of, found: /in its place/ },
  })
  const PAGES = 'the product’s pages on API keys'
  const unfilled = 'a variable that nobody filled in'
  return [
    mangled('the key as a page shows it, with stars', PAGES, { key: 'tbo_***' }, /hidden/),
    mangled(
      'the middle of the key is hidden',
      'the product’s pages on storage: the first and the last four',
      { key: `${KEY.slice(0, 8)}…${KEY.slice(-4)}` },
      /hidden/,
    ),
    other('a placeholder in angle brackets', PAGES, '<token>', 'a placeholder'),
    other('the placeholder of the pages', PAGES, `tbo_${'x'.repeat(32)}`, 'a placeholder'),
    other('a placeholder in words', PAGES, 'tbo_your_api_key_here', 'a placeholder'),
    other(
      'an expression that CI did not evaluate',
      'docs.github.com, on contexts',
      `$\{{ secrets.TONBO_API_KEY }}`,
      unfilled,
    ),
    other('a reference to another variable', 'docker/cli: --env-file', '$TONBO_API_KEY', unfilled),
    other(
      'a reference into a password manager',
      'developer.1password.com/docs/cli/secret-references',
      'op://ci/tonbo/credential',
      unfilled,
    ),
    other(
      'the word of a script that has no key',
      'ecma-international.org/ecma-262',
      'undefined',
      'no value',
    ),
    other('only a space', 'docs.github.com, on secrets', ' ', 'nothing'),
    other('the page of the keys', PAGES, 'https://user.tonbo.dev/login', 'an address of the web'),
    other(
      'the path of the key',
      'docs.docker.com/engine/swarm/secrets',
      '/run/secrets/tonbo',
      'the path of a file',
    ),
    other('the code of a login with a browser', 'RFC 8628 § 6.1', 'WDJB-MJHT', 'a one-time code'),
    other(
      'the refresh token in the place of the key',
      'RFC 6749 § 1.5',
      SECRETS.refreshToken,
      'the refresh token of a login',
      { holds: { [CURRENT]: json({ access_token: GOOD, refresh_token: SECRETS.refreshToken }) } },
    ),
    other(
      'the identity token in the place of the key',
      'openid.net/specs/openid-connect-core-1_0.html § 2',
      login({ nonce: 'n' }),
      'the identity token of a login',
      { holds: { [CURRENT]: json({ access_token: GOOD, id_token: login({ nonce: 'n' }) }) } },
    ),
    other(
      'the key of the bucket in the place of the key',
      'docs.aws.amazon.com/IAM, reference_identifiers',
      SECRETS.bucketKey,
      'the id of a bucket key',
    ),
    other(
      'a token of GitHub in the place of the key',
      'github.blog, on the format of its tokens',
      SECRETS.gitHub,
      'a token of another service',
    ),
  ]
}
