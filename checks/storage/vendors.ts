/** What a host or a key id reveals of its vendor. */
export interface Vendor {
  readonly name: string
  /** Its endpoints, without a bucket before them; `region` is the region that one names. */
  readonly endpoint: RegExp
  /** The form of its key ids, where it has one of its own. */
  readonly keyId?: RegExp
  /** The form of its secrets, likewise. */
  readonly secret?: RegExp
  /** Takes a bucket only as a part of the host's name. */
  readonly virtualOnly?: true
}

/**
 * Vendors by their endpoints and the form of their keys, as their documentation shows them:
 * docs.aws.amazon.com/IAM (reference_identifiers), developers.cloudflare.com/r2,
 * tigrisdata.com/docs, cloud.google.com/storage/docs/authentication/hmackeys,
 * backblaze.com/docs, scaleway.com/en/docs, docs.digitalocean.com, cloud.tencent.com, aliyun.com.
 */
const VENDORS: readonly Vendor[] = [
  {
    name: 'AWS',
    endpoint: /^(s3|bucket\.vpce-)[a-z0-9.-]*\.amazonaws\.com(\.cn)?$/,
    keyId: /^(AKIA|ASIA)[A-Z0-9]{16}$/,
    secret: /^[A-Za-z0-9/+]{40}$/,
  },
  {
    name: 'Cloudflare R2',
    endpoint: /^[0-9a-f]{32}\.((eu|fedramp)\.)?r2\.cloudflarestorage\.com$/,
    keyId: /^[0-9a-f]{32}$/,
    secret: /^[0-9a-f]{64}$/,
  },
  {
    name: 'Tigris',
    endpoint: /^(t3\.storage\.dev|(fly\.)?storage\.tigris\.dev)$/,
    keyId: /^tid_[A-Za-z0-9_-]+$/,
    secret: /^tsec_[A-Za-z0-9_+/-]+$/,
    virtualOnly: true,
  },
  {
    name: 'Google Cloud Storage',
    endpoint: /^storage\.googleapis\.com$/,
    keyId: /^GOOG[A-Z0-9]{10,64}$/,
    secret: /^[A-Za-z0-9/+]{40}$/,
  },
  {
    name: 'Backblaze B2',
    endpoint: /^s3\.(?<region>[a-z]+-[a-z]+-\d{3})\.backblazeb2\.com$/,
    keyId: /^00[0-9a-f]{10}[0-9a-f]{13}$/,
    secret: /^K00[A-Za-z0-9/+]{28}$/,
  },
  {
    name: 'Scaleway',
    endpoint: /^s3\.(?<region>[a-z]{2}-[a-z]{3})\.scw\.cloud$/,
    keyId: /^SCW[A-Z0-9]{17}$/,
  },
  {
    name: 'DigitalOcean Spaces',
    endpoint: /^[a-z]{3}\d\.digitaloceanspaces\.com$/,
    keyId: /^DO[08]0[A-Z0-9]{16}$/,
  },
  { name: 'Wasabi', endpoint: /^s3(\.(?<region>[a-z0-9-]+))?\.wasabisys\.com$/ },
  { name: 'OVHcloud', endpoint: /^s3\.(?<region>[a-z0-9-]+)\.(io\.)?cloud\.ovh\.(net|us)$/ },
  {
    name: 'Tencent COS',
    endpoint: /^cos\.(?<region>[a-z0-9-]+)\.myqcloud\.com$/,
    keyId: /^AKID[A-Za-z0-9]{32}$/,
    virtualOnly: true,
  },
  {
    name: 'Alibaba OSS',
    endpoint: /^(s3\.)?oss-(?<region>[a-z0-9-]+)\.aliyuncs\.com$/,
    keyId: /^LTAI[A-Za-z0-9]{12,24}$/,
    virtualOnly: true,
  },
]

/** The vendor whose endpoint this host is. */
export function vendorOfHost(host: string): Vendor | undefined {
  return VENDORS.find(({ endpoint }) => endpoint.test(host.toLowerCase()))
}

/** The region that an endpoint of a vendor names, AWS apart. */
export function regionInHost(host: string): string | undefined {
  const named = host.toLowerCase()
  return vendorOfHost(named)?.endpoint.exec(named)?.groups?.region
}

/** The vendor whose key ids have this form; undefined where no form, or that of several, fits. */
export function vendorOfKey(keyId: string): Vendor | undefined {
  const fitting = VENDORS.filter((vendor) => vendor.keyId?.test(keyId))
  return fitting.length === 1 ? fitting[0] : undefined
}

/** A vendor's endpoint that has a bucket before it: `cases.s3.eu-west-3.amazonaws.com`. */
export function endpointWithin(host: string, bucket: string): string | undefined {
  if (vendorOfHost(host) !== undefined || !host.startsWith(`${bucket}.`)) return undefined
  const own = host.slice(bucket.length + 1)
  return vendorOfHost(own) === undefined ? undefined : own
}

/** Whether the key id and the secret look swapped. */
export function lookSwapped(keyId: string, secret: string): boolean {
  return VENDORS.some(
    (vendor) =>
      vendor.keyId?.test(secret) === true &&
      !vendor.keyId.test(keyId) &&
      (vendor.secret?.test(keyId) ?? keyId.length > secret.length),
  )
}
