import { type Context, type Evidence, fail, type Outcome } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { listSigned } from './answers.ts'
import { regionOfBucket } from './region-said.ts'
import { isListing, type S3Says } from './s3-says.ts'
import type { Told } from './told.ts'

/** Regions that are tried when the server gives no hint: AWS's first, and that of Tigris and R2. */
const CANDIDATES = ['us-east-1', 'auto']

/** Codes that a server gives only once it has found the signature right. */
const BEHIND_THE_SIGNATURE = ['AccessDenied', 'NoSuchBucket']

/** One discriminating request at a time: the header set, then the region, then it is the secret. */
export async function signatureRefused(
  context: Context,
  says: S3Says,
  evidence: Evidence,
): Promise<Outcome<CauseId>> {
  if (accepted(await listSigned(context, { signing: 'minimal' }))) {
    return fail('storage/request-rewritten', {
      ...evidence,
      minimalHeaders: 'accepted',
      productHeaders: 'refused',
    })
  }
  const actual = context.settings.get('region')
  const named = says.answer.headers['x-amz-bucket-region'] ?? (await regionOfBucket(context))
  for (const region of named === undefined ? CANDIDATES : [named]) {
    if (region === actual || !accepted(await listSigned(context, { region }))) continue
    const source = context.settings.values.region?.source ?? ''
    return fail('storage/region-mismatch', {
      ...evidence,
      expectedRegion: region,
      confirmed: true,
      source,
    })
  }
  return fail('storage/secret-mismatch', { ...evidence, minimalHeaders: 'refused' }, [
    'storage/request-rewritten',
    'storage/invalid-access-key',
  ])
}

/** Whether an answer shows that the signature was found right: anything else, a fault too, shows nothing. */
function accepted(told: Told | undefined): boolean {
  if (told?.answered !== true) return false
  return isListing(told.says) || BEHIND_THE_SIGNATURE.includes(told.says.code ?? '')
}
