import type { Context } from './context.ts'

/** Facts that were seen, in flat values; never a secret. */
export type Evidence = Readonly<Record<string, string | number | boolean>>

/** What a check found: it holds, a cause was named, it does not apply, or it could not tell. */
export type Outcome<Id extends string = string> =
  | { readonly status: 'pass'; readonly evidence: Evidence }
  | {
      readonly status: 'fail'
      readonly cause: Id
      readonly evidence: Evidence
      readonly alternatives?: readonly Id[]
    }
  | { readonly status: 'skip'; readonly reason: string; readonly missing?: string }
  | { readonly status: 'error'; readonly reason: string; readonly evidence?: Evidence }

/**
 * One question about the set-up, asked with real means.
 *
 * - `id` is `area/noun`; `title` says what holds when the check passes.
 * - `needs` name the checks that must hold before this one is worth a probe; `after` those that
 *   only need to have ended: it may read the facts they fetched (`fact.peek`), never start one. A
 *   glob in `after` stands for the checks that it fits and that ask a server.
 * - `network` checks are skipped by `--offline`, `writes` by `--read-only`, and those
 *   `whileWaiting` are in the run only under `--wait`.
 */
export interface Check<Id extends string = string> {
  readonly id: string
  readonly title: string
  readonly needs?: readonly string[]
  readonly after?: readonly string[]
  readonly network?: true
  readonly writes?: true
  readonly whileWaiting?: true
  /** How many rounds it makes; each may take as long as an attempt. */
  readonly rounds?: number
  run(context: Context): Outcome<Id> | Promise<Outcome<Id>>
}

/** Types a check: `Id` is the union of the causes it may name. */
export function defineCheck<Id extends string = string>(check: Check<Id>): Check<Id> {
  return check
}

/** What the title claims holds, as this evidence shows. */
export function pass(evidence: Evidence = {}): Outcome<never> {
  return { status: 'pass', evidence }
}

/** Names a likely cause; the catalogue says whether it is a failure or a warning. */
export function fail<const Id extends string>(
  cause: Id,
  evidence: Evidence = {},
  alternatives: readonly Id[] = [],
): Outcome<Id> {
  return alternatives.length === 0
    ? { status: 'fail', cause, evidence }
    : { status: 'fail', cause, evidence, alternatives }
}

/** The question does not apply; `missing` names the setting that would let it be asked. */
export function skip(reason: string, missing?: string): Outcome<never> {
  return missing === undefined ? { status: 'skip', reason } : { status: 'skip', reason, missing }
}

/** The check could not tell, and claims nothing. */
export function unsure(reason: string, evidence?: Evidence): Outcome<never> {
  return evidence === undefined
    ? { status: 'error', reason }
    : { status: 'error', reason, evidence }
}
