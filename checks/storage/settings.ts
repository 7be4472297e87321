import { isIP } from 'node:net'
import {
  defineCheck,
  fail,
  isAwsHost,
  type Outcome,
  parseEndpoint,
  pass,
  skip,
  unbracketed,
  unsure,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { mangled } from '../mangled.ts'
import { endpointWithin, vendorOfHost } from './vendors.ts'

/** docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET = /^(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9](?:[a-z0-9-]|\.(?!\.)){1,61}[a-z0-9]$/
/**
 * Older buckets of AWS and other vendors' may hold these, and are used by path only; Ceph lets a
 * tenant stand before them (docs.ceph.com/en/latest/radosgw/multitenancy).
 */
const LAX_BUCKET = /^(?:[A-Za-z0-9_]{1,64}:)?[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/
/** docs.aws.amazon.com/AmazonS3/latest/userguide/directory-bucket-naming-rules.html */
const DIRECTORY_BUCKET = '--x-s3'
/** docs.aws.amazon.com/general/latest/gr/s3.html */
const AWS_REGION = /^([a-z]{2,4}(-[a-z]+)+-\d{1,2}|aws-global)$/

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
      mangled(endpoint) ?? (url === undefined ? 'it is not a URL of http or https' : excess(url))
    if (url === undefined || fault !== undefined) {
      return fail('storage/endpoint-malformed', { source: source('endpoint'), found: fault ?? '' })
    }
    const aws = isAwsHost(url.hostname)
    if (!(aws ? BUCKET : LAX_BUCKET).test(bucket)) {
      const found = mangled(bucket) ?? misnamed(bucket)
      return fail('storage/bucket-name-invalid', { source: source('bucket'), found })
    }
    if (bucket.endsWith(DIRECTORY_BUCKET))
      return unsure(
        'a directory bucket (S3 Express One Zone) is asked in its own way, which is not tried here',
        {
          bucket,
          endpoint: url.origin,
        },
      )
    const own = endpointWithin(url.hostname, bucket)
    if (own !== undefined) {
      return fail('storage/endpoint-malformed', {
        source: source('endpoint'),
        found: 'its host begins with the bucket, so that the bucket is named twice',
        expectedEndpoint: `${url.protocol}//${own}`,
      })
    }
    const wrong = mangled(region) ?? misnamedRegion(region, aws)
    if (wrong !== undefined)
      return fail('storage/region-malformed', { source: source('region'), found: wrong })
    const evidence = { bucket, endpoint: url.origin, region, scheme: url.protocol.slice(0, -1) }
    return trap(endpoint, url, bucket, evidence) ?? pass(evidence)
  },
})

/** Longer than whatever anybody calls a region. */
const LONGEST_REGION = 128

function misnamedRegion(region: string, aws: boolean): string | undefined {
  if (region.length > LONGEST_REGION) return 'it is longer than the name of any region'
  return aws && !AWS_REGION.test(region) ? ZONE : undefined
}

const ZONE = 'it is not the name of a region of AWS; a zone has a letter more'

/** What an endpoint must not hold: it would be left out of every request without a word. */
function excess(url: URL): string | undefined {
  const behind = `${url.search}${url.hash}`
  if (url.username !== '' || url.password !== '' || behind.includes('@')) return 'it holds a login'
  if (behind !== '') return 'it holds a query'
  return url.pathname === '/' ? undefined : 'it holds a path: the bucket has a setting of its own'
}

function misnamed(bucket: string): string {
  if (bucket.includes('://')) return 'it is a URL: only the name belongs here'
  return bucket.includes('/') ? 'it holds a slash' : 'it breaks the naming rules'
}

/** The outcome for settings that are well-formed and mean something other than may be thought. */
function trap(
  endpoint: string,
  { hostname, protocol }: URL,
  bucket: string,
  evidence: Readonly<Record<string, string>>,
): Outcome<CauseId> | undefined {
  // JuiceFS takes it for plain http (juicedata/juicefs, pkg/object/s3.go).
  if (!endpoint.includes('://') && protocol === 'http:' && !near(hostname)) {
    return fail('storage/scheme-missing', { ...evidence, host: hostname })
  }
  if (bucket.includes('.') && protocol === 'https:' && vendorOfHost(hostname)?.virtualOnly) {
    return fail('storage/bucket-name-dotted', { ...evidence, host: hostname })
  }
  return undefined
}

/** Whether plain http stays on this machine or in a network of one's own (RFC 1918, RFC 6761). */
function near(hostname: string): boolean {
  const host = unbracketed(hostname)
  if (isIP(host) === 4) return /^(127|10|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(host)
  if (isIP(host) === 6) return /^(::1$|f[cde])/i.test(host)
  return !host.includes('.') || /\.(localhost|local|internal|lan|svc)$/.test(host)
}
