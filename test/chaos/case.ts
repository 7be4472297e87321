import type { CauseId } from '../../checks/causes/index.ts'
import type { Asked } from '../support/run-check.ts'

/** Who is made to meet a hostile server. */
export type Client = 'orchestrator' | 's3' | 'redis'

/** What must be said first: a cause, or that nothing could be told. */
export type Expected = CauseId | 'could not tell'

/** A hostile server that runs, and what the doctor is told of it. */
export interface Scene {
  /** The run: its checks, settings and environment. */
  readonly asked: Asked
  /** Whatever a hostile server points to that nobody configured: it must hear nothing. */
  elsewhere?(): readonly string[]
  stop(): Promise<unknown>
}

/** One stage × behaviour × client, and what must come of it. */
export interface Case {
  readonly client: Client
  /** How far the conversation came before the server turned hostile. */
  readonly stage: string
  /** What it did then. */
  readonly behaviour: string
  readonly scene: () => Promise<Scene>
  readonly expected: Expected
  /** The cause is but a warning. */
  readonly warning?: true
  /** How long the run may take; `LIMIT_MS` unless given. */
  readonly withinMs?: number
}

/** Long enough to tell silence from a slow start, on a machine that has other things to do. */
export const TIMEOUT_MS = 2500
/** How much longer than its limit a run may take, on a machine that has other things to do. */
export const SLACK_MS = 6000
/** What a run of one stage may take. */
export const LIMIT_MS = TIMEOUT_MS + SLACK_MS

/** The name of a case, which no other one has. */
export function nameOf({ client, stage, behaviour }: Case): string {
  return `${client} · ${stage} · ${behaviour}`
}
