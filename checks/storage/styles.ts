import { isIP } from 'node:net'
import { type S3Target, unbracketed } from '../../src/index.ts'
import { element, isListing, type S3Says, textOf } from './s3-says.ts'
import { vendorOfHost } from './vendors.ts'

/** Codes of Tencent COS and of Alibaba OSS (gobackup/gobackup#233, juicedata/juicefs#2348). */
const STYLE_CODES = ['PathStyleDomainForbidden', 'SecondLevelDomainForbidden']

/** Whether an answer may be due to the bucket's standing in the path: then the other style can tell. */
export function styleRefused(says: S3Says, target: S3Target): boolean {
  const { code } = says
  if (styleNamed(says)) return true
  if (bucketTaken(says, target.bucket) !== undefined) return true
  // Tigris words it as a denial.
  if (code === 'AccessDenied') return vendorOfHost(target.endpoint.hostname)?.virtualOnly === true
  // A server that shows what it signed tells more than another try would.
  return code === 'SignatureDoesNotMatch' && element(textOf(says), 'CanonicalRequest') === undefined
}

const STYLE_WORDS = /path[- ]style|virtual[- ]?host/i

/** Whether an answer says outright that the bucket must not stand in the path. */
export function styleNamed({ code = '', message = '' }: S3Says): boolean {
  return STYLE_CODES.includes(code) || (code !== '' && STYLE_WORDS.test(message))
}

/** The bucket that a server looked for in place of the one that was asked for (Ceph RGW). */
export function bucketTaken(says: S3Says, bucket: string): string | undefined {
  if (says.code !== 'NoSuchBucket' && says.code !== 'InvalidBucketName') return undefined
  const looked = element(textOf(says), 'BucketName')
  const { hostname } = says.answer.sent.url
  const own = looked === hostname || looked === hostname.split('.')[0]
  return own && looked !== bucket ? looked : undefined
}

/** The host that is asked for a bucket. */
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
export function letIn(says: S3Says, outright: boolean): boolean {
  if (isListing(says)) return true
  return outright ? says.code !== undefined && !styleNamed(says) : says.code === 'AccessDenied'
}
