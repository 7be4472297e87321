import type { Report } from '../report.ts'
import { safeJson } from './safe-json.ts'

/** A report as one JSON document. */
export function json(report: Report): string {
  return safeJson(report)
}
