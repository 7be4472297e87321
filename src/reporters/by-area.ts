import { areaOf } from '../id.ts'
import type { ReportedCheck } from '../report/report.ts'

/** Checks by area, what stands before the slash of their ids, in the order in which areas come first. */
export function byArea(checks: readonly ReportedCheck[]): Map<string, ReportedCheck[]> {
  const areas = new Map<string, ReportedCheck[]>()
  for (const check of checks) {
    const area = areaOf(check.id)
    areas.set(area, [...(areas.get(area) ?? []), check])
  }
  return areas
}
