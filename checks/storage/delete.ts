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
import { troubleEvidence } from '../network.ts'
import { probe } from './probe.ts'
import { unremovedIn } from './probe-object.ts'
import { perhapsFresh } from './refused.ts'
import type { Removal } from './remove-probe.ts'
import type { S3Exchange } from './s3-exchange.ts'
import { s3Evidence } from './s3-reply.ts'

export default defineCheck<CauseId>({
  id: 'storage/delete',
  title: 'Bucket lets objects be removed',
  needs: ['storage/put'],
  network: true,
  writes: true,
  async run(context) {
    // In a later attempt, the object that stayed is tried again: no other is written for it.
    const [unremoved] = unremovedIn(context)
    const trip = unremoved ?? (await probe(context))
    if (trip === undefined) return skip('nothing was written')
    return judge(context, trip.key, await (unremoved?.again() ?? trip.removed))
  },
})

function judge(context: Context, key: string, removal: Removal): Outcome<CauseId> {
  const { gone, hidden, exchange, version } = removal
  const action = 's3:DeleteObject'
  const evidence = {
    ...(exchange.answered
      ? s3Evidence(exchange.reply, action)
      : { ...troubleEvidence(exchange.trouble), action }),
    key,
    ...(version === undefined ? {} : { version }),
  }
  if (gone) return pass(evidence)
  const freshKeys = exchange.answered && exchange.freshKeys
  if (freshKeys && context.wait.left() > 0) return fail('storage/iam-propagation', evidence)
  const bucket = context.settings.get('bucket') ?? ''
  const rule = locked(exchange)
  const kept: Evidence = rule ? { kept: 'by a rule' } : hidden ? { kept: 'as a version' } : {}
  const others = [...unremovedIn(context)].map((trip) => trip.key)
  const alsoLeft = others.filter((other) => other !== key).join(', ')
  return fail(
    'storage/delete-denied',
    { ...evidence, bucket, ...kept, ...(alsoLeft === '' ? {} : { alsoLeft }) },
    // Ceph denies what a retention keeps without a word of it.
    rule || hidden ? ['storage/object-locked'] : perhapsFresh(context, freshKeys),
  )
}

/** Codes of Cloudflare R2, then of Google Cloud Storage (xml-api/reference-status). */
const LOCKED = new Set([
  'ObjectLockedByBucketPolicy',
  'RetentionPolicyNotMet',
  'ObjectUnderActiveHold',
])

/** Whether a rule of the bucket keeps the object, and not a lack of permission. */
function locked(exchange: S3Exchange): boolean {
  if (!exchange.answered) return false
  const { code = '', message = '' } = exchange.reply
  return LOCKED.has(code) || /object lock|WORM protected/i.test(message)
}
