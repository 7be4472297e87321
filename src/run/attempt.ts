import { setTimeout as sleep } from 'node:timers/promises'
import type { Catalogue } from '../catalogue.ts'
import type { Check, Outcome } from '../check.ts'
import type { Context } from '../context.ts'
import { showDuration } from '../duration.ts'
import { soundOutcome } from '../plugins/outcome-shape.ts'
import { describeThrown, messageOf } from '../thrown.ts'
import type { Result } from './result.ts'

/** Backoff between attempts, in milliseconds: doubles from the first to the longest. */
const FIRST_PAUSE = 500
const LONGEST_PAUSE = 4000

interface AttemptOptions {
  readonly context: Context
  readonly catalogue: Catalogue
  readonly retrying?: (result: Result) => void
  /** When the run began, on the clock of `performance.now()`; when the check does, unless given. */
  readonly runStart?: number
}

/**
 * Runs a check until it ends for good: once, or again with backoff while its cause is transient
 * and the run's wait has time left. What it fetched is forgotten between attempts.
 */
export async function attempt(check: Check, options: AttemptOptions): Promise<Result> {
  const { context, catalogue } = options
  const { wait, say } = context
  const start = performance.now()
  const { runStart = start } = options
  const startedAt = Date.now()
  const result = (outcome: Outcome, attempts: number): Result => {
    const { id, title } = check
    const ran = {
      id,
      title,
      startMs: Math.round(start - runStart),
      durationMs: Math.round(performance.now() - start),
      attempts,
    }
    if (outcome.status === 'skip') return { id, title, ...outcome }
    if (outcome.status !== 'fail') return { ...ran, ...outcome }
    const { cause, alternatives = [], evidence } = outcome
    const unknown = [cause, ...alternatives].find((one) => !Object.hasOwn(catalogue, one))
    if (unknown !== undefined)
      return { ...ran, status: 'error', reason: `names the unknown cause '${unknown}'`, evidence }
    return { ...ran, ...outcome, status: catalogue[cause]?.warning ? 'warn' : 'fail' }
  }

  let over: (() => void) | undefined
  try {
    for (
      let attempts = 1, pause = FIRST_PAUSE;
      ;
      attempts += 1, pause = Math.min(2 * pause, LONGEST_PAUSE)
    ) {
      const asked = new Set<symbol>()
      const begunInTime = wait.left() > 0
      const outcome = await once(check, { ...context, asked })
      const ended = result(outcome, attempts)
      const transient = outcome.status === 'fail' && catalogue[outcome.cause]?.transient
      // A cause that is transient while there is time left is judged once more when there is none.
      if (!transient || !begunInTime || context.signal.aborted) return ended
      over ??= wait.begin()
      options.retrying?.(ended)
      const { cause } = outcome
      const since = new Date(startedAt).toTimeString().slice(0, 8)
      say(`${cause}: attempt ${attempts} since ${since}, up to ${showDuration(wait.budgetMs)}`)
      context.memory.forget(asked)
      // Jittered, so that several checks do not retry in step.
      const jittered = pause * (0.8 + 0.4 * Math.random())
      const { signal } = context
      // A timer may fire a little early: the last attempt must find nothing left.
      await sleep(Math.min(jittered, wait.left() + 2), undefined, { signal }).catch(() => {})
      if (signal.aborted) return result(stopped(signal), attempts)
    }
  } finally {
    over?.()
  }
}

/** One attempt, ended by its limit or the run's signal; a throw is an `error`. */
async function once(check: Check, context: Context): Promise<Outcome> {
  const { signal: run } = context
  const timeoutMs = context.timeoutMs * (check.rounds ?? 1)
  if (run.aborted) return stopped(run)
  const own = new AbortController()
  let lastSaid: string | undefined
  const say = (text: string) => {
    lastSaid = text
    context.say(text)
  }
  let end: (outcome: Outcome) => void = () => {}
  const limit = new Promise<Outcome>((resolve) => {
    end = resolve
  })
  const timer = setTimeout(() => {
    const stage = lastSaid === undefined ? '' : ` (${lastSaid})`
    end({
      status: 'error',
      reason: `no result within ${showDuration(timeoutMs)}${stage}; --timeout allows more`,
    })
  }, timeoutMs)
  // A signal of this attempt's own: Node warns about the eleventh listener on the run's.
  const signal = AbortSignal.any([run, own.signal])
  signal.addEventListener('abort', () => end(stopped(run)), { once: true })
  try {
    const work = (async () => soundOutcome(await check.run({ ...context, signal, say })))().catch(
      crashed,
    )
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
    own.abort()
  }
}

function stopped(signal: AbortSignal): Outcome {
  return { status: 'error', reason: messageOf(signal.reason) }
}

function crashed(error: unknown): Outcome {
  return { status: 'error', reason: `the check crashed: ${describeThrown(error)}` }
}
