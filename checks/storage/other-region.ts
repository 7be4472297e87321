import { type Context, type Evidence, isAwsHost, regionOfAwsHost } from '../../src/index.ts'
import { unsignedHead } from './answers.ts'
import { element, REGION_CODES, type S3Reply, textOf } from './s3-reply.ts'
import { place } from './target.ts'
import { vendorOfHost } from './vendors.ts'

/** Whether an answer is about the region, and not about the credential in the same header. */
export function isRegionRefusal({ code, answer, expectedRegion }: S3Reply): boolean {
  if (code === 'AuthorizationHeaderMalformed') return expectedRegion !== undefined
  return code === undefined ? answer.status === 301 : REGION_CODES.has(code)
}

/** The region that AWS names in a header of every answer, however refused (docs of HeadBucket). */
export async function regionOfBucket(context: Context): Promise<string | undefined> {
  const head = await unsignedHead(context)
  const region = head?.answered ? head.reply.answer.headers['x-amz-bucket-region'] : undefined
  return region !== undefined && /^[A-Za-z0-9_-]{2,40}$/.test(region) ? region : undefined
}

/** The endpoint that answers for a region of AWS; undefined for other vendors, who have but one. */
export function endpointIn(context: Context, region: string): URL | undefined {
  const { endpoint } = place(context)?.target ?? {}
  if (endpoint === undefined || !isAwsHost(endpoint.hostname)) return undefined
  const { hostname } = endpoint
  const named = regionOfAwsHost(hostname)
  if (named !== undefined && !hostname.includes('.vpce.'))
    return new URL(endpoint.href.replace(named, region))
  const china = hostname.endsWith('.cn') ? '.cn' : ''
  return new URL(`${endpoint.protocol}//s3.${region}.amazonaws.com${china}`)
}

/**
 * The endpoint to which a redirect points, where it is another one of the same vendor: Wasabi
 * names it and no region (docs.wasabi.com, service URLs). AWS, which has a region for each, apart.
 */
export function endpointSaid(context: Context, reply: S3Reply): URL | undefined {
  const { endpoint, bucket } = place(context)?.target ?? {}
  if (endpoint === undefined || bucket === undefined || isAwsHost(endpoint.hostname))
    return undefined
  const text = (element(textOf(reply), 'Endpoint') ?? '').toLowerCase()
  const host = text.startsWith(`${bucket}.`) ? text.slice(bucket.length + 1) : text
  const vendor = vendorOfHost(endpoint.hostname)
  if (vendor === undefined || host === endpoint.hostname || vendorOfHost(host) !== vendor)
    return undefined
  return new URL(`${endpoint.protocol}//${host}`)
}

/** What must be changed so that requests are signed for `region`, and where its value came from. */
export function toChange(context: Context, region: string | undefined, said?: URL): Evidence {
  const { values } = context.settings
  const source = values.region?.source ?? ''
  const other = said ?? (region === undefined ? undefined : endpointIn(context, region))
  if (other !== undefined) {
    const from = values.endpoint?.source ?? ''
    const setting = from.endsWith('--endpoint') ? '--endpoint' : 'ARTIFACTS_S3_ENDPOINT'
    return { setting, source: from, expectedEndpoint: other.origin }
  }
  const cached = context.settings.cached.keys.some(({ path }) => path === source)
  // The variable of the product's own outranks every other source but the flag.
  const setting = source.endsWith('--region') ? '--region' : 'ARTIFACTS_S3_REGION'
  return { setting, source, ...(cached ? { cached } : {}) }
}
