import type { CheckList, Configuration, Timeout } from '../config/configuration.ts'
import { parseDuration } from '../duration.ts'
import type { FailOn } from '../report/verdict.ts'
import type { Selection } from '../run/plan.ts'
import { createWait, type Wait } from '../run/wait.ts'
import type { Given } from '../settings/setting-sources.ts'
import { settingKeys, settingSpecs } from '../settings/settings.ts'

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

/** The configuration that counts, put beside what was typed; undefined where there is none. */
export function configurationOf(argv: CheckArguments): Configuration | undefined {
  return argv.configuration as Configuration | undefined
}

/** Which checks were asked for: each list as it was typed, else as the configuration has it. */
export function selectionOf(argv: CheckArguments): Selection {
  const { checks = {}, timeouts = {} } = configurationOf(argv) ?? {}
  const from: Partial<Record<CheckList, string>> = {}
  const list = (name: CheckList): readonly string[] => {
    const typed = many(argv, name)
    const configured = checks[name]
    if (typed.length > 0 || configured === undefined) return typed
    from[name] = configured.at
    return configured.value
  }
  return {
    only: list('only'),
    skip: list('skip'),
    require: list('require'),
    from,
    offline: argv.offline === true,
    readOnly: argv['read-only'] === true,
    waiting: argv.wait !== undefined || timeouts.wait !== undefined,
  }
}

/** How long a run may take, and what makes it fail. */
export interface Allowed {
  readonly timeoutMs: number
  readonly deadlineMs: number
  readonly wait: Wait
  readonly failOn: FailOn
}

/** What flags, else the configuration, allow a run; throws a UsageError for what is no duration. */
export function allowedBy(argv: CheckArguments): Allowed {
  const { timeouts = {}, failOn = 'fail' } = configurationOf(argv) ?? {}
  const milliseconds = (name: Timeout, otherwise: string) => {
    const { value = otherwise, at = '' } = timeouts[name] ?? {}
    const typed = one(argv, name)
    return parseDuration(typed ?? value, typed === undefined ? at : `--${name}`)
  }
  return {
    timeoutMs: milliseconds('timeout', '10s'),
    deadlineMs: milliseconds('deadline', '60s'),
    wait: createWait(milliseconds('wait', '0s')),
    failOn: (one(argv, 'fail-on') ?? failOn) as FailOn,
  }
}

/** The value of a flag; `lineFault` has seen that it is given once. */
export function one(argv: CheckArguments, name: string): string | undefined {
  const value = argv[name]
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
