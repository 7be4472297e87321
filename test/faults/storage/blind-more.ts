import { on, s3Error } from '../../checks/storage/bucket.ts'
import { captured } from '../../support/captured.ts'
import type { Answer, Rule } from '../../support/fault-proxy.ts'
import type { Line } from '../line.ts'
import { arriving, cosByName, DENIED, inTheEu, isSigned } from './blind-vendors.ts'
import { onS3rver, onWire } from './worlds.ts'

/** A key that was made a moment ago: first it is unknown, then without its policy. */
function newKey(): Rule {
  let first: number | undefined
  const age = (at: number) => {
    first ??= at
    return at - first
  }
  const unknown = s3Error(
    403,
    'InvalidAccessKeyId',
    '<Message>The AWS Access Key Id you provided does not exist in our records.</Message>',
  )
  return {
    when: (request) => isSigned(request) && age(request.at) < 3000,
    do: { answer: ({ at }) => (age(at) < 1500 ? unknown : DENIED) },
  }
}

/** What RGW said to a user who may only put. */
function toPutOnly(operation: string): Answer {
  const answer = captured('ceph-rgw', `u2 with Allow PutObject only: ${operation}`)
  return { ...answer, body: answer.body.replaceAll('lab-pol', 'cases') }
}

/** The other lines of the blind set: what is denied, the bucket, its state, time. */
export const blindMore: readonly Line[] = [
  {
    area: 'denied',
    what: 'S3 writes with the key of KMS, and may not read with it',
    source:
      'aws/aws-cli#4507; docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
    world: onS3rver({
      rules: [
        on(
          'get',
          s3Error(
            403,
            'AccessDenied',
            '<Message>User: arn:aws:iam::111122223333:user/artifacts is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-3:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab because no identity-based policy allows the kms:Decrypt action</Message>',
          ),
        ),
      ],
    }),
    root: 'storage/kms-denied',
    check: 'storage/get',
    seen: { code: 'AccessDenied', action: 's3:GetObject', deniedAction: 'kms:Decrypt' },
  },
  {
    area: 'denied',
    what: 'the bucket of another account, whose requester pays: all is denied without a reason',
    source: 'docs.aws.amazon.com/AmazonS3/latest/userguide/ObjectsinRequesterPaysBuckets.html',
    world: onS3rver({
      rules: [
        {
          when: ({ headers }) => headers['x-amz-request-payer'] !== 'requester',
          do: { answer: DENIED },
        },
      ],
    }),
    root: 'storage/requester-pays',
    check: 'storage/put',
    seen: { code: 'AccessDenied', httpStatus: 403 },
  },
  {
    area: 'denied',
    what: 'RGW lets a user put, and neither look at the bucket nor read nor delete',
    source: 'captured from Ceph RGW 16.2',
    world: onS3rver({
      rules: [
        on('buckets', captured('ceph-rgw', 'ok: list buckets')),
        on('head', toPutOnly('head bucket')),
        on('list', toPutOnly('list')),
        on('get', toPutOnly('get')),
        on('delete', toPutOnly('delete')),
      ],
    }),
    root: 'storage/access-denied',
    check: 'storage/get',
    seen: { httpStatus: 403, action: 's3:GetObject' },
    leaves: true,
  },
  {
    area: 'denied',
    what: "Backblaze, a key for one bucket, which may not list the account's buckets",
    source: 'iterate-ch/cyberduck#14103; www.backblaze.com/docs/cloud-storage-application-keys',
    world: onS3rver({
      rules: [on('buckets', s3Error(403, 'AccessDenied', '<Message>not entitled</Message>'))],
    }),
    passes: [
      'storage/reachable',
      'storage/credentials',
      'storage/bucket',
      'storage/put',
      'storage/get',
      'storage/delete',
      'storage/list',
    ],
    exitCode: 0,
  },
  {
    area: 'bucket',
    what: 'R2 denies access at its usual host to a bucket of the EU jurisdiction',
    source: 'cloudflare/sandbox-sdk#731, toeverything/AFFiNE#14847',
    world: onWire(
      'https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com',
      arriving(inTheEu),
      {
        domain: 'r2.cloudflarestorage.com',
        flags: { region: 'auto' },
        env: {
          ARTIFACTS_S3_ACCESS_KEY_ID: 'abcdef0123456789abcdef0123456789',
          ARTIFACTS_S3_SECRET_ACCESS_KEY: '0f1e2d3c4b5a6978'.repeat(4),
        },
      },
    ),
    root: 'storage/no-such-bucket',
    check: 'storage/bucket',
    seen: { foundAt: /\.eu\.r2\.cloudflarestorage\.com/ },
  },
  {
    area: 'endpoint',
    what: "COS refuses the bucket's name in the path, as it does for buckets made since 2024",
    source: 'gobackup/gobackup#233; cloud.tencent.com/document/faq/436/102489',
    world: cosByName,
    root: 'storage/path-style-refused',
    check: 'storage/bucket',
    seen: { pathStyle: 'PathStyleDomainForbidden' },
  },
  {
    area: 'state',
    what: 'R2, a rule locks what is in the bucket: only the delete is refused',
    source:
      'developers.cloudflare.com/r2/api/error-codes, developers.cloudflare.com/r2/buckets/bucket-locks',
    world: onS3rver({
      rules: [
        on(
          'delete',
          s3Error(
            403,
            'ObjectLockedByBucketPolicy',
            '<Message>The object is locked by the bucket policy.</Message>',
          ),
        ),
      ],
    }),
    root: 'storage/delete-denied',
    check: 'storage/delete',
    seen: { code: 'ObjectLockedByBucketPolicy', httpStatus: 403 },
    leaves: true,
  },
  {
    area: 'state',
    what: "Swift's object servers are down: it lists, and asks for fewer requests",
    source: 'captured from Swift 2.30 (s3api) without its object server',
    world: onS3rver({
      rules: [
        on('put', captured('swift-down', 'object server down: put')),
        on('get', captured('swift-down', 'object server down: get')),
      ],
    }),
    root: 'storage/server-error',
    check: 'storage/put',
    seen: { code: 'ServiceUnavailable', httpStatus: 503 },
  },
  {
    area: 'state',
    what: 'Tigris does not find at once what was written a moment ago',
    source: 'benbjohnson/litestream#903; www.tigrisdata.com/docs/objects/consistency',
    world: onS3rver({
      rules: [
        on(
          'get',
          s3Error(404, 'NoSuchKey', '<Message>The specified key does not exist.</Message>'),
          1,
        ),
      ],
    }),
    passes: ['storage/put', 'storage/get', 'storage/delete'],
    exitCode: 0,
  },
  {
    area: 'propagation',
    what: 'a key of AWS is unknown, then denied, then works, and the doctor was told to wait',
    source: 'hashicorp/vault#687',
    world: async () => onS3rver({ waitMs: 30_000, rules: [newKey()] })(),
    passes: [
      'storage/credentials',
      'storage/put',
      'storage/get',
      'storage/delete',
      'storage/propagation',
    ],
    exitCode: 0,
  },
  {
    area: 'clock',
    what: "RGW's clock is off, behind an nginx whose Date, its own, agrees with ours",
    source: 'captured from Ceph RGW 16.2; nginx.org, ngx_http_proxy_module, proxy_pass_header',
    world: onS3rver({
      rules: [
        {
          when: (request) => isSigned(request) && request.method === 'HEAD',
          do: { answer: captured('ceph-skew', 'server clock off: head bucket') },
        },
        {
          when: isSigned,
          do: { answer: captured('ceph-skew', 'server clock off: put') },
        },
      ],
    }),
    root: 'storage/clock-skewed',
    check: 'storage/region',
    seen: { code: 'RequestTimeTooSkewed', httpStatus: 403 },
  },
]
