import type { Wait } from '../run/wait.ts'
import type { FailureCause } from './failure.ts'
import { type CommandEnd, exitCodeOf, type RanCommand } from './run-command.ts'

/** Why a command that failed is not run again. */
export type Finality =
  /** It was stopped by a signal. */
  | 'stopped'
  /** It could not be run at all. */
  | 'unstarted'
  /** Nothing that it printed is known. */
  | 'unknown'
  /** A cause of it does not clear by itself. */
  | 'lasting'
  /** It may clear, but nothing was to be waited for. */
  | 'no-wait'
  /** Running it twice may do harm. */
  | 'not-repeatable'
  /** The wait is used up. */
  | 'used-up'
  /** A check says that waiting will not help. */
  | 'check-failed'

/** What happens while a command is run, again and again if need be. */
export type ExecEvent =
  | { readonly kind: 'pausing'; readonly attempt: Attempt; readonly pauseMs: number }
  | { readonly kind: 'probing' }
  | { readonly kind: 'again'; readonly number: number }
  | { readonly kind: 'succeeded'; readonly number: number; readonly met: readonly string[] }
  | { readonly kind: 'failed'; readonly attempt: Attempt; readonly why: Finality }

/** One run of the command that failed. */
export interface Attempt {
  /** Counted from 1. */
  readonly number: number
  readonly end: CommandEnd
  readonly causes: readonly FailureCause[]
}

/** What the checks say about a cause that was waited for; `unseen` where none can tell. */
export type Probed = 'clear' | 'not-yet' | 'lasting' | 'unseen'

/** Everything that running a command repeatedly needs from outside. */
export interface Attempting {
  readonly run: () => Promise<RanCommand>
  /** What is behind a failure; `met` are the causes of earlier attempts. */
  readonly causesOf: (ran: RanCommand, met: ReadonlySet<string>) => readonly FailureCause[]
  /** Whether all of it may clear by itself. */
  readonly mayPass: (causes: readonly FailureCause[]) => boolean
  /** Looks whether these have cleared, and may wait for that. */
  readonly probe: (causes: readonly FailureCause[]) => Promise<Probed>
  /** Ends early when a signal comes. */
  readonly pause: (milliseconds: number) => Promise<void>
  readonly stopped: () => boolean
  readonly repeatable: boolean
  readonly wait: Wait
  readonly tell: (what: ExecEvent) => Promise<void>
}

/** Between two attempts, in milliseconds: doubles from the first to the longest. */
const FIRST_PAUSE = 1000
const LONGEST_PAUSE = 15_000

/**
 * Runs a command until it succeeds or fails for good. It is run again only where it is safe to
 * repeat, every cause found may clear by itself and the wait has time left. Returns its exit code.
 */
export async function runUntilDone(attempting: Attempting): Promise<number> {
  const { wait, tell } = attempting
  const met = new Set<string>()
  let over: (() => void) | undefined
  try {
    for (let number = 1, pauseMs = FIRST_PAUSE; ; number += 1) {
      const ran = await attempting.run()
      const { end } = ran
      const code = exitCodeOf(end)
      if (code === 0) {
        await tell({ kind: 'succeeded', number, met: [...met] })
        return code
      }
      const stopped = attempting.stopped()
      const causes = stopped || end.kind === 'unstarted' ? [] : attempting.causesOf(ran, met)
      const attempt: Attempt = { number, end, causes }
      const failed = async (why: Finality) => {
        await tell({ kind: 'failed', attempt, why })
        return code
      }
      const final = stopped ? 'stopped' : finality(attempt, attempting)
      if (final !== undefined) return await failed(final)
      for (const { cause } of causes) met.add(cause)
      over ??= wait.begin()
      // A timer may fire a little early: the last attempt must find nothing left.
      const pause = Math.min(pauseMs, wait.left() + 2)
      await tell({ kind: 'pausing', attempt, pauseMs: pause })
      await attempting.pause(pause)
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE)
      if (attempting.stopped()) return await failed('stopped')
      const probed = await attempting.probe(causes)
      if (attempting.stopped()) return await failed('stopped')
      switch (probed) {
        case 'clear':
        case 'unseen':
          await tell({ kind: 'again', number: number + 1 })
          break
        case 'not-yet':
          return await failed('used-up')
        case 'lasting':
          return await failed('check-failed')
      }
    }
  } finally {
    over?.()
  }
}

/** Why it ends here, if it does. */
function finality(
  { end, causes }: Attempt,
  { mayPass, repeatable, wait }: Attempting,
): Finality | undefined {
  if (end.kind === 'unstarted') return 'unstarted'
  if (causes.length === 0) return 'unknown'
  // When time is up, a cause that was waited for gets its plain name.
  const waited = wait.budgetMs > 0 && wait.left() === 0
  if (waited && causes.some(({ perhaps }) => perhaps !== undefined)) return 'used-up'
  if (!mayPass(causes)) return 'lasting'
  if (wait.budgetMs === 0) return 'no-wait'
  if (!repeatable) return 'not-repeatable'
  return waited ? 'used-up' : undefined
}
