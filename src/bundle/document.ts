import type { Report } from '../report/report.ts'
import type { Triage } from '../triage/document.ts'
import type { EnvironmentFacts } from './environment.ts'

/** One file of a bundle. */
export interface BundleFile {
  /** Within the bundle: `report.json`, `logs/run.log`. */
  readonly name: string
  readonly bytes: Uint8Array
  /** What it is, for a reader of the manifest. */
  readonly what: string
}

/** A log as it goes into a bundle, or why it does not. */
export type BundledLog =
  | { readonly file: BundleFile; readonly size: number; readonly cut: boolean }
  | { readonly name: string; readonly left: string }

/** What a bundle is made of, before it is laid out. */
export interface BundleContent {
  readonly report: Report
  readonly environment: EnvironmentFacts
  /** As the kernel shows it; absent where there is none. */
  readonly mountinfo?: string
  readonly logs: readonly BundledLog[]
  readonly triage: Triage
  readonly createdAt: Date
}

/** What is in a bundle: `manifest.json`. */
export interface Manifest {
  readonly schema: 'artifacts-doctor/bundle/v1'
  readonly doctor: { readonly version: string }
  readonly createdAt: string
  readonly verdict: Report['verdict']
  readonly caps: {
    readonly perLogBytes: number
    readonly logs: number
    readonly totalBytes: number
  }
  /** Every file but the manifest itself. */
  readonly files: readonly {
    readonly name: string
    readonly what: string
    readonly size: number
    readonly sha256: string
  }[]
  /** Logs of which only the end is there: how much of how much, in bytes. */
  readonly cut: readonly { readonly name: string; readonly kept: number; readonly size: number }[]
  /** Logs that were named and are not there, and why. */
  readonly left: readonly { readonly name: string; readonly why: string }[]
}

/** What was taken out of a bundle: `redactions.json`. It holds no value, and nothing made of one. */
export interface Redactions {
  readonly schema: 'artifacts-doctor/redactions/v1'
  readonly note: string
  /** How often each rule has left its mark. */
  readonly rules: Readonly<Record<string, number>>
  readonly files: Readonly<Record<string, Readonly<Record<string, number>>>>
}
