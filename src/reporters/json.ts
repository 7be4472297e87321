import type { Report } from '../report/report.ts'
import { safeJson } from './safe-json.ts'

/** A report as one JSON document, in which no control character and no reordering mark is raw. */
export function json(report: Report): string {
  return `${safeJson(report, 2)}\n`
}
