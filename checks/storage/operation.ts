import { type Context, type Evidence, fail, type Outcome, unsure } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { networkOutcome } from '../network.ts'
import { signedAnswer } from './answers.ts'
import { denied, ofKms } from './denied.ts'
import { keyTrouble } from './key-trouble.ts'
import { relayed } from './proxy-evidence.ts'
import { isListed, type S3Exchange } from './s3-exchange.ts'
import { answered, type S3Reply, s3Evidence } from './s3-reply.ts'
import { roomTrouble, serverTrouble, speaksS3 } from './server-trouble.ts'

/** The cause of an operation that did not go through; undefined where it did. */
export async function operationTrouble(
  context: Context,
  exchange: S3Exchange,
  action: string,
): Promise<Outcome<CauseId> | undefined> {
  if (!exchange.answered) return networkOutcome(exchange.trouble, { action })
  const { reply, freshKeys } = exchange
  const evidence = s3Evidence(reply, action)
  if (reply.answer.status >= 200 && reply.answer.status < 300) return undefined
  const room = roomTrouble(reply, action)
  if (room !== undefined) return room
  switch (reply.code) {
    case 'AccessDenied':
      return denied(context, exchange, action)
    case 'SignatureDoesNotMatch':
      return signedOtherwise(context, evidence)
    case 'NoSuchBucket':
      return fail('storage/no-such-bucket', evidence)
    // Google's word for it (cloud.google.com/storage/docs/requester-pays).
    case 'UserProjectMissing':
      return fail('storage/requester-pays', evidence)
    case 'RequestTimeTooSkewed':
      return fail('host/clock-skewed', evidence)
    default:
      return (
        (ofKms(reply) ? fail('storage/kms-denied', evidence) : undefined) ??
        serverTrouble(reply, action) ??
        keyTrouble(context, reply, freshKeys, evidence) ??
        notOfS3(context, reply, evidence) ??
        unsure(answered(reply, action), evidence)
      )
  }
}

/** Where a listing was accepted, key, secret and region are right: what is left is the way. */
async function signedOtherwise(context: Context, evidence: Evidence): Promise<Outcome<CauseId>> {
  const listed = await signedAnswer(context)
  return isListed(listed)
    ? fail('storage/request-rewritten', { ...evidence, listing: 'accepted' }, [
        'storage/payload-refused',
      ])
    : fail('storage/signature-mismatch', evidence, ['storage/request-rewritten'])
}

/** The outcome where something that is not S3 answers, though it let the listing through. */
function notOfS3(
  context: Context,
  reply: S3Reply,
  evidence: Evidence,
): Outcome<CauseId> | undefined {
  const { body, headers, through } = reply.answer
  if (speaksS3(reply) || body.length === 0) return undefined
  const { server } = headers
  const seen = { ...evidence, ...(server === undefined ? {} : { server }) }
  return relayed(context, reply)
    ? fail('network/proxy-refused', { ...seen, through: through ?? '' }, ['storage/not-s3'])
    : fail('storage/not-s3', seen)
}
