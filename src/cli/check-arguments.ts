import { parseDuration } from '../duration.ts'
import type { Selection } from '../graph.ts'
import type { FailOn } from '../report.ts'
import type { Given } from '../resolve-settings.ts'
import { settingKeys, settingSpecs } from '../settings.ts'
import { UsageError } from '../usage-error.ts'
import { createWait, type Wait } from '../wait.ts'

/** The command line of a run, as yargs read it. */
export type CheckArguments = Readonly<Record<string, unknown>>

/** The settings that were typed. */
export function flagsOf(argv: CheckArguments): Given {
  const given: Record<string, string> = {}
  for (const key of settingKeys) {
    const value = one(argv, settingSpecs[key].flag ?? key)
    if (value !== undefined) given[key] = value
  }
  return given
}

/** Which checks were asked for. */
export function selectionOf(argv: CheckArguments): Selection {
  return {
    only: many(argv, 'only'),
    skip: many(argv, 'skip'),
    require: many(argv, 'require'),
    offline: argv.offline === true,
    readOnly: argv['read-only'] === true,
    waiting: argv.wait !== undefined,
  }
}

/** How long a run may take, and what makes it fail. */
export interface Allowed {
  readonly timeoutMs: number
  readonly deadlineMs: number
  readonly wait: Wait
  readonly failOn: FailOn
}

/** What the flags allow a run; throws a UsageError for what is no duration. */
export function allowedBy(argv: CheckArguments): Allowed {
  const waiting = one(argv, 'wait')
  return {
    timeoutMs: parseDuration(one(argv, 'timeout') ?? '10s', '--timeout'),
    deadlineMs: parseDuration(one(argv, 'deadline') ?? '60s', '--deadline'),
    wait: createWait(waiting === undefined ? 0 : parseDuration(waiting, '--wait')),
    failOn: (one(argv, 'fail-on') ?? 'fail') as FailOn,
  }
}

/** The value of a flag that is given once at most; throws a UsageError where it is repeated. */
export function one(argv: CheckArguments, name: string): string | undefined {
  const value = argv[name]
  if (Array.isArray(value))
    throw new UsageError(`--${name}: given ${value.length} times; expected once`)
  return value === undefined ? undefined : String(value)
}

/** The values of a flag that is repeated or holds commas. */
export function many(argv: CheckArguments, name: string): string[] {
  return [argv[name] ?? []]
    .flat()
    .flatMap((value) => String(value).split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '')
}
