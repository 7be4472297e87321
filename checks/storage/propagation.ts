import { type Context, defineCheck, type Outcome, pass, skip } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { type History, historyOf } from './history.ts'
import { operationTrouble } from './operation.ts'
import { probe } from './probe.ts'
import { roundTrip, unremovedIn } from './probe-object.ts'
import { knownRetention } from './retention.ts'
import { type Place, place } from './target.ts'

/**
 * Fresh keys flap between front ends: after a refusal, this many good round trips in a row, over
 * at least so long. Sources: hashicorp/vault#687 and #3115; terraform-provider-aws waits for the
 * wanted answer several times in succession.
 */
const STREAK = 5
const SPAN_MS = 8000
/** Without any refusal, only enough to meet more than one front end. */
const SHORT_STREAK = 2

export default defineCheck<CauseId>({
  id: 'storage/propagation',
  title: 'Keys are known everywhere',
  needs: ['storage/put'],
  network: true,
  writes: true,
  whileWaiting: true,
  rounds: STREAK,
  async run(context) {
    const at = place(context)
    if (at === undefined) return skip('there is no bucket to ask', 'bucket')
    if ((await knownRetention(context)) !== undefined)
      return skip('nothing is written to a bucket that keeps everything')
    const history = historyOf(context)
    const first = await (await probe.peek(context))?.removed
    if (first?.gone === false) return skip('what is written cannot be removed, so no more is')
    const addresses = await context.clients.addresses(at.target.endpoint, context.signal)
    let seen = history.refusals
    let good = 0
    let since = performance.now()
    for (let turn = 0; !enough(history, good, since, addresses); turn += 1) {
      context.say(`${good} good round trips in a row, ${history.refusals} refusals so far`)
      const trouble = await once(context, at, turn)
      if (trouble !== undefined) return trouble
      // Whoever met a refusal meanwhile, the streak begins anew.
      if (history.refusals !== seen) {
        seen = history.refusals
        good = 0
        since = performance.now()
      } else good += 1
      if (history.refusals > 0 && !enough(history, good, since, addresses)) {
        await pause(context.signal, SPAN_MS / (STREAK - 1))
      }
    }
    const { refusals, flaps } = history
    return pass({
      roundTrips: good,
      addresses,
      refusals,
      flaps,
      waitedMs: Math.round(context.wait.spent()),
    })
  },
})

/** Whether the streak is long enough; after a refusal, it must have met every address as well. */
function enough({ refusals }: History, good: number, since: number, addresses: number): boolean {
  if (refusals === 0) return good >= SHORT_STREAK
  return good >= Math.max(STREAK, Math.min(addresses, 16)) && performance.now() - since >= SPAN_MS
}

/** One round trip on connections of its own, to the address whose turn it is; what went wrong, if anything did. */
async function once(
  context: Context,
  { target, prefix }: Place,
  turn: number,
): Promise<Outcome<CauseId> | undefined> {
  const s3 = await context.clients.s3({ ...target, turn })
  const trip = roundTrip(context, s3, target.bucket, prefix)
  const put = await operationTrouble(context, await trip.put, 's3:PutObject')
  const got = await trip.got
  const { gone, exchange } = await trip.removed
  // What earlier ones could not remove, now that keys are known.
  for (const earlier of gone ? unremovedIn(context) : []) await earlier.again()
  s3.close()
  const read =
    got === undefined ? undefined : operationTrouble(context, got.exchange, 's3:GetObject')
  if (put !== undefined) return put
  return (await read) ?? (gone ? undefined : operationTrouble(context, exchange, 's3:DeleteObject'))
}

function pause(signal: AbortSignal, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
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
