import { redactResult } from './redact-report.ts'
import type { Redactor } from './redactor.ts'
import type { Report } from './report.ts'
import type { Result } from './result.ts'
import type { Observer } from './run.ts'

/** What happens in a run, as it happens; `at` is the time of day in ISO 8601. */
export type RunEvent =
  | { readonly event: 'run.start'; readonly at: string; readonly checks: readonly string[] }
  | {
      readonly event: 'check.start'
      readonly at: string
      readonly id: string
      readonly title: string
    }
  | { readonly event: 'check.retry'; readonly at: string; readonly check: Result }
  | { readonly event: 'check.end'; readonly at: string; readonly check: Result }
  | { readonly event: 'run.end'; readonly at: string; readonly report: Report }

/** An observer that tells of a run's checks, without secrets. */
export function telling(redact: Redactor, tell: (event: RunEvent) => void): Observer {
  const at = () => new Date().toISOString()
  return {
    started: ({ id, title }) => tell({ event: 'check.start', at: at(), id, title }),
    retrying: (_, result) =>
      tell({ event: 'check.retry', at: at(), check: redactResult(result, redact) }),
    ended: (result) => tell({ event: 'check.end', at: at(), check: redactResult(result, redact) }),
  }
}
