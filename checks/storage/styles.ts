import { isIP } from 'node:net'
import { type S3Target, unbracketed } from '../../src/index.ts'
import { element, isListing, type S3Reply, textOf } from './s3-reply.ts'
import { vendorOfHost } from './vendors.ts'

/** Codes of Tencent COS and of Alibaba OSS (gobackup/gobackup#233, juicedata/juicefs#2348). */
const STYLE_CODES = ['PathStyleDomainForbidden', 'SecondLevelDomainForbidden']

/** Whether an answer may be due to the bucket's standing in the path: then the other style can tell. */
export function mayBeStyleRefusal(reply: S3Reply, target: S3Target): boolean {
  const { code } = reply
  if (isStyleRefusal(reply)) return true
  if (bucketTaken(reply, target.bucket) !== undefined) return true
  // Tigris words it as a denial.
  if (code === 'AccessDenied') return vendorOfHost(target.endpoint.hostname)?.virtualOnly === true
  // A server that shows what it signed tells more than another try would.
  return (
    code === 'SignatureDoesNotMatch' && element(textOf(reply), 'CanonicalRequest') === undefined
  )
}

const STYLE_WORDS = /path[- ]style|virtual[- ]?host/i

/** Whether an answer says outright that the bucket must not stand in the path. */
export function isStyleRefusal({ code = '', message = '' }: S3Reply): boolean {
  return STYLE_CODES.includes(code) || (code !== '' && STYLE_WORDS.test(message))
}

/** The bucket that a server looked for in place of the one that was asked for (Ceph RGW). */
export function bucketTaken(reply: S3Reply, bucket: string): string | undefined {
  if (reply.code !== 'NoSuchBucket' && reply.code !== 'InvalidBucketName') return undefined
  const looked = element(textOf(reply), 'BucketName')
  const { hostname } = reply.answer.sent.url
  const own = looked === hostname || looked === hostname.split('.')[0]
  return own && looked !== bucket ? looked : undefined
}

/** The host to which requests for a bucket go. */
export function hostAsked({ endpoint, bucket, style }: S3Target): string {
  return style === 'path' ? endpoint.hostname : `${bucket}.${endpoint.hostname}`
}

/** A bucket can be a part of a name, not of an address; and one label of it, where TLS must hold. */
export function canBeVirtual({ endpoint, bucket, style }: S3Target): boolean {
  const address = isIP(unbracketed(endpoint.hostname)) !== 0
  const dotted = endpoint.protocol === 'https:' && bucket.includes('.')
  return style === 'path' && !address && !dotted && /^[a-z0-9][a-z0-9.-]*$/.test(bucket)
}

/**
 * Whether the other style is let in. Where the first was refused outright, anything that S3 says
 * of this bucket or of the keys will do; else only what shows this very bucket.
 */
export function isLetIn(reply: S3Reply, outright: boolean): boolean {
  if (isListing(reply)) return true
  return outright
    ? reply.code !== undefined && !isStyleRefusal(reply)
    : reply.code === 'AccessDenied'
}
