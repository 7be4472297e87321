import type { Evidence } from '../check.ts'

interface Ran {
  readonly id: string
  readonly title: string
  /** When it began, in milliseconds after the run did. */
  readonly startMs: number
  readonly durationMs: number
  readonly attempts: number
}

/** Why a cause is tolerated, and until which day, inclusive (`2027-01-31`, in UTC). */
export interface Waived {
  readonly reason: string
  readonly until: string
}

/** What became of one check in a run. */
export type Result =
  | (Ran & { readonly status: 'pass'; readonly evidence: Evidence })
  | (Ran & {
      readonly status: 'warn' | 'fail'
      readonly cause: string
      readonly evidence: Evidence
      readonly alternatives?: readonly string[]
      /** A waiver of the configuration covers it: it fails no run. */
      readonly waived?: Waived
    })
  | (Ran & { readonly status: 'error'; readonly reason: string; readonly evidence?: Evidence })
  | {
      readonly id: string
      readonly title: string
      readonly status: 'blocked'
      /** The roots: checks that ended `fail` or `error`, in report order. */
      readonly blockedBy: readonly string[]
    }
  | {
      readonly id: string
      readonly title: string
      readonly status: 'skip'
      readonly reason: string
      /** The setting that would let it run. */
      readonly missing?: string
      /** Whether a flag ruled it out, itself or what it needs. */
      readonly ruledOut?: true
    }

/** The status of a check in a report. */
export type Status = Result['status']
