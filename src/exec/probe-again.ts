import type { Catalogue } from '../catalogue.ts'
import { glob } from '../glob.ts'
import { areaOf } from '../id.ts'
import type { Report } from '../report/report.ts'
import { type Plan, plan } from '../run/plan.ts'
import type { Probed } from './attempts.ts'

/** The part of a plan that can detect some causes, and those of its checks that ask a server about them. */
export interface Seeing {
  readonly plan: Plan
  readonly asking: ReadonlySet<string>
}

/**
 * The checks of the causes' areas, with what they need; all of them for causes whose area has
 * none, such as those of the network.
 */
export function seeing(causes: readonly string[], whole: Plan): Seeing {
  const patterns = causes.map((cause) => `${areaOf(cause)}/*`)
  const inArea = (id: string) => patterns.some((pattern) => glob(pattern)(id))
  const placed = patterns.every((pattern) => whole.checks.some(({ id }) => glob(pattern)(id)))
  const checks = placed
    ? plan(whole.checks, { only: patterns, waiting: true }).checks
    : whole.checks
  const asking = checks.filter(({ id, network }) => network && (!placed || inArea(id)))
  return {
    plan: { checks, ruledOut: whole.ruledOut, required: new Set() },
    asking: new Set(asking.map(({ id }) => id)),
  }
}

/** Whether any of these checks was determined in a report. */
export function determined(report: Report, asking: ReadonlySet<string>): boolean {
  return report.checks.some(
    ({ id, status }) =>
      asking.has(id) && (status === 'pass' || status === 'warn' || status === 'fail'),
  )
}

/** What a repeated check run says about a cause; what could not be told does not count. */
export function verdictOnCause(report: Report, catalogue: Catalogue): Probed {
  const failed = report.rootCauses.filter(({ severity }) => severity === 'fail')
  if (failed.length === 0) return 'clear'
  // When time is up, a check names the plain cause.
  const passing = failed.every(
    ({ cause, alternatives }) =>
      catalogue[cause]?.transient || alternatives.includes(catalogue[cause]?.passing?.as ?? ''),
  )
  return passing ? 'not-yet' : 'lasting'
}
