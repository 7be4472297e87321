import { type Context, fact, fail, type Outcome, type S3Target } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { type RoundTrip, roundTrip } from './probe-object.ts'
import { knownRetention } from './retention.ts'
import type { S3Exchange } from './s3-exchange.ts'
import { type S3Reply, s3Evidence } from './s3-reply.ts'
import { place } from './target.ts'

/**
 * The one round trip that put, get and delete report the parts of; undefined where there is no
 * bucket, and in one that keeps everything.
 */
export const probe = fact('probe object', async (context): Promise<RoundTrip | undefined> => {
  const at = place(context)
  if (at === undefined || (await knownRetention(context)) !== undefined) return undefined
  const { target, prefix } = at
  const s3 = await context.clients.s3({ ...target, ...checksums(context) })
  return roundTrip(context, s3, target.bucket, prefix)
})

/** The SDK inside the product honours this variable of AWS (juicedata/juicefs#7172). */
const CHECKSUMS = 'AWS_REQUEST_CHECKSUM_CALCULATION'

function checksums({ env }: Context): { readonly checksums?: true } {
  return env[CHECKSUMS]?.toLowerCase() === 'when_supported' ? { checksums: true } : {}
}

/** Codes by which servers refuse a write because of how it is sent, not because of what or by whom. */
const FORM =
  /^(SignatureDoesNotMatch|XAmzContentSHA256Mismatch|InvalidArgument|InvalidRequest|NotImplemented|MissingContentLength|BadDigest|InvalidDigest)$/

/**
 * Why a write is refused where reading is not: it is written again without checksums, with fewer
 * signed headers, with its bytes signed. Undefined where none of that helps.
 */
export async function formTrouble(
  context: Context,
  reply: S3Reply,
): Promise<Outcome<CauseId> | undefined> {
  if (!FORM.test(reply.code ?? '') && reply.answer.status !== 411 && reply.answer.status !== 501)
    return undefined
  const evidence = s3Evidence(reply, 's3:PutObject')
  // Not tried again with one: what is stored in such a bucket cannot be removed.
  if (/Object Lock parameters/.test(reply.message ?? ''))
    return fail('storage/checksum-required', evidence, ['storage/object-locked'])
  if (checksums(context).checksums && (await accepted(context, {}))) {
    return fail('storage/checksum-unsupported', { ...evidence, setting: CHECKSUMS })
  }
  if (await accepted(context, { signing: 'minimal' })) {
    return fail('storage/request-rewritten', { ...evidence, minimalHeaders: 'accepted' })
  }
  return (await accepted(context, { signedPayload: true }))
    ? fail('storage/payload-refused', { ...evidence, signedPayload: 'accepted' })
    : undefined
}

async function accepted(context: Context, change: Partial<S3Target>): Promise<boolean> {
  const at = place(context)
  if (at === undefined) return false
  const s3 = await context.clients.s3({ ...at.target, ...change })
  const trip = roundTrip(context, s3, at.target.bucket, at.prefix)
  const exchange: S3Exchange = await trip.put
  await trip.removed
  return exchange.answered && exchange.reply.answer.status === 200
}
