import { defineCheck, fail, parseEndpoint, pass, skip } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { mangled } from '../mangled.ts'

/** docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET = /^(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9](?:[a-z0-9-]|\.(?!\.)){1,61}[a-z0-9]$/
/** Older buckets of AWS and other vendors' may hold these, and are used by path only. */
const LAX_BUCKET = /^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/

export default defineCheck<CauseId>({
  id: 'storage/settings',
  title: 'Bucket, endpoint and region are well-formed',
  run({ settings }) {
    if (settings.backend === 'managed')
      return skip('the bucket is managed: its settings and keys are the vendor’s')
    const bucket = settings.get('bucket')
    const endpoint = settings.get('endpoint')
    const region = settings.get('region') ?? ''
    if (bucket === undefined)
      return fail('storage/bucket-missing', { setting: 'ARTIFACTS_S3_BUCKET' })
    if (endpoint === undefined)
      return fail('storage/endpoint-missing', { setting: 'ARTIFACTS_S3_ENDPOINT' })
    const source = (key: 'bucket' | 'endpoint' | 'region') => settings.values[key]?.source ?? ''
    const url = parseEndpoint(endpoint)
    const fault =
      mangled(endpoint) ?? (url === undefined ? 'it is no URL of http or https' : excess(url))
    if (url === undefined || fault !== undefined) {
      return fail('storage/endpoint-malformed', { source: source('endpoint'), found: fault ?? '' })
    }
    const aws = url.hostname.endsWith('.amazonaws.com')
    if (!(aws ? BUCKET : LAX_BUCKET).test(bucket)) {
      const found =
        mangled(bucket) ??
        (bucket.includes('/') ? 'it holds a slash' : 'it breaks the naming rules')
      return fail('storage/bucket-name-invalid', { source: source('bucket'), found })
    }
    const found = mangled(region)
    if (found !== undefined)
      return fail('storage/region-malformed', { source: source('region'), found })
    return pass({ bucket, endpoint: url.origin, region, scheme: url.protocol.slice(0, -1) })
  },
})

/** What an endpoint must not hold: it would be left out of every request without a word. */
function excess(url: URL): string | undefined {
  if (url.username !== '' || url.password !== '') return 'it holds a login'
  if (url.search !== '' || url.hash !== '') return 'it holds a query'
  return url.pathname === '/' ? undefined : 'it holds a path: the bucket has a setting of its own'
}
