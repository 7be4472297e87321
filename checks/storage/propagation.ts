import { type Context, defineCheck, type Outcome, pass, skip } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { historyOf } from './history.ts'
import { operationTrouble } from './operation.ts'
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
    const at = await place(context)
    if (at === undefined) return skip('there is no bucket to ask', 'bucket')
    const history = historyOf(context)
    const wanted = history.refusals > 0 ? STREAK : SHORT_STREAK
    for (let good = 0; good < wanted; good += 1) {
      context.say(`round trip ${good + 1} of ${wanted}, ${history.refusals} refusals so far`)
      const trouble = await once(context, at)
      if (trouble !== undefined) return trouble
      if (history.refusals > 0) await pause(context.signal)
    }
    const { refusals, flaps } = history
    return pass({ roundTrips: wanted, refusals, flaps, waitedMs: Math.round(context.wait.spent()) })
  },
})

/** One round trip on connections of its own; what went wrong, if anything did. */
async function once(
  context: Context,
  { target, prefix }: Place,
): Promise<Outcome<CauseId> | undefined> {
  const s3 = await context.clients.s3(target)
  const trip = roundTrip(context, s3, target.bucket, prefix)
  const put = operationTrouble(context, await trip.put, 's3:PutObject')
  const got = await trip.got
  const { told } = await trip.removed
  s3.close()
  const read = got === undefined ? undefined : operationTrouble(context, got.told, 's3:GetObject')
  // A delete that is denied is another check's finding; only an unknown key counts here.
  const removed = told.answered && told.onItsWay && told.says.code === 'InvalidAccessKeyId'
  return put ?? read ?? (removed ? operationTrouble(context, told, 's3:DeleteObject') : undefined)
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
