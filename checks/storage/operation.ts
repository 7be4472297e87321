import { type Context, fact, fail, type Outcome, unsure } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { networkOutcome } from '../network.ts'
import { keyTrouble } from './credentials.ts'
import { type RoundTrip, roundTrip } from './probe-object.ts'
import { serverTrouble } from './reachable.ts'
import { denied, ROOT_ONLY, rootOnly } from './refused.ts'
import { s3Evidence } from './s3-says.ts'
import { place } from './target.ts'
import type { Told } from './told.ts'

/** The one round trip that put, get and delete report the parts of. */
export const probe = fact('probe object', async (context): Promise<RoundTrip | undefined> => {
  const at = place(context)
  if (at === undefined) return undefined
  const s3 = await context.clients.s3(at.target)
  return roundTrip(context, s3, at.target.bucket, at.prefix)
})

/** The cause of an operation that did not go through; undefined where it did. */
export function operationTrouble(
  context: Context,
  told: Told,
  action: string,
): Outcome<CauseId> | undefined {
  if (!told.answered) return networkOutcome(told.trouble, { action })
  const { says, onItsWay } = told
  const evidence = s3Evidence(says, action)
  if (says.answer.status >= 200 && says.answer.status < 300) return undefined
  switch (says.code) {
    case 'AccessDenied':
      if (rootOnly(context) && !(onItsWay && context.wait.left() > 0))
        return unsure(ROOT_ONLY, evidence)
      return denied(context, onItsWay, evidence)
    case 'SignatureDoesNotMatch':
      return fail('storage/signature-mismatch', evidence, ['storage/request-rewritten'])
    case 'NoSuchBucket':
      return fail('storage/no-such-bucket', evidence)
    case 'RequestTimeTooSkewed':
      return fail('host/clock-skewed', evidence)
    default:
      return (
        serverTrouble(says, action) ??
        keyTrouble(context, says, onItsWay, evidence) ??
        unsure(`${action} was answered ${says.answer.status} ${says.code ?? ''}`.trim(), evidence)
      )
  }
}
