import type { Catalogue } from '../catalogue.ts'
import type { Plan } from '../run/plan.ts'
import type { Result, Status } from '../run/result.ts'
import { type Setting, type Settings, settingKeys } from '../settings/settings.ts'
import type { Report, ReportedCheck, ReportedConfig, ShownSetting } from './report.ts'
import { rootCauses } from './root-causes.ts'
import { type Judged, verdictOf } from './verdict.ts'

/** What a report is made from. */
export interface ReportInput extends Judged {
  readonly catalogue: Catalogue
  readonly settings: Settings
  readonly config?: ReportedConfig | undefined
  readonly version: string
  readonly startedAt: Date
  readonly durationMs: number
  readonly writes?: string
  readonly leftovers?: readonly string[]
}

/** The report of a run's results; the same results give the same report, whatever the timing. */
export function makeReport(input: ReportInput): Report {
  const { results, catalogue, settings, config, writes, leftovers, interrupted } = input
  const { verdict, exitCode, undetermined } = verdictOf(input)
  return {
    schema: 'artifacts-doctor/report/v1',
    doctor: { version: input.version },
    startedAt: input.startedAt.toISOString(),
    durationMs: Math.round(input.durationMs),
    verdict,
    exitCode,
    ...(config === undefined ? {} : { config }),
    settings: shownSettings(settings),
    summary: summary(results),
    rootCauses: rootCauses(results, catalogue, settings),
    ...(undetermined.length === 0 ? {} : { undetermined }),
    ...(writes === undefined ? {} : { writes }),
    ...(leftovers === undefined ? {} : { leftovers }),
    ...(interrupted === undefined ? {} : { interrupted }),
    checks: results.map(reportedBy(input.plan)),
  }
}

/** A function that turns a result into a check as a report shows it. */
export function reportedBy({ checks }: Plan): (result: Result) => ReportedCheck {
  const needs = new Map(checks.map((check) => [check.id, check.needs ?? []]))
  return (result) => {
    const needed = needs.get(result.id) ?? []
    return needed.length === 0 ? result : { ...result, needs: needed }
  }
}

function summary(results: readonly Result[]): Record<Status, number> {
  const counts = { pass: 0, warn: 0, fail: 0, blocked: 0, skip: 0, error: 0 }
  for (const { status } of results) counts[status] += 1
  return counts
}

function shownSettings(settings: Settings): Record<string, ShownSetting> {
  const shown: Record<string, ShownSetting> = {}
  for (const key of settingKeys) {
    const setting: Setting | undefined = settings.values[key]
    if (setting === undefined) continue
    const { value, source, ignored } = setting
    shown[key] =
      value === undefined
        ? { present: true, source }
        : { value, source, ...(ignored === undefined ? {} : { ignored }) }
  }
  return shown
}
