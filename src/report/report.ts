import type { Cause, Step } from '../catalogue.ts'
import type { Result, Status, Waived } from '../run/result.ts'
import type { Verdict } from './verdict.ts'

/** A cause that a run found, with everything a reader needs to mend it. */
export interface RootCause {
  readonly cause: string
  readonly severity: 'fail' | 'warn'
  readonly checks: readonly string[]
  /** The checks that are blocked because of it. */
  readonly unblocks: readonly string[]
  readonly title: string
  readonly why: string
  readonly fix: readonly Step[]
  readonly docs: string
  readonly documented: boolean
  readonly documentedAs?: { readonly seen?: string; readonly cause: string }
  readonly transient: boolean
  readonly owner: Cause['owner']
  readonly alternatives: readonly string[]
  /** A waiver covers it wherever it was met: it fails no run. */
  readonly waived?: Waived
  /** Where the configuration says how severe it is, in place of the catalogue. */
  readonly severityFrom?: string
}

/** The configuration that counted: a file named with `--config`, or one that was found. */
export interface ReportedConfig {
  readonly path: string
  readonly source: '--config' | 'found'
  readonly profile?: string
}

/** A setting as a report shows it: a secret is only present. */
export type ShownSetting =
  | { readonly value: string; readonly source: string; readonly ignored?: string }
  | { readonly present: true; readonly source: string }

/** Everything a run found; the reporters only render it. */
export interface Report {
  readonly schema: 'artifacts-doctor/report/v1'
  readonly doctor: { readonly version: string }
  readonly startedAt: string
  readonly durationMs: number
  readonly verdict: Verdict
  readonly exitCode: number
  readonly config?: ReportedConfig
  readonly settings: Readonly<Record<string, ShownSetting>>
  readonly summary: Readonly<Record<Status, number>>
  readonly rootCauses: readonly RootCause[]
  /** What made the verdict `undetermined`, a sentence each; absent when nothing did. */
  readonly undetermined?: readonly string[]
  /** What the run was to write, and remove again. */
  readonly writes?: string
  /** What it wrote and could not remove. */
  readonly leftovers?: readonly string[]
  /** The signal that ended the run early. */
  readonly interrupted?: 'SIGINT' | 'SIGTERM'
  readonly checks: readonly ReportedCheck[]
}

/** A check as a report shows it: what became of it, and what it needed. */
export type ReportedCheck = Result & { readonly needs?: readonly string[] }
