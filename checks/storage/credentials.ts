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
import { networkOutcome } from '../network.ts'
import { listSigned, signedAnswer } from './answers.ts'
import { historyOf } from './history.ts'
import { keyTrouble } from './key-trouble.ts'
import { isRegionRefusal } from './other-region.ts'
import { answerInRightRegion, signingTrouble } from './region.ts'
import { isListed } from './s3-exchange.ts'
import { type S3Reply, s3Evidence } from './s3-reply.ts'
import { place } from './target.ts'

export default defineCheck<CauseId>({
  id: 'storage/credentials',
  title: 'Access key is known and in force',
  needs: ['storage/keys', 'storage/reachable'],
  network: true,
  async run(context) {
    const first = await signedAnswer(context)
    if (first === undefined) return skip('there is no signed answer to judge')
    // Asked again after a refusal, it may not even be reached any more.
    if (!first.answered) return networkOutcome(first.trouble)
    // Known at last, a key shows what else is wrong; storage/region judged an earlier answer.
    const late = historyOf(context).refusals > 0
    const trouble = late ? await signingTrouble(context, first.reply) : undefined
    if (trouble !== undefined) return trouble
    const hidden = isRegionRefusal(first.reply)
    const exchange = hidden ? await answerInRightRegion(context) : first
    if (!exchange?.answered) return skip('the region was refused before the key was looked at')
    const { reply, freshKeys } = exchange
    const signedFor = first.reply.expectedRegion ?? 'the region of the bucket'
    const evidence: Evidence = { ...s3Evidence(reply), ...(hidden ? { signedFor } : {}) }
    if (reply.code === 'SignatureDoesNotMatch') {
      return hidden
        ? fail('storage/secret-mismatch', evidence, ['storage/request-rewritten'])
        : skip('the signature was refused before the key was judged')
    }
    if (reply.code === 'RequestTimeTooSkewed' || isRegionRefusal(reply)) {
      return skip('the request was refused before the key was looked at')
    }
    return (
      keyTrouble(context, reply, freshKeys, evidence) ??
      (await tokenLeftOver(context, reply, evidence)) ??
      pass(evidence)
    )
  },
})

/** The outcome where permanent keys are denied with a session token beside them and accepted without it. */
async function tokenLeftOver(
  context: Context,
  reply: S3Reply,
  evidence: Evidence,
): Promise<Outcome<CauseId> | undefined> {
  const { keys } = place(context)?.target ?? {}
  // Ceph calls a token that it cannot read an invalid argument.
  if (reply.code !== 'AccessDenied' && reply.code !== 'InvalidArgument') return undefined
  if (keys?.sessionToken === undefined) return undefined
  const { sessionToken: _, ...lasting } = keys
  const exchange = await listSigned(context, { keys: lasting })
  return isListed(exchange)
    ? fail('storage/token-invalid', { ...evidence, withoutToken: 'accepted' })
    : undefined
}
