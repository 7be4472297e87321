import { parseDuration } from '../duration.ts'
import { nearest } from '../nearest.ts'
import type { FailOn } from '../report/verdict.ts'
import { below } from '../schema-fault.ts'
import type { Given } from '../settings/setting-sources.ts'
import { UsageError } from '../usage-error.ts'
import type { CheckList, ConfigPlace, Configuration, Placed, Timeout } from './configuration.ts'
import type { Severities } from './severities.ts'
import type { Waiver } from './waivers.ts'

/** A part of a document that has passed its schema: the top of it, or a profile. */
interface Part {
  readonly checks?: Readonly<Partial<Record<CheckList, readonly string[]>>>
  readonly severities?: Readonly<Record<string, 'warn' | 'fail'>>
  readonly waivers?: readonly Omit<Waiver, 'at' | 'file'>[]
  readonly timeouts?: Readonly<Partial<Record<Timeout, string>>>
  readonly failOn?: FailOn
  readonly settings?: Given
}

interface Document extends Part {
  readonly plugins?: readonly string[]
  readonly profiles?: Readonly<Record<string, Part>>
}

/**
 * The configuration of a document that has passed its schema, with a profile applied: a key of the
 * profile replaces that of the top level, and its waivers are added.
 */
export function profiled(
  { profiles = {}, ...document }: Document,
  { path, source }: ConfigPlace,
  profile?: string,
): Configuration {
  const parts = [partOf(document, '', path)]
  if (profile !== undefined) {
    if (!Object.hasOwn(profiles, profile))
      throw unknownProfile(profile, Object.keys(profiles), path)
    parts.push(partOf(profiles[profile] ?? {}, below('profiles', profile), path))
  }
  const last = parts.findLast(({ failOn }) => failOn !== undefined)?.failOn
  return {
    path,
    source,
    ...(profile === undefined ? {} : { profile }),
    checks: Object.assign({}, ...parts.map((part) => part.checks)),
    timeouts: Object.assign({}, ...parts.map((part) => part.timeouts)),
    severities: Object.assign({}, ...parts.map((part) => part.severities)),
    waivers: parts.flatMap((part) => part.waivers),
    ...(last === undefined ? {} : { failOn: last }),
    settings: Object.assign({}, ...parts.map((part) => part.settings)),
    plugins: (document.plugins ?? []).map((value, index) => ({
      value,
      at: `${path}: plugins[${index}]`,
    })),
  }
}

/** The error for a profile that no configuration has. */
export function unknownProfile(
  profile: string,
  profiles: readonly string[],
  path?: string,
): UsageError {
  if (path === undefined)
    return new UsageError(
      `--profile: '${profile}' is not known: there is no configuration; expected --config FILE as well, or an artifacts-doctor.config.yaml, .yml or .json here or above`,
    )
  const near = nearest(profile, profiles)
  const expected = near === undefined ? `${path} has no profiles` : `nearest in ${path}: '${near}'`
  return new UsageError(`--profile: '${profile}' is not a profile; ${expected}`)
}

function partOf(part: Part, at: string, file: string) {
  const where = (...keys: readonly (string | number)[]) => `${file}: ${keys.reduce(below, at)}`
  const placed = <T>(name: string, entries: Readonly<Record<string, T>> = {}) =>
    Object.fromEntries(
      Object.entries(entries).map(([key, value]): [string, Placed<T>] => [
        key,
        { value, at: where(name, key) },
      ]),
    )
  for (const [key, value] of Object.entries(part.timeouts ?? {}))
    parseDuration(value, where('timeouts', key))
  return {
    checks: placed('checks', part.checks),
    timeouts: placed('timeouts', part.timeouts),
    severities: Object.fromEntries(
      Object.entries(part.severities ?? {}).map(([id, as]) => [
        id,
        { as, at: where('severities', id) },
      ]),
    ) satisfies Severities,
    waivers: (part.waivers ?? []).map((waiver, index): Waiver => {
      const place = where('waivers', index)
      checkDay(waiver.until, place)
      return { ...waiver, at: place, file }
    }),
    failOn: part.failOn,
    settings: part.settings,
  }
}

function checkDay(day: string, at: string): void {
  const date = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day)
    throw new UsageError(`${at}.until: '${day}' is not a day; expected one such as 2027-01-31`)
}
