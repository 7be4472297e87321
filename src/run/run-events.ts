import type { Report, ReportedCheck } from '../report/report.ts'

/** What happens in a run, as it happens, without secrets; `at` is the time of day in ISO 8601. */
export type RunEvent =
  | { readonly event: 'run.start'; readonly at: string; readonly checks: readonly string[] }
  | {
      readonly event: 'check.start'
      readonly at: string
      readonly id: string
      readonly title: string
    }
  | {
      readonly event: 'check.retry'
      readonly at: string
      readonly id: string
      readonly check: ReportedCheck
    }
  | {
      readonly event: 'check.end'
      readonly at: string
      readonly id: string
      readonly check: ReportedCheck
    }
  | { readonly event: 'run.end'; readonly at: string; readonly report: Report }

/** Hears of a run's checks as they happen, without secrets and as the report will show them. */
export interface Listener {
  started?(check: { readonly id: string; readonly title: string }): void
  /** An attempt ended in a cause that may clear; another one follows. */
  retrying?(check: ReportedCheck): void
  ended?(check: ReportedCheck): void
}

/** A listener that makes what it hears into events. */
export function eventListener(emit: (event: RunEvent) => void): Listener {
  const at = () => new Date().toISOString()
  return {
    started: ({ id, title }) => emit({ event: 'check.start', at: at(), id, title }),
    retrying: (check) => emit({ event: 'check.retry', at: at(), id: check.id, check }),
    ended: (check) => emit({ event: 'check.end', at: at(), id: check.id, check }),
  }
}
