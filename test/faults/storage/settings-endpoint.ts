import type { Line } from '../line.ts'
import { AT, at, untyped } from './at-vendor.ts'
import { onS3rver } from './worlds.ts'
import type { Vendor } from './worlds-memory.ts'

/** Where it is read how JuiceFS takes an endpoint apart. */
export const NEW_S3 = 'juicedata/juicefs, pkg/object/s3.go, newS3'

/** A vendor's bucket, and settings that lead elsewhere. */
const set = (account: keyof typeof AT, changes: Vendor): Line['world'] =>
  at(AT[account], undefined, changes)

/** Endpoints that lead nowhere, or elsewhere. */
export const endpointSettings: readonly Line[] = endpoints()

function endpoints(): Line[] {
  const malformed = (what: string, source: string, found: RegExp, world: Line['world']): Line => ({
    area: 'settings',
    what,
    source,
    world,
    root: 'storage/endpoint-malformed',
    check: 'storage/settings',
    seen: { found },
  })
  return [
    malformed(
      'the bucket stands behind the endpoint, as JuiceFS itself wants it',
      'juicefs.com/docs/community/reference/how_to_set_up_object_storage',
      /path/,
      set('tigris', { flags: { endpoint: 'https://t3.storage.dev/cases' } }),
    ),
    malformed(
      'the endpoint of a vendor whose S3 is below a path',
      'supabase.com/docs/guides/storage/s3/authentication',
      /path/,
      set('minio', {
        flags: { endpoint: 'https://abcdefghijklmnopqrst.storage.supabase.co/storage/v1/s3' },
      }),
    ),
    malformed(
      'options of JuiceFS behind a question mark',
      'juicefs.com/docs/community/reference/how_to_set_up_object_storage, tls-insecure-skip-verify',
      /query/,
      set('minio', { flags: { endpoint: 'https://minio.internal:9000?disable-checksum=true' } }),
    ),
    malformed(
      'the keys stand in the endpoint',
      'juicefs.com/docs/community/guide/sync: ACCESS_KEY:SECRET_KEY@BUCKET.ENDPOINT',
      /login/,
      set('minio', { flags: { endpoint: 'http://operator:correct-horse@minio.internal:9000' } }),
    ),
    malformed(
      'the endpoint is the URI of the bucket',
      'docs.aws.amazon.com/cli/latest/reference/s3: s3://bucket/key',
      /http/,
      set('aws', { flags: { endpoint: 's3://cases' } }),
    ),
    malformed(
      'the endpoint, from the environment, ends in a line break',
      'offen/docker-volume-backup#291: `echo` into a secret store keeps its line break',
      /line break/,
      untyped(
        set('tigris', { env: { ARTIFACTS_S3_ENDPOINT: 'https://t3.storage.dev\n' } }),
        'endpoint',
      ),
    ),
    malformed(
      'the endpoint, from the environment, is in quotes',
      'moby/moby#46773: --env-file keeps quotes',
      /quote/,
      untyped(
        set('tigris', { env: { ARTIFACTS_S3_ENDPOINT: '"https://t3.storage.dev"' } }),
        'endpoint',
      ),
    ),
    malformed(
      'the bucket stands before the endpoint of Tigris too',
      'tigrisdata.com/blog/virtual-hosted-urls',
      /twice/,
      set('tigris', { flags: { endpoint: 'https://cases.t3.storage.dev' } }),
    ),
    malformed(
      'the bucket stands before the endpoint of AWS too',
      'docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html',
      /twice/,
      set('aws', { flags: { endpoint: 'https://cases.s3.eu-west-3.amazonaws.com' } }),
    ),
    malformed(
      'the origin endpoint of a Space, which begins with its name',
      'docs.digitalocean.com/products/spaces/how-to/use-aws-sdks',
      /twice/,
      set('minio', { flags: { endpoint: 'https://cases.nyc3.digitaloceanspaces.com' } }),
    ),
    malformed(
      'a slash is missing behind the scheme',
      'RFC 3986 § 3: what stands before such a slash is read as the host',
      /path|URL/,
      set('tigris', { flags: { endpoint: 'https:/t3.storage.dev' } }),
    ),
    {
      area: 'settings',
      what: 'there is a bucket and keys, and no endpoint',
      source: 'the product’s pages on bring-your-own storage: the endpoint is required',
      world: untyped(onS3rver(), 'endpoint'),
      root: 'storage/endpoint-missing',
      check: 'storage/settings',
      seen: { setting: 'ARTIFACTS_S3_ENDPOINT' },
    },
    {
      area: 'settings',
      what: 'an endpoint without a scheme, which JuiceFS asks over plain http',
      source: `${NEW_S3}: http unless it is amazonaws.com`,
      world: set('tigris', { flags: { endpoint: 't3.storage.dev' } }),
      root: 'storage/scheme-missing',
      check: 'storage/settings',
      seen: { host: 't3.storage.dev' },
    },
  ]
}
