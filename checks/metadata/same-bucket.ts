import { isAwsHost, parseEndpoint } from '../../src/index.ts'
import { percentDecoded } from '../percent-decoded.ts'
import { vendorOfHost } from '../storage/vendors.ts'

/** The bucket of the settings. */
export interface OwnBucket {
  readonly bucket: string
  readonly endpoint: string
}

/**
 * Whether the `Bucket` of a setting names the bucket of the settings, in any of the spellings that
 * JuiceFS takes (juicedata/juicefs, pkg/object/s3.go, newS3); undefined where that cannot be told.
 */
export function isSameBucket(written: string, own: OwnBucket): boolean | undefined {
  const endpoint = parseEndpoint(own.endpoint)
  // What is no name of a bucket is none to compare with; a %d stands for the number of a shard.
  const name = /^[a-z0-9][a-z0-9._-]*$/i
  if (endpoint === undefined || !name.test(own.bucket) || written.includes('%')) return undefined
  const bucket = own.bucket.toLowerCase()
  const host = withoutBucket(hostOf(endpoint), bucket)
  const text = written.trim()
  if (/^[a-z0-9][a-z0-9_-]*$/i.test(text)) return text.toLowerCase() === bucket
  // A path is a directory of some machine.
  const url = text.startsWith('/') ? undefined : parseEndpoint(text)
  if (url === undefined || /\.s3-accesspoint\./.test(url.hostname)) return undefined
  const names = bucketNames(url, host)
  if (names.includes(bucket) || hostOf(url).startsWith(`${bucket}.`))
    return sameService(withoutBucket(hostOf(url), bucket), host)
  return names.length === 0 ? undefined : false
}

/** In the path, which may lead on to a directory; else in front of a host that is known without it. */
function bucketNames(url: URL, known: string): string[] {
  const segments = url.pathname.toLowerCase().split('/').filter(Boolean)
  if (segments.length > 0) return segments.map(percentDecoded)
  const host = hostOf(url)
  if (isAwsHost(host)) return /^(.+?)\.s3[.-]/.exec(host)?.slice(1) ?? []
  const [label = '', ...rest] = host.split('.')
  const behind = rest.join('.')
  return behind === known || vendorOfHost(behind) !== undefined ? [label] : []
}

/** Whether two hosts are of one service, where bucket names are unique; only vendors' hosts tell. */
function sameService(one: string, other: string): boolean | undefined {
  if (one === other) return true
  const [vendor, otherVendor] = [vendorOfHost(one), vendorOfHost(other)]
  if (vendor === undefined || otherVendor === undefined) return undefined
  if (vendor !== otherVendor) return false
  // Names of buckets are unique within AWS, but for China.
  if (isAwsHost(one)) return one.endsWith('.cn') === other.endsWith('.cn')
  // The host of R2 begins with the account.
  const account = (host: string) => host.split('.')[0]
  return vendor.name === 'Cloudflare R2' && account(one) !== account(other) ? false : undefined
}

function hostOf(url: URL): string {
  return url.hostname.toLowerCase().replace(/\.$/, '')
}

function withoutBucket(host: string, bucket: string): string {
  return host.startsWith(`${bucket}.`) ? host.slice(bucket.length + 1) : host
}
