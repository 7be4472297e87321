import { type Context, defineCheck, type Outcome, pass, skip } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { type History, historyOf } from './history.ts'
import { operationTrouble, probe } from './operation.ts'
import { roundTrip } from './probe-object.ts'
import { type Place, place } from './target.ts'

/** Fresh keys flap between front ends: after a refusal, this many good round trips in a row. */
const STREAK = 5
/** Without any refusal, only enough to meet more than one front end. */
const SHORT_STREAK = 2
/** The pause between round trips after a refusal, in milliseconds. */
const PAUSE_MS = 500

export default defineCheck<CauseId>({
  id: 'storage/propagation',
  title: 'Keys are known everywhere',
  needs: ['storage/put'],
  network: true,
  writes: true,
  whileWaiting: true,
  async run(context) {
    const at = place(context)
    if (at === undefined) return skip('there is no bucket to ask', 'bucket')
    const history = historyOf(context)
    const first = await (await probe.peek(context))?.removed
    if (first?.gone === false) return skip('what is written cannot be removed, so no more is')
    let seen = history.refusals
    let good = 0
    while (good < streak(history)) {
      context.say(
        `round trip ${good + 1} of ${streak(history)}, ${history.refusals} refusals so far`,
      )
      const trouble = await once(context, at)
      if (trouble !== undefined) return trouble
      // Whoever met a refusal meanwhile, the streak begins anew.
      good = history.refusals === seen ? good + 1 : 0
      seen = history.refusals
      if (history.refusals > 0) await pause(context.signal)
    }
    const { refusals, flaps } = history
    return pass({ roundTrips: good, refusals, flaps, waitedMs: Math.round(context.wait.spent()) })
  },
})

function streak({ refusals }: History): number {
  return refusals > 0 ? STREAK : SHORT_STREAK
}

/** One round trip on connections of its own; what went wrong, if anything did. */
async function once(
  context: Context,
  { target, prefix }: Place,
): Promise<Outcome<CauseId> | undefined> {
  const s3 = await context.clients.s3(target)
  const trip = roundTrip(context, s3, target.bucket, prefix)
  const put = operationTrouble(context, await trip.put, 's3:PutObject')
  const got = await trip.got
  const { gone, told } = await trip.removed
  // What earlier ones could not remove, now that keys are known.
  for (const earlier of gone ? historyOf(context).unremoved : []) await earlier.again()
  s3.close()
  const read = got === undefined ? undefined : operationTrouble(context, got.told, 's3:GetObject')
  return put ?? read ?? (gone ? undefined : operationTrouble(context, told, 's3:DeleteObject'))
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PAUSE_MS)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}
