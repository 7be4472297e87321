import { on, s3Error } from '../../checks/storage/bucket.ts'
import { captured } from '../../support/captured.ts'
import type { Answer } from '../../support/fault-proxy.ts'
import type { Line, World } from '../line.ts'
import { onS3rver } from './worlds.ts'
import { type Asked, inMemory, listing, refusing, xml } from './worlds-memory.ts'
import { minio, tigris } from './worlds-vendors.ts'

const COS = s3Error(
  403,
  'PathStyleDomainForbidden',
  '<Message>The bucket you are attempting to access must be addressed using COS virtual-styled domain.</Message>',
)
const OSS = s3Error(
  403,
  'SecondLevelDomainForbidden',
  '<Message>Please use virtual hosted style to access.</Message>',
)
const KS3 = s3Error(
  403,
  'SecondLevelDomainForbidden',
  '<Message>The bucket you are attempting to access must be addressed using KS3 third level domain.</Message>',
)

/** Refuses a bucket in the path. */
const byPath =
  (refusal: Answer) =>
  ({ style, bucket }: Asked) =>
    style === 'path' && bucket !== '' ? refusal : undefined

const STYLE = { root: 'storage/path-style-refused', check: 'storage/bucket' } as const
const OTHER = { root: 'storage/not-this-bucket', check: 'storage/bucket' } as const
const NAME = { root: 'storage/host-not-served', check: 'storage/bucket' } as const

const COS_KEYS = {
  ARTIFACTS_S3_ACCESS_KEY_ID: 'AKIDexampleOfADoctor0123456789abcdef',
  ARTIFACTS_S3_SECRET_ACCESS_KEY: 'exampleOfADoctorsOwnKey012345678',
}

/** The same server, asked by its name in place of its address. */
async function byName(world: () => Promise<World>): Promise<World> {
  const inner = await world()
  const endpoint = inner.flags.endpoint?.replace('127.0.0.1', 'localhost') ?? ''
  return { ...inner, flags: { ...inner.flags, endpoint } }
}

/** Buckets whose address, style or server is another than that which is asked. */
export const bucketAddressLines: readonly Line[] = [
  {
    area: 'bucket',
    what: 'Tencent COS: a bucket of 2024 or later wants to be a part of the name',
    source: 'gobackup/gobackup#233, gobackup/gobackup#268',
    world: inMemory('https://cos.ap-guangzhou.myqcloud.com', {
      bucket: 'cases-1250000000',
      flags: { region: 'ap-guangzhou' },
      headers: { server: 'tencent-cos' },
      env: COS_KEYS,
      answers: byPath(COS),
    }),
    ...STYLE,
    seen: { bucket: 'cases-1250000000', host: /^cases-1250000000\.cos\./ },
  },
  {
    area: 'bucket',
    what: 'Alibaba OSS: every bucket wants to be a part of the name',
    source: 'peak/s5cmd#518, treeverse/lakeFS#3613',
    world: inMemory('https://oss-cn-hangzhou.aliyuncs.com', {
      flags: { region: 'oss-cn-hangzhou' },
      headers: { server: 'AliyunOSS' },
      env: {
        ARTIFACTS_S3_ACCESS_KEY_ID: 'LTAI5exampleOfADoctor',
        ARTIFACTS_S3_SECRET_ACCESS_KEY: 'exampleOfADoctorsOwnKey0123456',
      },
      answers: byPath(OSS),
    }),
    ...STYLE,
    seen: { bucket: 'cases', host: 'cases.oss-cn-hangzhou.aliyuncs.com' },
  },
  {
    area: 'bucket',
    what: 'KS3: a vendor that nothing here knows wants it so too',
    source: 'juicedata/juicefs#2348',
    world: inMemory('https://ks3-cn-beijing.ksyuncs.com', {
      flags: { region: 'BEIJING' },
      answers: byPath(KS3),
    }),
    ...STYLE,
    seen: { bucket: 'cases', host: 'cases.ks3-cn-beijing.ksyuncs.com' },
  },
  {
    area: 'bucket',
    what: 'Tigris: a bucket made after February 2025, whose path is answered with a denial',
    source: 'kanbn/kan#330, tigrisdata/tigris-blog#186',
    world: tigris({
      answers: byPath(s3Error(403, 'AccessDenied', '<Message>Access Denied.</Message>')),
    }),
    ...STYLE,
    seen: { bucket: 'cases', host: 'cases.t3.storage.dev' },
  },
  {
    area: 'bucket',
    what: 'a server that refuses the bucket in the path, and is known by an address alone',
    source: 'vesoft-inc/nebula-br#62, of OSS; RFC 3986 § 3.2.2, no name stands before an address',
    world: onS3rver({
      rules: ['list', 'put', 'lock', 'head'].map((name) => on(name, OSS)),
    }),
    root: 'storage/virtual-host-impossible',
    check: 'storage/bucket',
    seen: { httpStatus: 403, code: 'SecondLevelDomainForbidden', bucket: 'cases' },
  },
  {
    area: 'bucket',
    what: 'Tencent COS: a bucket with a dot, for which no certificate holds',
    source: 'gobackup/gobackup#233; RFC 6125 § 6.4.3, on names below a wildcard',
    world: inMemory('https://cos.ap-guangzhou.myqcloud.com', {
      bucket: 'team.cases-1250000000',
      flags: { region: 'ap-guangzhou' },
      env: COS_KEYS,
      answers: () => COS,
    }),
    root: 'storage/virtual-host-impossible',
    check: 'storage/bucket',
    seen: { httpStatus: 403, code: 'PathStyleDomainForbidden', bucket: 'team.cases-1250000000' },
  },
  {
    area: 'bucket',
    what: 'Ceph: another host than rgw_dns_name is asked, and taken for the bucket',
    source: 'captured from Ceph RGW 16.2 (rgw_dns_name=s3.localhost, asked as localhost)',
    world: () =>
      byName(
        onS3rver({
          rules: ['list', 'put', 'lock', 'head', 'buckets'].map((name) =>
            on(name, captured('ceph-dns', 'same, list')),
          ),
        }),
      ),
    ...NAME,
    seen: { httpStatus: 404, code: 'NoSuchBucket', bucketName: 'localhost' },
  },
  {
    area: 'bucket',
    what: 'Ceph: a name of the network for the gateway, taken for a bucket as a whole',
    source: 'captured from Ceph RGW 16.2 (an unknown virtual host of another domain)',
    world: inMemory('http://lab-var.example.test:40080', {
      answers: () => captured('ceph-vhost', 'unknown vhost (other domain)'),
    }),
    ...NAME,
    seen: { httpStatus: 404, code: 'NoSuchBucket', bucketName: 'lab-var.example.test' },
  },
  {
    area: 'bucket',
    what: 'MinIO: MINIO_DOMAIN is the domain of the server itself, whose name becomes the bucket',
    source: 'minio/minio#14836, minio/docs#1131',
    world: minio({
      answers: ({ style }) => {
        const taken = style === 'path' ? 'minio' : 'cases.minio'
        const more = `<Message>The specified bucket does not exist</Message><BucketName>${taken}</BucketName>`
        return s3Error(404, 'NoSuchBucket', more)
      },
    }),
    ...NAME,
    seen: { httpStatus: 404, code: 'NoSuchBucket', bucketName: 'minio' },
  },
  {
    area: 'bucket',
    what: 'MinIO: its name begins with s3, which is too short for the bucket it is taken for',
    source: 'minio/minio#18962',
    world: minio({
      host: 'https://s3.example.test',
      answers: () =>
        s3Error(
          400,
          'InvalidBucketName',
          '<Message>The specified bucket is not valid.</Message><BucketName>s3</BucketName><Resource>/s3/cases</Resource>',
        ),
    }),
    ...NAME,
    seen: { httpStatus: 400, code: 'InvalidBucketName', bucketName: 's3' },
  },
  {
    area: 'bucket',
    what: 'a gateway that leads every path into one bucket of its own',
    source: 'nginx/nginx-s3-gateway, S3_BUCKET_NAME; minio/docs#169',
    world: onS3rver({ rules: [on('list', xml(listing('website')))] }),
    ...OTHER,
    seen: { httpStatus: 200, bucket: 'cases', listed: 'website' },
  },
  {
    area: 'bucket',
    what: 'Ceph lists all buckets: something on the way drops the path',
    source: 'captured from Ceph RGW 16.2 (a virtual host that it does not know)',
    world: onS3rver({
      rules: ['list', 'lock'].map((name) =>
        on(name, captured('ceph-wire', 'virtual host, unknown to server')),
      ),
    }),
    ...OTHER,
    seen: { httpStatus: 200, root: 'ListAllMyBucketsResult' },
  },
  {
    area: 'bucket',
    what: 'Swift lists all buckets to a virtual host that it does not know',
    source: 'captured from Swift 2.30 (s3api without storage_domain)',
    world: onS3rver({
      rules: ['list', 'lock'].map((name) =>
        on(name, captured('swift-vhost', 'unknown vhost (other domain)')),
      ),
    }),
    ...OTHER,
    seen: { httpStatus: 200, root: 'ListAllMyBucketsResult' },
  },
  {
    area: 'bucket',
    what: 'Ceph: the bucket is in the host and in the path, and there taken for a key',
    source: 'captured from Ceph RGW 16.2 (virtual host and path both)',
    world: inMemory('https://cases.rgw.example.test', {
      answers: refusing({
        list: captured('ceph-vhost', 'vhost + bucket in path too (double)'),
        lock: captured('ceph-vhost', 'vhost + bucket in path too (double)'),
      }),
    }),
    ...OTHER,
    seen: { httpStatus: 404, code: 'NoSuchKey' },
  },
  {
    area: 'bucket',
    what: 'Swift: the bucket is in the host and in the path, and there taken for a key',
    source: 'captured from Swift 2.30 (virtual host and path both)',
    world: inMemory('https://cases.swift.example.test', {
      answers: refusing({
        list: captured('swift-vhost', 'vhost + bucket in path too (double)'),
        lock: captured('swift-vhost', 'vhost + bucket in path too (double)'),
      }),
    }),
    ...OTHER,
    seen: { httpStatus: 404, code: 'NoSuchKey' },
  },
]
