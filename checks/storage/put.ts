import {
  type Context,
  defineCheck,
  type Evidence,
  fail,
  type Outcome,
  pass,
  skip,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { operationTrouble } from './operation.ts'
import { formTrouble, probe } from './probe.ts'
import type { RoundTrip } from './probe-object.ts'
import { defaultRetention } from './retention.ts'
import { s3Evidence } from './s3-reply.ts'

export default defineCheck<CauseId>({
  id: 'storage/put',
  title: 'Bucket accepts writes',
  needs: ['storage/bucket'],
  network: true,
  writes: true,
  async run(context) {
    const kept = await defaultRetention(context)
    if (kept !== undefined)
      return fail('storage/object-locked', { ...kept, bucket: bucketOf(context) })
    const trip = await probe(context)
    if (trip === undefined) return skip('there is no bucket to write to', 'bucket')
    context.say('writing 100 bytes')
    const exchange = await trip.put
    const form = exchange.answered ? await formTrouble(context, exchange.reply) : undefined
    const trouble = form ?? (await operationTrouble(context, exchange, 's3:PutObject'))
    if (trouble !== undefined) return withLeftover(trouble, trip)
    return pass({
      ...(exchange.answered ? s3Evidence(exchange.reply, 's3:PutObject') : {}),
      key: trip.key,
      bytes: 100,
    })
  },
})

function bucketOf({ settings }: Context): string {
  return settings.get('bucket') ?? ''
}

/** A put without a clear refusal may have been stored all the same: if it could not be removed, say where. */
async function withLeftover(trouble: Outcome<CauseId>, trip: RoundTrip): Promise<Outcome<CauseId>> {
  if (trouble.status === 'skip' || (await trip.removed).gone) return trouble
  const evidence: Evidence = { ...trouble.evidence, maybeLeft: trip.key }
  return { ...trouble, evidence }
}
