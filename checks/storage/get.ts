import { defineCheck, fail, pass, skip } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { operationTrouble } from './operation.ts'
import { probe } from './probe.ts'
import { type RoundTrip, unremovedIn } from './probe-object.ts'
import { s3Evidence } from './s3-reply.ts'

export default defineCheck<CauseId>({
  id: 'storage/get',
  title: 'Bucket gives back what was written',
  needs: ['storage/put'],
  network: true,
  writes: true,
  async run(context) {
    // In a later attempt, the object that could not be removed is read: no other is written.
    const unremoved = await storedAmong(unremovedIn(context))
    const trip = unremoved ?? (await probe(context))
    const got = await (unremoved?.read() ?? trip?.got)
    if (trip === undefined || got === undefined)
      return skip('nothing was written that could be read')
    const { exchange, same, reads } = got
    const { key } = trip
    // Written a moment ago, and not there or not the same: what is written here is not what is read.
    if (exchange.answered && exchange.reply.code === 'NoSuchKey') {
      return fail('storage/wrong-data', { ...s3Evidence(exchange.reply, 's3:GetObject'), key })
    }
    const trouble = await operationTrouble(context, exchange, 's3:GetObject')
    if (trouble !== undefined || !exchange.answered) return trouble ?? skip('nothing was read')
    const evidence = {
      ...s3Evidence(exchange.reply, 's3:GetObject'),
      key,
      bytes: exchange.reply.answer.body.length,
      ...(reads === 1 ? {} : { reads }),
    }
    return same ? pass(evidence) : fail('storage/wrong-data', evidence)
  },
})

/** A round trip whose object is certain to be there. */
async function storedAmong(trips: Iterable<RoundTrip>): Promise<RoundTrip | undefined> {
  for (const trip of trips) if (await trip.stored.catch(() => false)) return trip
  return undefined
}
