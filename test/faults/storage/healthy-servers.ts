import { signedFor } from '../../checks/storage/bucket.ts'
import { regionGate } from '../../support/region-gate.ts'
import type { Line } from '../line.ts'
import { WELL } from './well.ts'
import { onS3rver } from './worlds.ts'
import { inMemory } from './worlds-memory.ts'
import { b2, gcs, minio, r2, tigris } from './worlds-vendors.ts'

const AWS = 'https://s3.eu-west-3.amazonaws.com'

/** Vendors as they are, each with its own headers and ways. */
export const healthyServerLines: readonly Line[] = [
  {
    area: 'bucket',
    what: 'AWS: the bucket is a part of the name',
    source: 'docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html',
    world: inMemory(AWS, {
      headers: { server: 'AmazonS3', 'x-amz-bucket-region': 'eu-west-3' },
      answers: ({ style, bucket }) =>
        style === 'path' && bucket !== '' ? { status: 301 } : undefined,
    }),
    ...WELL,
  },
  {
    area: 'state',
    what: 'AWS: a bucket with versions, of which none stays behind',
    source: 'docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html',
    world: inMemory(AWS, { versioned: true, headers: { server: 'AmazonS3' } }),
    ...WELL,
  },
  {
    area: 'keys',
    what: 'AWS: temporary keys with their session token',
    source: 'docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_use-resources.html',
    world: inMemory(AWS, {
      env: {
        ARTIFACTS_S3_ACCESS_KEY_ID: 'ASIAEXAMPLEOFADOCTOR',
        ARTIFACTS_S3_SESSION_TOKEN: 'FwoGZXIvYXdzEXAMPLE//token+of=',
      },
      answers: ({ headers }) =>
        headers['x-amz-security-token'] === 'FwoGZXIvYXdzEXAMPLE//token+of='
          ? undefined
          : { status: 403 },
    }),
    ...WELL,
  },
  {
    area: 'region',
    what: 'AWS: the region that is set is ignored for that of the endpoint',
    source: 'juicedata/juicefs, pkg/object/s3.go',
    world: inMemory(AWS, {
      env: { AWS_REGION: 'us-east-1' },
      answers: (asked) => (signedFor(asked) === 'eu-west-3' ? undefined : { status: 400 }),
    }),
    ...WELL,
  },
  {
    area: 'region',
    what: 'R2: the region is auto, and follows from the endpoint',
    source: 'developers.cloudflare.com/r2/api/s3/api',
    world: r2(),
    ...WELL,
  },
  {
    area: 'bucket',
    what: 'R2: the endpoint of the jurisdiction that the bucket is in',
    source: 'developers.cloudflare.com/r2/reference/data-location',
    world: r2({ host: '0123456789abcdef0123456789abcdef.eu.r2.cloudflarestorage.com' }),
    ...WELL,
  },
  {
    area: 'region',
    what: 'Tigris: a bucket that still takes paths, in the region auto',
    source: 'tigrisdata/tigris-blog#186',
    world: tigris({
      answers: (asked) => (signedFor(asked) === 'auto' ? undefined : { status: 403 }),
    }),
    ...WELL,
  },
  {
    area: 'state',
    what: 'B2: every bucket has versions',
    source: 'backblaze.com/docs/cloud-storage-s3-compatible-api',
    world: b2(),
    ...WELL,
  },
  {
    area: 'endpoint',
    what: 'GCS: an XML API that does not know the question for the object lock',
    source: 'cloud.google.com/storage/docs/interoperability',
    world: gcs(),
    ...WELL,
  },
  {
    area: 'endpoint',
    what: 'MinIO: plain http on a port of its own, within a network',
    source: 'min.io docs, mc alias set',
    world: minio(),
    ...WELL,
  },
  {
    area: 'region',
    what: 'OVH: a server that takes signatures for its own region only, which is set',
    source: 'juicedata/juicefs#3129; captured from Swift 2.30',
    world: onS3rver({ rules: regionGate('gra'), flags: { region: 'gra' } }),
    ...WELL,
  },
]
