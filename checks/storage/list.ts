import {
  type Context,
  defineCheck,
  type Evidence,
  fail,
  type Outcome,
  pass,
  skip,
  unsure,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { networkOutcome } from '../network.ts'
import { signedAnswer } from './answers.ts'
import { conditionOnAll, denied } from './denied.ts'
import { listingOf } from './listing.ts'
import { missingPolicy } from './missing-policy.ts'
import { operationTrouble } from './operation.ts'
import { probe } from './probe.ts'
import { perhapsFresh, ROOT_ONLY, rootOnly } from './refused.ts'
import { isDenied, type S3Answered } from './s3-exchange.ts'
import { element, isListing, type S3Reply, s3Evidence, textOf } from './s3-reply.ts'

export default defineCheck<CauseId>({
  id: 'storage/list',
  title: 'Bucket can be listed',
  needs: ['storage/bucket'],
  after: ['storage/put', 'storage/get'],
  network: true,
  async run(context) {
    const exchange = await signedAnswer(context)
    if (exchange === undefined) return skip('there is no signed answer to judge')
    if (!exchange.answered) return networkOutcome(exchange.trouble)
    const { reply } = exchange
    const evidence = {
      ...s3Evidence(reply, 's3:ListBucket'),
      prefix: context.settings.get('prefix') ?? '',
    }
    if (isListing(reply)) return pass({ ...evidence, keys: keyCount(reply) })
    if (reply.code !== 'AccessDenied') {
      const action = 's3:ListBucket'
      return (
        (await operationTrouble(context, exchange, action)) ??
        unsure('the answer is not a listing', evidence)
      )
    }
    return refused(context, exchange, evidence)
  },
})

/** Format goes through without a listing: what a refusal means depends on whether writing works. */
async function refused(
  context: Context,
  exchange: S3Answered,
  evidence: Evidence,
): Promise<Outcome<CauseId>> {
  const { freshKeys, reply } = exchange
  if (freshKeys && context.wait.left() > 0) return fail('storage/iam-propagation', evidence)
  if (rootOnly(context)) return unsure(ROOT_ONLY, evidence)
  const put = await (await probe.peek(context))?.put
  if (put === undefined)
    return unsure('listing is denied, and whether writing is was not tried', evidence)
  if (isDenied(put)) return denied(context, exchange, 's3:ListBucket')
  const condition = await conditionOnAll(context)
  if (condition !== undefined) return fail(condition, evidence)
  const missing = await missingPolicy(context, 's3:ListBucket', reply)
  return fail('storage/list-denied', { ...evidence, ...missing }, perhapsFresh(context, freshKeys))
}

function keyCount(reply: S3Reply): number {
  return Number(element(textOf(reply), 'KeyCount') ?? listingOf(reply).objects.length)
}
