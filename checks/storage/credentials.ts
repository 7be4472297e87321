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
import { signedAnswer } from './answers.ts'
import { historyOf } from './history.ts'
import { keyRefused } from './refused.ts'
import { answerInRightRegion } from './region.ts'
import { regionRefused } from './region-said.ts'
import { type S3Says, s3Evidence } from './s3-says.ts'
import { signatureRefused } from './signature.ts'

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
    const hidden = regionRefused(first.says)
    const told = hidden ? await answerInRightRegion(context) : first
    if (!told?.answered) return skip('the region was refused before the key was looked at')
    const { says, onItsWay } = told
    const evidence: Evidence = {
      ...s3Evidence(says),
      ...(hidden ? { signedFor: first.says.expectedRegion ?? 'the region of the bucket' } : {}),
    }
    if (says.code === 'SignatureDoesNotMatch') {
      if (hidden) return fail('storage/secret-mismatch', evidence, ['storage/request-rewritten'])
      // Known at last, the key shows that its secret is wrong: storage/region judged an earlier answer.
      if (historyOf(context).refusals > 0) return signatureRefused(context, says, evidence)
      return skip('the signature was refused before the key was judged')
    }
    if (says.code === 'RequestTimeTooSkewed' || regionRefused(says)) {
      return skip('the request was refused before the key was looked at')
    }
    return keyTrouble(context, says, onItsWay, evidence) ?? pass(evidence)
  },
})

/** The cause of an answer that is about the key or its session token; undefined for every other. */
export function keyTrouble(
  context: Context,
  says: S3Says,
  onItsWay: boolean,
  evidence: Evidence,
): Outcome<CauseId> | undefined {
  switch (says.code) {
    case 'InvalidAccessKeyId':
    case 'InvalidSecurity':
    case 'Unauthorized':
    case 'InvalidClientTokenId':
      return keyRefused(context, onItsWay, evidence)
    case 'AuthorizationHeaderMalformed':
      return fail('storage/invalid-access-key', evidence, ['storage/keys-swapped'])
    case 'InvalidArgument':
      return /access key/i.test(says.message ?? '')
        ? fail('storage/invalid-access-key', evidence)
        : undefined
    case 'ExpiredToken':
    case 'ExpiredTokenException':
    case 'TokenRefreshRequired':
    case 'InvalidToken':
    case 'InvalidTokenId':
      return fail('storage/token-expired', evidence)
    default:
      return undefined
  }
}
