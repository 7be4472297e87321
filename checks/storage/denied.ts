import { type Context, type Evidence, fact, fail, type Outcome, unsure } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { listSigned, signedAnswer } from './answers.ts'
import { missingPolicy } from './missing-policy.ts'
import { perhapsFresh, ROOT_ONLY, rootOnly } from './refused.ts'
import { isDenied, isListed, type S3Answered } from './s3-exchange.ts'
import { type S3Reply, s3Evidence, wordsOf } from './s3-reply.ts'
import { place } from './target.ts'
import { vendorOfHost } from './vendors.ts'

/**
 * Why an action was denied: what the message tells, then what only another request can; what is
 * left is that a policy does not allow it.
 */
export async function denied(
  context: Context,
  { reply, freshKeys }: S3Answered,
  action: string,
): Promise<Outcome<CauseId>> {
  const evidence = { ...s3Evidence(reply, action), ...toldBy(reply) }
  if (freshKeys && context.wait.left() > 0) return fail('storage/iam-propagation', evidence)
  if (rootOnly(context)) return unsure(ROOT_ONLY, evidence)
  if (ofKms(reply)) return fail('storage/kms-denied', evidence)
  if (accountLocked(reply)) return fail('storage/user-suspended', evidence)
  const condition = await conditionOnAll(context)
  if (condition !== undefined) return fail(condition, evidence)
  const missing = await missingPolicy(context, action, reply)
  const fresh = perhapsFresh(context, freshKeys)
  return (await deniesAnybody(context))
    ? fail('storage/access-denied', { ...evidence, ...missing, wrongSecret: 'denied likewise' }, [
        ...fresh,
        'storage/secret-mismatch',
        'storage/invalid-access-key',
      ])
    : fail('storage/access-denied', { ...evidence, ...missing }, fresh)
}

/**
 * What AWS adds to a denial within one account.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html.
 */
function toldBy(reply: S3Reply): Evidence {
  const { message = '' } = reply
  const deniedAction = /not authorized to perform: ([a-z0-9-]{1,30}:[A-Za-z]{1,60})/.exec(
    message,
  )?.[1]
  const policy =
    /no ([a-z -]{3,40}?)(?: policy)? allows the /i.exec(message)?.[1] ??
    /explicit deny in an? ([A-Za-z -]{3,40}?)(?: policy)?\b(?=[:.,]|$| policy)/.exec(
      message,
    )?.[1] ??
    /\b(BlockPublic[A-Za-z]{3,10})\b/.exec(message)?.[1]
  // What is not in the form of AWS is shown as it was said: the account is locked, a cap is reached.
  const words = deniedAction === undefined && policy === undefined ? wordsOf(reply) : undefined
  return {
    ...(words === undefined ? {} : { message: words }),
    ...(deniedAction === undefined ? {} : { deniedAction }),
    ...(policy === undefined ? {} : { policy }),
    ...(/explicit deny/i.test(message) ? { explicitDeny: true } : {}),
  }
}

/** Whether it is the encrypting key that is denied, in the words of AWS and of MinIO. */
export function ofKms({ code = '', message = '' }: S3Reply): boolean {
  return (
    code.startsWith('KMS.') ||
    /\bkms:[A-Z]|\bKMS\b|ciphertext refers to a customer master key/.test(message)
  )
}

/** Whether a denial says that it is the account that is locked out, and no policy. */
function accountLocked({ message = '' }: S3Reply): boolean {
  return /\baccount (is|has been|was) (disabled|suspended|locked|deactivated)\b/i.test(message)
}

/** The condition that a bucket puts on every request, where everything is denied: found by meeting it. */
export const conditionOnAll = fact(
  'condition on all',
  async (context): Promise<CauseId | undefined> => {
    const listed = await signedAnswer(context)
    if (!listed?.answered || listed.reply.code !== 'AccessDenied') return undefined
    const { endpoint } = place(context)?.target ?? {}
    if (isListed(await listSigned(context, { requesterPays: true })))
      return 'storage/requester-pays'
    // On a port of its own, plain http has no counterpart that could be known.
    if (endpoint?.protocol !== 'http:' || endpoint.port !== '') return undefined
    const secure = new URL(`https://${endpoint.host}`)
    return isListed(await listSigned(context, { endpoint: secure }))
      ? 'storage/insecure-transport'
      : undefined
  },
)

/**
 * Whether a denial says nothing of the keys: a secret that is nobody's is answered in the same
 * words. Ceph RGW does so once it gives out session tokens (rgw_s3_auth_use_sts).
 */
const deniesAnybody = fact('denies anybody', async (context): Promise<boolean> => {
  const listed = await signedAnswer(context)
  const { target } = place(context) ?? {}
  if (!listed?.answered || listed.reply.code !== 'AccessDenied') return false
  if (target?.keys === undefined || vendorOfHost(target.endpoint.hostname) !== undefined)
    return false
  const exchange = await listSigned(context, {
    keys: { ...target.keys, secretAccessKey: 'of-nobody' },
  })
  return isDenied(exchange)
})
