import { isIP } from 'node:net'
import { type Context, fact, limitsOf, type S3Target } from '../../src/index.ts'
import { historyOf } from './history.ts'
import { retention } from './retention.ts'
import { element, isListing, type S3Says, textOf } from './s3-says.ts'
import { type Place, place } from './target.ts'
import { aside, type Told, tell } from './told.ts'
import { vendorOfHost } from './vendors.ts'

/** How the bucket is to be asked, and what it said. */
export interface WayIn {
  /** The signed listing that several checks judge. */
  readonly told: Told
  /** What it said to the bucket in the path, where only the bucket in the host's name is let in. */
  readonly byPath?: S3Says
  /** What came of trying the bucket in the host's name, where that did not help. */
  readonly byHost?: Told
}

/**
 * The way into the bucket, in the product's own style unless only the other one is let in;
 * undefined without a place or keys.
 */
export const wayIn = fact('way in', async (context): Promise<WayIn | undefined> => {
  const at = place(context)
  if (at?.target.keys === undefined) return undefined
  // Asked along with it, so that knowing it before the first write costs no time.
  if (context.mayWrite) retention(context).catch(() => {})
  const told = await list(context, at)
  if (
    !told.answered ||
    historyOf(context).virtual ||
    !styleRefused(told.says, at.target) ||
    !canBeVirtual(at.target)
  )
    return { told }
  const virtual: Place = { ...at, target: { ...at.target, style: 'virtual' } }
  const outright = styleNamed(told.says)
  const byHost = await list(context, virtual, outright ? undefined : GUESS_MS)
  if (!byHost.answered || !letIn(byHost.says, outright)) return { told, byHost }
  historyOf(context).virtual = true
  return { told: byHost, byPath: told.says }
})

/** The signed listing that several checks judge; undefined without a place or keys. */
export const signedAnswer = fact(
  'signed answer',
  async (context): Promise<Told | undefined> => (await wayIn(context))?.told,
)

/** An unsigned HEAD of the bucket: what can be told without keys, and the region, even when refused. */
export const unsignedHead = fact('unsigned head', async (context): Promise<Told | undefined> => {
  const limits = limitsOf(context)
  const at = place(context)
  if (at === undefined) return undefined
  const { keys: _, ...target } = at.target
  const s3 = await context.clients.s3(target)
  return aside(s3.head(limits))
})

/** The same listing, signed or asked for otherwise; undefined without a place or keys. */
export async function listSigned(
  context: Context,
  change: Partial<Omit<S3Target, 'bucket'>>,
): Promise<Told | undefined> {
  const at = place(context)
  return at?.target.keys === undefined
    ? undefined
    : list(context, { ...at, target: { ...at.target, ...change } })
}

/** A name that nobody may have made is not waited for as long as the endpoint's. */
const GUESS_MS = 2000

async function list(
  context: Context,
  { target, prefix }: Place,
  withinMs = Number.POSITIVE_INFINITY,
): Promise<Told> {
  const limits = limitsOf(context, withinMs)
  const s3 = await context.clients.s3(target)
  return tell(context, s3.list(prefix, limits))
}

/** Codes of Tencent COS and of Alibaba OSS (gobackup/gobackup#233, juicedata/juicefs#2348). */
const STYLE_CODES = ['PathStyleDomainForbidden', 'SecondLevelDomainForbidden']

/** Whether an answer may be due to the bucket's standing in the path: then the other style can tell. */
function styleRefused(says: S3Says, target: S3Target): boolean {
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

/** A bucket can be a part of a name, not of an address; and one label of it, where TLS must hold. */
export function canBeVirtual({ endpoint, bucket, style }: S3Target): boolean {
  const address = isIP(endpoint.hostname.replace(/^\[(.*)\]$/, '$1')) !== 0
  const dotted = endpoint.protocol === 'https:' && bucket.includes('.')
  return style === 'path' && !address && !dotted && /^[a-z0-9][a-z0-9.-]*$/.test(bucket)
}

/**
 * Whether the other style is let in. Where the first was refused outright, anything that S3 says
 * of this bucket or of the keys will do; else only what shows this very bucket.
 */
function letIn(says: S3Says, outright: boolean): boolean {
  if (isListing(says)) return true
  return outright ? says.code !== undefined && !styleNamed(says) : says.code === 'AccessDenied'
}
