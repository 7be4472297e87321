import { secret } from './secret.ts'
import type { Setting } from './settings.ts'
import { UsageError } from './usage-error.ts'

/** Refuses the URL of a setting that is none, or not of these protocols, or holds credentials. */
export function checkUrl(setting: Setting | undefined, protocols: string[], example: string): void {
  if (setting?.value === undefined) return
  const { value, source } = setting
  const wrong = (what: string) =>
    new UsageError(`${source}: ${what}; expected a URL such as ${example}`)
  if (!URL.canParse(value) || /\s/.test(value)) throw wrong(`'${value}' is not a URL`)
  const url = new URL(value)
  if (!protocols.includes(url.protocol)) throw wrong(`'${url.protocol}//' is not spoken here`)
  if (url.username !== '' || url.password !== '')
    throw wrong('a URL with credentials in it is refused')
}

/** The metadata URL with its password out of sight; on a command line a password is refused. */
export function settleMetadataUrl(
  setting: Setting | undefined,
  typed: boolean,
): Setting | undefined {
  if (setting?.value === undefined) return undefined
  const { source } = setting
  const value = setting.value.includes('://') ? setting.value : `redis://${setting.value}`
  const expected = 'expected a URL such as rediss://host:6379/0'
  // The value is not shown: it may hold a password even where it is no URL.
  if (!URL.canParse(value) || /\s/.test(value))
    throw new UsageError(`${source}: not a URL; ${expected}`)
  const url = new URL(value)
  if (url.protocol !== 'redis:' && url.protocol !== 'rediss:') {
    throw new UsageError(`${source}: '${url.protocol}//' is not Redis; ${expected}`)
  }
  if (url.hostname === '') throw new UsageError(`${source}: the URL names no host; ${expected}`)
  if (!/^\/?(\d{1,5})?$/.test(url.pathname)) {
    throw new UsageError(`${source}: '${url.pathname}' is not a database number; ${expected}`)
  }
  if (typed && url.password !== '') {
    throw new UsageError(
      `${source}: a password on the command line can be read by others; put the URL into ARTIFACTS_METADATA_URL`,
    )
  }
  const shown = new URL(url)
  shown.password = ''
  return { value: shown.toString(), secret: secret(value), source }
}
