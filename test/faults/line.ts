import type { CauseId } from '../../checks/causes/index.ts'
import type { Machine } from '../../src/context.ts'
import type { Files } from '../../src/disk/files.ts'
import type { Given } from '../../src/settings/setting-sources.ts'

/** A set-up, healthy or not, that the doctor is let loose on. */
export interface World {
  /** As if they were typed as flags. */
  readonly flags: Given
  /** All of the doctor's environment. */
  readonly env: Readonly<Record<string, string>>
  /** As `--wait`. */
  readonly waitMs?: number
  readonly timeoutMs?: number
  /** The checks that run; `storage/*` and `host/clock` unless given. */
  readonly only?: readonly string[]
  /** What the doctor runs on; this very machine unless given. */
  readonly machine?: Machine
  /** The disk that the doctor sees; without it, the real mounts and nothing else. */
  readonly files?: Files
  /** The doctor's clock. */
  readonly now?: () => number
  /** What is in the bucket now that was not there before, where that can be seen. */
  left(): Promise<readonly string[]>
  stop(): Promise<void>
}

/** The parts of the grid, as `npm run accuracy` counts them. */
export type Area =
  | 'settings'
  | 'signature'
  | 'region'
  | 'keys'
  | 'denied'
  | 'bucket'
  | 'endpoint'
  | 'network'
  | 'state'
  | 'propagation'
  | 'clock'
  | 'auth'
  | 'orchestrator'
  | 'workspace'
  | 'metadata'
  | 'host'
  | 'mount'
  | 'combined'

interface Common {
  readonly area: Area
  /** How the fault, or the variant, is made; each line's own. */
  readonly what: string
  /** Where it is known from: a documentation page, an issue, a capture, a server's source. */
  readonly source: string
  readonly world: () => Promise<World>
}

/** One way to be broken, and what the doctor must say of it. */
export interface Fault extends Common {
  /** The cause that must be the first root. */
  readonly root: CauseId
  /** The check that names it. */
  readonly check: string
  /** A part of that check's evidence; a RegExp for what the text must match. */
  readonly seen: Readonly<Record<string, string | number | boolean | RegExp>>
  /** Other failures that are as real; no further one may be reported. Where faults are combined, each must be. */
  readonly also?: readonly CauseId[]
  /** Checks that must be blocked, by the checks that alone may be named for it, in report order. */
  readonly blocked?: Readonly<Record<string, readonly string[]>>
  /** What the doctor wrote cannot be removed, and it says so. */
  readonly leaves?: true
}

/** One way to be healthy: nothing may fail, and none of these checks may skip or be unsure. */
export interface Healthy extends Common {
  readonly passes: readonly string[]
  /** Warnings that are due, by check. */
  readonly warns?: Readonly<Record<string, CauseId>>
  readonly exitCode: 0 | 3
}

export type Line = Fault | Healthy
