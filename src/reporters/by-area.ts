import type { ReportedCheck } from '../report/report.ts'

/** Checks by area, what stands before the slash of their ids, in the order in which areas come first. */
export function byArea(checks: readonly ReportedCheck[]): Map<string, ReportedCheck[]> {
  const areas = new Map<string, ReportedCheck[]>()
  for (const check of checks) {
    const area = check.id.split('/')[0] ?? ''
    areas.set(area, [...(areas.get(area) ?? []), check])
  }
  return areas
}
