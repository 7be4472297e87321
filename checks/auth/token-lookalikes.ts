import type { Settings } from '../../src/index.ts'
import { vendorOfKey } from '../storage/vendors.ts'

/** What was put in the token's place; undefined where it may be a token. */
export function insteadOfToken(token: string, settings: Settings): string | undefined {
  const text = token.trim()
  return (
    FORMS.find(([form]) => form.test(text))?.[1] ??
    (vendorOfKey(text)?.name === 'AWS' ? 'the id of a bucket key' : undefined) ??
    sameAs(text, settings)
  )
}

/** Forms that are no token's, and what they are. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/^$/, 'nothing'],
  // What a script writes for a value that it does not have.
  [/^(undefined|null|nil|none|nan|true|false|\[object Object\])$/i, 'no value'],
  [/^\$\{\{.*\}\}$/s, 'a variable that nobody filled in'],
  [/^(\$\w+|\$\{.*\}|\$\(.*\)|%\w+%|\{\{.*\}\}|op:\/\/.*)$/s, 'a variable that nobody filled in'],
  [/^(?:(?:tbo|art)_)?[<[{(][^"'\n]*[>\]})]$/, 'a placeholder'],
  [/^(?:(?:tbo|art)_)?([^*.\u2022])\1{2,}$/, 'a placeholder'],
  [
    /^(?:(?:tbo|art)[_-])?(?:[a-z]{1,20}[_-]){0,6}(?:your|change_?me|placeholder|example|insert|replace|paste|dummy)(?:[_-][a-z]{1,20}){0,6}$/i,
    'a placeholder',
  ],
  [/^(tbo|art)_(\.{3}|\u2026)$/, 'a placeholder'],
  [/^https?:\/\//i, 'an address of the web'],
  [/^(~|\.{1,2}|\/(home|root|run|etc|var|tmp|mnt|opt|secrets?))\/\S+$/, 'the path of a file'],
  // The user codes of a login on another device (RFC 8628 § 6.1).
  [/^(\d{6,8}|[A-Z0-9]{4}-[A-Z0-9]{4})$/, 'a one-time code'],
  [/^(tid|tsec)_[\w+/-]+$/, 'a key of a bucket'],
  // github.blog, on the format of its tokens; docs.gitlab.com, on token prefixes.
  [/^(gh[opusr]_|github_pat_|glpat-)\w{16,}/, 'a token of another service'],
]

/** Whether it equals a setting that is not a token, or another part of a cached login. */
function sameAs(text: string, settings: Settings): string | undefined {
  if (text === settings.get('accessKeyId')) return 'the id of a bucket key'
  if (text === settings.get('secretAccessKey')) return 'the secret of a bucket key'
  const names = settings.cached.login
    .flatMap(({ values }) => values)
    .flatMap(([name, value]) => (value === text ? [name] : []))
  if (names.length === 0) return undefined
  if (names.every((name) => /refresh/i.test(name))) return 'the refresh token of a login'
  return names.every((name) => /^id_?token$/i.test(name))
    ? 'the identity token of a login'
    : undefined
}
