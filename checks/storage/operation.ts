import { type Context, type Evidence, fail, type Outcome, unsure } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { networkOutcome } from '../network.ts'
import { signedAnswer } from './answers.ts'
import { denied, ofKms } from './denied.ts'
import { keyTrouble } from './key-trouble.ts'
import { relayed } from './proxy-evidence.ts'
import { isListing, type S3Says, s3Evidence } from './s3-says.ts'
import { roomTrouble, serverTrouble, speaksS3 } from './server-trouble.ts'
import type { Told } from './told.ts'

/** The cause of an operation that did not go through; undefined where it did. */
export async function operationTrouble(
  context: Context,
  told: Told,
  action: string,
): Promise<Outcome<CauseId> | undefined> {
  if (!told.answered) return networkOutcome(told.trouble, { action })
  const { says, onItsWay } = told
  const evidence = s3Evidence(says, action)
  if (says.answer.status >= 200 && says.answer.status < 300) return undefined
  const room = roomTrouble(says, action)
  if (room !== undefined) return room
  switch (says.code) {
    case 'AccessDenied':
      return denied(context, told, action)
    case 'SignatureDoesNotMatch':
      return signedOtherwise(context, evidence)
    case 'NoSuchBucket':
      return fail('storage/no-such-bucket', evidence)
    case 'RequestTimeTooSkewed':
      return fail('host/clock-skewed', evidence)
    default:
      return (
        (ofKms(says) ? fail('storage/kms-denied', evidence) : undefined) ??
        serverTrouble(says, action) ??
        keyTrouble(context, says, onItsWay, evidence) ??
        notOfS3(context, says, evidence) ??
        unsure(`${action} was answered ${says.answer.status} ${says.code ?? ''}`.trim(), evidence)
      )
  }
}

/** Where a listing was accepted, key, secret and region are right: what is left is the way. */
async function signedOtherwise(context: Context, evidence: Evidence): Promise<Outcome<CauseId>> {
  const listed = await signedAnswer(context)
  return listed?.answered && isListing(listed.says)
    ? fail('storage/request-rewritten', { ...evidence, listing: 'accepted' }, [
        'storage/payload-refused',
      ])
    : fail('storage/signature-mismatch', evidence, ['storage/request-rewritten'])
}

/** A page of somebody's who lets listings through, and nothing else. */
function notOfS3(context: Context, says: S3Says, evidence: Evidence): Outcome<CauseId> | undefined {
  const { body, headers, through } = says.answer
  if (speaksS3(says) || body.length === 0) return undefined
  const { server } = headers
  const seen = { ...evidence, ...(server === undefined ? {} : { server }) }
  return relayed(context, says)
    ? fail('network/proxy-refused', { ...seen, through: through ?? '' }, ['storage/not-s3'])
    : fail('storage/not-s3', seen)
}
