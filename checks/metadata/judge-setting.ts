import { type Context, type Evidence, fail, type Outcome, pass } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { bucketUuid } from './bucket-uuid.ts'
import { readFormat, shownOf } from './format.ts'
import { isSameBucket } from './same-bucket.ts'

/** Whether the text of a setting is sound, and that of this workspace. */
export async function judgeSetting(
  context: Context,
  { text, ttl }: { readonly text: string; readonly ttl?: number },
  evidence: Evidence,
): Promise<Outcome<CauseId>> {
  const read = readFormat(text)
  if ('found' in read) {
    const { found } = read
    return fail('metadata/setting-malformed', { ...evidence, found, length: text.length })
  }
  const { format } = read
  const seen = { ...evidence, present: true, ...shownOf(format) }
  const { settings } = context
  const [bucket, endpoint] = [settings.get('bucket'), settings.get('endpoint')]
  if (settings.backend === 'byo' && bucket !== undefined && endpoint !== undefined) {
    if (isSameBucket(format.Bucket, { bucket, endpoint }) === false) {
      const expected = { expectedBucket: bucket, expectedEndpoint: endpointShown(context) }
      return fail('metadata/setting-of-another-bucket', { ...seen, ...expected })
    }
    const inBucket = await bucketUuid(context)
    if (inBucket !== undefined && 'uuid' in inBucket) {
      if (inBucket.uuid !== format.UUID.toLowerCase()) {
        const other = { uuidInBucket: inBucket.uuid, object: inBucket.key }
        return fail('metadata/setting-of-another-volume', { ...seen, ...other })
      }
    }
  }
  // -1 is for ever, and -2 that it went meanwhile (redis.io/docs/latest/commands/ttl).
  if (ttl !== undefined && ttl >= 0)
    return fail('metadata/setting-expires', { ...seen, seconds: ttl })
  return pass(seen)
}

/** The endpoint without a login that may stand in it. */
function endpointShown({ settings }: Context): string {
  return settings.values.endpoint?.value ?? ''
}
