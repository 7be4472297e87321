import { secret } from '../secrets/secret.ts'
import { UsageError } from '../usage-error.ts'
import type { Setting } from './settings.ts'

/** A login that an unencoded `/`, `?` or `#` cuts off: what is behind it is not part of the host. */
const CUT_LOGIN = /^(?:[a-z][a-z0-9+.-]*:\/\/|(?![a-z][a-z0-9+.-]*:\/\/))[^/?#]*[/?#].*@/is

/** Throws a UsageError for a setting, found at `at`, that is not a URL of these protocols or holds credentials. */
export function checkUrl(
  setting: Setting | undefined,
  at: string,
  protocols: string[],
  example: string,
): void {
  if (setting?.value === undefined) return
  const { value } = setting
  const wrong = (what: string) =>
    new UsageError(`${at}: ${what}; expected a URL such as ${example}`)
  // With an @ in it, it may hold a password even where it is not a URL.
  const shown = value.includes('@') ? 'it' : `'${value}'`
  if (!URL.canParse(value) || /\s/.test(value)) throw wrong(`${shown} is not a URL`)
  const url = new URL(value)
  if (!protocols.includes(url.protocol)) throw wrong(`'${url.protocol}//' is not supported here`)
  if (url.username !== '' || url.password !== '' || CUT_LOGIN.test(value))
    throw wrong('a URL with credentials in it is refused')
}

/**
 * The metadata URL, found at `at`, shown without its password; `readable` says why none may stand
 * there.
 */
export function settleMetadataUrl(
  setting: Setting | undefined,
  at: string,
  readable: string | undefined,
): Setting | undefined {
  if (setting?.value === undefined) return undefined
  const { source } = setting
  const value = setting.value.includes('://') ? setting.value : `redis://${setting.value}`
  const expected = 'expected a URL such as rediss://host:6379/0'
  // What would be taken for the host is a part of the login: it must not even be looked up.
  if (CUT_LOGIN.test(value)) {
    throw new UsageError(
      `${at}: a login that holds / ? or # as it is ends there: write %2F, %3F, %23; ${expected}`,
    )
  }
  // The value is not shown: it may hold a password even where it is no URL.
  if (!URL.canParse(value) || /\s/.test(value))
    throw new UsageError(`${at}: not a URL; ${expected}`)
  const url = new URL(value)
  if (url.protocol !== 'redis:' && url.protocol !== 'rediss:') {
    throw new UsageError(`${at}: '${url.protocol}//' is not Redis; ${expected}`)
  }
  if (url.hostname === '') throw new UsageError(`${at}: the URL names no host; ${expected}`)
  if (!/^\/?(\d{1,5})?$/.test(url.pathname)) {
    throw new UsageError(`${at}: what follows the host is not a database number; ${expected}`)
  }
  if (readable !== undefined && url.password !== '')
    throw new UsageError(`${at}: ${readable}; put the URL into ARTIFACTS_METADATA_URL`)
  // A user name by itself may well be a password that lost its colon.
  const user = url.password === '' || url.username === '' ? '' : `${url.username}@`
  const shown = `${url.protocol}//${user}${url.host}${url.pathname}`
  return { value: shown, secret: secret(value), source }
}

/** The endpoint as it was given, but shown without a login and a query, which can be secrets. */
export function settleEndpoint(setting: Setting | undefined): Setting | undefined {
  const { value, source } = setting ?? {}
  if (value === undefined || source === undefined || !/[@?#]/.test(value)) return setting
  const bare = value.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1').replace(/[?#].*$/s, '')
  return { value: bare, secret: secret(value), source }
}

/** What may be a password in a URL: all that stands before its last @, and the part behind a colon. */
export function passwordsIn(url: string): string[] {
  const login = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(.*)@/is.exec(url)?.[1]
  if (login === undefined) return []
  // Without a colon, this is all of it.
  const password = login.slice(login.indexOf(':') + 1)
  return [password, decoded(password)].filter((part) => part !== '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
