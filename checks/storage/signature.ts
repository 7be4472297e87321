import { type Context, type Evidence, fail, type Outcome } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { listSigned } from './answers.ts'
import { clockOff } from './clocks.ts'
import { isRegionRefusal, regionOfBucket, toChange } from './other-region.ts'
import { repairs } from './repaired-secret.ts'
import type { S3Exchange } from './s3-exchange.ts'
import { isListing, type S3Reply } from './s3-reply.ts'
import { differences } from './servers-view.ts'
import { place } from './target.ts'
import { regionInHost } from './vendors.ts'

/** Regions that are tried when the server gives no hint: AWS's first, and that of Tigris and R2. */
const CANDIDATES = ['us-east-1', 'auto']

/** Codes that a server gives only once it has found the signature right. */
const BEHIND_THE_SIGNATURE = ['AccessDenied', 'NoSuchBucket']

/** One question of the decision tree: a cause, or undefined where it is not that one. */
type Branch = (
  context: Context,
  seen: { readonly reply: S3Reply; readonly evidence: Evidence; readonly heard: Opinion[] },
) => Promise<Outcome<CauseId> | undefined> | Outcome<CauseId> | undefined

/** What an answer shows about the signature of its request. */
type Opinion = 'accepted' | 'refused' | 'unknown'

/**
 * Why a signature was refused: one discriminating question after the other, the surest first.
 * Where one of them got no clear answer, nothing tells more than the code does.
 */
export async function signatureRefused(
  context: Context,
  reply: S3Reply,
  evidence: Evidence,
): Promise<Outcome<CauseId>> {
  const heard: Opinion[] = []
  for (const branch of TREE) {
    const outcome = await branch(context, { reply, evidence, heard })
    if (outcome !== undefined) return outcome
  }
  const { secretAccessKey } = context.settings.values
  const seen = { ...evidence, tried: heard.length, source: secretAccessKey?.source ?? '' }
  return heard.every((opinion) => opinion === 'refused')
    ? fail('storage/secret-mismatch', seen, [
        'storage/request-rewritten',
        'storage/invalid-access-key',
      ])
    : fail('storage/signature-mismatch', seen, [
        'storage/secret-mismatch',
        'storage/request-rewritten',
        'storage/region-mismatch',
      ])
}

const skewed: Branch = (context, { reply, evidence }) => clockOff(context, reply, evidence)

/** A secret that was damaged on its way here works once the damage is undone. */
const damaged: Branch = async (context, { evidence }) => {
  const keys = place(context)?.target.keys
  if (keys === undefined) return undefined
  for (const { secret, found } of repairs(keys.secretAccessKey)) {
    const exchange = await listSigned(context, { keys: { ...keys, secretAccessKey: secret } })
    if (opinion(exchange) !== 'accepted') continue
    const source = context.settings.values.secretAccessKey?.source ?? ''
    const seen = { setting: 'secretAccessKey', source, found, confirmed: true }
    return fail('storage/keys-mangled', { ...evidence, ...seen })
  }
  return undefined
}

/** The server shows what it signed: if that is what we signed, only the secret is left. */
const shown: Branch = (context, { reply, evidence }) => {
  const found = differences(reply)
  if (found === undefined) return undefined
  const [first] = found
  if (first === undefined) {
    const source = context.settings.values.secretAccessKey?.source ?? ''
    // Swift says the same of a key that it does not know.
    return fail('storage/secret-mismatch', { ...evidence, sameRequest: true, source }, [
      'storage/invalid-access-key',
    ])
  }
  const { sent, received } = first
  return fail('storage/request-rewritten', {
    ...evidence,
    rewritten: found.map(({ part }) => part).join(', '),
    ...(sent === undefined || received === undefined ? {} : { sent, received }),
  })
}

const fewerHeaders: Branch = async (context, { evidence, heard }) => {
  const minimal = opinion(await listSigned(context, { signing: 'minimal' }))
  heard.push(minimal)
  const headers = { minimalHeaders: minimal, productHeaders: 'refused' }
  return minimal === 'accepted'
    ? fail('storage/request-rewritten', { ...evidence, ...headers })
    : undefined
}

const signedPayload: Branch = async (context, { evidence, heard }) => {
  const exchange = opinion(await listSigned(context, { signedPayload: true }))
  heard.push(exchange)
  const payload = { unsignedPayload: 'refused', signedPayload: exchange }
  return exchange === 'accepted'
    ? fail('storage/payload-refused', { ...evidence, ...payload })
    : undefined
}

const otherRegion: Branch = async (context, { reply, evidence, heard }) => {
  const actual = context.settings.get('region')
  const named = reply.answer.headers['x-amz-bucket-region'] ?? (await regionOfBucket(context))
  const host = regionInHost(place(context)?.target.endpoint.hostname ?? '')
  const hinted = named ?? host
  for (const region of hinted === undefined ? CANDIDATES : [hinted]) {
    if (region === actual) continue
    const exchange = opinion(await listSigned(context, { region }))
    heard.push(exchange)
    if (exchange !== 'accepted') continue
    const found = { expectedRegion: region, confirmed: true, ...toChange(context, region) }
    return fail('storage/region-mismatch', { ...evidence, ...found })
  }
  return undefined
}

/** Ceph, MinIO and Swift still take the older signature, which does not cover the host. */
const older: Branch = async (context, { evidence }) =>
  opinion(await listSigned(context, { signing: 'older' })) === 'accepted'
    ? fail('storage/request-rewritten', {
        ...evidence,
        olderSignature: 'accepted',
        rewritten: 'host',
      })
    : undefined

// The bucket in the host's name was tried before, by the fact that fetched the answer.
const TREE: readonly Branch[] = [
  skewed,
  damaged,
  shown,
  fewerHeaders,
  signedPayload,
  otherRegion,
  older,
]

/** A fault, or a page of somebody's, shows nothing of the signature. */
function opinion(exchange: S3Exchange | undefined): Opinion {
  if (exchange?.answered !== true) return 'unknown'
  const { reply } = exchange
  if (isListing(reply) || BEHIND_THE_SIGNATURE.includes(reply.code ?? '')) return 'accepted'
  return reply.code === 'SignatureDoesNotMatch' || isRegionRefusal(reply) ? 'refused' : 'unknown'
}
