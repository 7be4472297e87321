import type { Context } from '../../src/index.ts'

/** What a run has learnt about its keys: it outlives the facts that are forgotten between attempts. */
export interface History {
  refusals: number
  good: number
  /** Good answers that were followed by a refusal. */
  flaps: number
  /** Whether the bucket is let in only as a part of the host's name. */
  virtual: boolean
}

const histories = new WeakMap<Context['memory'], History>()

/** The history of this run. */
export function historyOf({ memory }: Context): History {
  let history = histories.get(memory)
  if (history === undefined) {
    history = { refusals: 0, good: 0, flaps: 0, virtual: false }
    histories.set(memory, history)
  }
  return history
}

/**
 * Notes an answer and says whether it is a refusal such as fresh keys meet on their way through
 * a provider: an unknown key, or a denial after one or after a good answer in this run.
 * Source: hashicorp/vault#687 on the phases that new IAM keys go through.
 */
export function noteAnswer(context: Context, code: string | undefined, good: boolean): boolean {
  const history = historyOf(context)
  const fresh =
    code === 'InvalidAccessKeyId' ||
    (code === 'AccessDenied' && (history.refusals > 0 || history.good > 0))
  if (good) history.good += 1
  if (fresh) {
    if (history.good > 0) history.flaps += 1
    history.refusals += 1
  }
  return fresh
}
