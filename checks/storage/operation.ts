import { type Context, fail, type Outcome, unsure } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { networkOutcome } from '../network.ts'
import { denied } from './denied.ts'
import { keyTrouble } from './key-trouble.ts'
import { s3Evidence } from './s3-says.ts'
import { roomTrouble, serverTrouble } from './server-trouble.ts'
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
      return fail('storage/signature-mismatch', evidence, ['storage/request-rewritten'])
    case 'NoSuchBucket':
      return fail('storage/no-such-bucket', evidence)
    case 'RequestTimeTooSkewed':
      return fail('host/clock-skewed', evidence)
    default:
      return (
        (says.code?.startsWith('KMS.') ? fail('storage/kms-denied', evidence) : undefined) ??
        serverTrouble(says, action) ??
        keyTrouble(context, says, onItsWay, evidence) ??
        unsure(`${action} was answered ${says.answer.status} ${says.code ?? ''}`.trim(), evidence)
      )
  }
}
