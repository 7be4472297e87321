/**
 * The region that an `amazonaws.com` host names, as in `s3.eu-west-3.amazonaws.com`,
 * `bucket.s3-eu-west-3.…`, `s3.dualstack.eu-west-3.…` or `….eu-west-3.vpce.…`; undefined for the
 * global host and for every other vendor.
 * Source: docs.aws.amazon.com/general/latest/gr/s3.html; juicedata/juicefs, pkg/object/s3.go.
 */
export function regionOfAwsHost(host: string): string | undefined {
  return /(?:^|[.-])((?!s3-|fips-)[a-z]{2,4}(?:-[a-z]{1,16}){1,3}-\d)(?:\.vpce)?\.amazonaws\.com(?:\.cn)?$/.exec(
    host.toLowerCase(),
  )?.[1]
}

/**
 * The region that a host of Oracle's Object Storage names, as JuiceFS takes it from there whatever
 * else is set (juicedata/juicefs, pkg/object/s3.go); undefined for every other host.
 */
export function regionOfOracleHost(host: string): string | undefined {
  return /\.compat\.objectstorage\.([a-z0-9-]{3,40})\.oraclecloud\.com$/.exec(
    host.toLowerCase(),
  )?.[1]
}

/** Whether `host` belongs to AWS, which addresses a bucket as part of the host's name. */
export function isAwsHost(host: string): boolean {
  return /(^|\.)amazonaws\.com(\.cn)?$/i.test(host)
}

/** Whether `host` is of a vendor whose documentation asks for the region `auto`: Tigris, Cloudflare R2. */
export function wantsRegionAuto(host: string): boolean {
  return /(^|\.)(t3\.storage\.dev|(fly\.)?storage\.tigris\.dev|r2\.cloudflarestorage\.com)$/i.test(
    host,
  )
}

/**
 * An endpoint as a URL. Without a scheme it is plain http unless AWS's, as JuiceFS reads it
 * (pkg/object/s3.go); undefined when it is not a URL of http or https.
 */
export function parseEndpoint(text: string): URL | undefined {
  const host = text.split('/')[0]?.split(':')[0] ?? ''
  const complete = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? text
    : `${isAwsHost(host) ? 'https' : 'http'}://${text}`
  if (/\s/.test(complete) || !URL.canParse(complete)) return undefined
  const url = new URL(complete)
  return /^https?:$/.test(url.protocol) && url.hostname !== '' ? url : undefined
}
