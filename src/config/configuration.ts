import type { FailOn } from '../report/verdict.ts'
import type { Given } from '../settings/setting-sources.ts'
import type { Severities } from './severities.ts'
import type { Waiver } from './waivers.ts'

/** A value of a configuration, and where it stands: `<file>: checks.skip`. */
export interface Placed<T> {
  readonly value: T
  readonly at: string
}

/** A file to read: named by the user with `--config`, or merely found. */
export interface ConfigPlace {
  readonly path: string
  readonly source: '--config' | 'found'
}

/** The lists of check ids that a configuration may hold. */
export type CheckList = 'only' | 'skip' | 'require'

/** The limits that a configuration may hold, as durations. */
export type Timeout = 'timeout' | 'deadline' | 'wait'

/** The configuration in force: a file, with one of its profiles applied. */
export interface Configuration extends ConfigPlace {
  readonly profile?: string
  readonly checks: Readonly<Partial<Record<CheckList, Placed<readonly string[]>>>>
  readonly timeouts: Readonly<Partial<Record<Timeout, Placed<string>>>>
  readonly severities: Severities
  readonly waivers: readonly Waiver[]
  readonly failOn?: FailOn
  readonly settings: Given
  readonly plugins: readonly Placed<string>[]
}
