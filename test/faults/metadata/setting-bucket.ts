import type { Line } from '../line.ts'
import { KEY, onRedis, settingWith } from './worlds.ts'
import { besideBucket, ofBucket } from './worlds-bucket.ts'

const CHECK = { area: 'metadata', check: 'metadata/setting' } as const
const OTHER_BUCKET = {
  ...CHECK,
  root: 'metadata/setting-of-another-bucket',
  source: 'juicedata/juicefs, pkg/object/s3.go, newS3: how a bucket is spelt',
} as const
const OTHER_VOLUME = { ...CHECK, root: 'metadata/setting-of-another-volume' } as const
const UUID = '6b0452fc-0502-404c-b163-c9ab577ec766'
const OTHER_UUID = 'f3a1b2c4-5d6e-4f70-8192-a3b4c5d6e7f8'
const AWS = 'https://s3.eu-west-3.amazonaws.com'
const at = (Bucket: string, bucket: string, endpoint: string) =>
  onRedis({ setting: settingWith({ Bucket }), ...ofBucket(bucket, endpoint) })

/** A setting and a bucket that do not belong together. */
export const settingBucketLines: readonly Line[] = [
  {
    ...OTHER_BUCKET,
    what: 'a setting of another bucket of the same region',
    world: at(`${AWS}/others`, 'cases', AWS),
    seen: { key: KEY, Bucket: `${AWS}/others`, expectedBucket: 'cases', expectedEndpoint: AWS },
  },
  {
    ...OTHER_BUCKET,
    what: 'a setting of another bucket, named by its host',
    world: at('https://others.s3.eu-west-3.amazonaws.com', 'cases', AWS),
    seen: { Bucket: 'https://others.s3.eu-west-3.amazonaws.com', expectedBucket: 'cases' },
  },
  {
    ...OTHER_BUCKET,
    what: 'a setting of a bucket of this name at another vendor',
    world: at('https://t3.storage.dev/cases', 'cases', AWS),
    seen: { Bucket: 'https://t3.storage.dev/cases', expectedEndpoint: AWS },
  },
  {
    ...OTHER_BUCKET,
    what: 'a setting of a bucket of this name in China',
    world: at('https://cases.s3.cn-north-1.amazonaws.com.cn', 'cases', AWS),
    seen: { expectedEndpoint: AWS },
  },
  {
    ...OTHER_BUCKET,
    what: 'a setting of a bucket of this name in another account of R2',
    world: at(
      `https://${'0'.repeat(32)}.r2.cloudflarestorage.com/cases`,
      'cases',
      `https://${'1'.repeat(32)}.r2.cloudflarestorage.com`,
    ),
    seen: { expectedBucket: 'cases' },
  },
  {
    ...OTHER_BUCKET,
    what: 'a setting of another bucket of one’s own server',
    world: at(
      'http://minio.internal:9000/others/acme/demo/',
      'cases',
      'http://minio.internal:9000',
    ),
    seen: { expectedBucket: 'cases', expectedEndpoint: 'http://minio.internal:9000' },
  },
  {
    ...OTHER_VOLUME,
    what: 'a bucket in which another volume was formatted',
    source: 'juicedata/juicefs, cmd/format.go: juicefs_uuid',
    world: besideBucket({
      formatted: (endpoint) => settingWith({ Bucket: `${endpoint}/cases` }),
      objects: { juicefs_uuid: OTHER_UUID },
    }),
    seen: { UUID, uuidInBucket: OTHER_UUID, object: 'acme/demo/juicefs_uuid' },
  },
  {
    ...CHECK,
    what: 'a volume that was formatted, as its bucket says, and has no setting',
    source: 'juicedata/juicefs, cmd/format.go: the setting is written last',
    world: besideBucket({ setting: null, objects: { juicefs_uuid: UUID } }),
    root: 'metadata/setting-missing',
    seen: { key: KEY, present: false, volumeInBucket: true, keysInDatabase: 0 },
  },
  {
    ...CHECK,
    what: 'a volume whose formatting never came beyond the bucket',
    source: 'juicedata/juicefs, cmd/format.go: the bucket is tested first',
    world: besideBucket({ setting: null }),
    root: 'metadata/setting-missing',
    seen: { key: KEY, present: false, volumeInBucket: false },
  },
  {
    ...CHECK,
    what: 'a volume that could not be formatted, because its bucket refuses the keys',
    source: 'juicedata/juicefs, cmd/format.go: Storage is not configured correctly',
    world: besideBucket({ setting: null, secret: 'another/secret/than+that/of/the/settings' }),
    root: 'metadata/setting-missing',
    seen: { key: KEY, present: false, storageCode: 'SignatureDoesNotMatch' },
  },
]
