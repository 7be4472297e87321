import { type Context, type Evidence, fail, type Outcome } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { listSigned } from './answers.ts'
import { regionOfBucket, regionRefused } from './region-said.ts'
import { isListing, type S3Says } from './s3-says.ts'
import type { Told } from './told.ts'

/** Regions that are tried when the server gives no hint: AWS's first, and that of Tigris and R2. */
const CANDIDATES = ['us-east-1', 'auto']

/** Codes that a server gives only once it has found the signature right. */
const BEHIND_THE_SIGNATURE = ['AccessDenied', 'NoSuchBucket']

/**
 * One discriminating request at a time: the header set, then the region, then it is the secret.
 * Where one of them got no verdict, nothing tells more than the code does.
 */
export async function signatureRefused(
  context: Context,
  says: S3Says,
  evidence: Evidence,
): Promise<Outcome<CauseId>> {
  const minimal = opinion(await listSigned(context, { signing: 'minimal' }))
  const headers = { minimalHeaders: minimal, productHeaders: 'refused' }
  if (minimal === 'accepted') return fail('storage/request-rewritten', { ...evidence, ...headers })
  const actual = context.settings.get('region')
  const named = says.answer.headers['x-amz-bucket-region'] ?? (await regionOfBucket(context))
  const opinions: string[] = [minimal]
  for (const region of named === undefined ? CANDIDATES : [named]) {
    if (region === actual) continue
    const heard = opinion(await listSigned(context, { region }))
    opinions.push(heard)
    if (heard !== 'accepted') continue
    const source = context.settings.values.region?.source ?? ''
    const found = { expectedRegion: region, confirmed: true, source }
    return fail('storage/region-mismatch', { ...evidence, ...found })
  }
  return opinions.every((heard) => heard === 'refused')
    ? fail('storage/secret-mismatch', { ...evidence, ...headers }, [
        'storage/request-rewritten',
        'storage/invalid-access-key',
      ])
    : fail('storage/signature-mismatch', { ...evidence, ...headers }, [
        'storage/secret-mismatch',
        'storage/request-rewritten',
        'storage/region-mismatch',
      ])
}

/** What an answer shows of the signature it was given: a fault, or a page of somebody's, shows nothing. */
function opinion(told: Told | undefined): 'accepted' | 'refused' | 'unknown' {
  if (told?.answered !== true) return 'unknown'
  const { says } = told
  if (isListing(says) || BEHIND_THE_SIGNATURE.includes(says.code ?? '')) return 'accepted'
  return says.code === 'SignatureDoesNotMatch' || regionRefused(says) ? 'refused' : 'unknown'
}
