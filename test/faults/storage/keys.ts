import { on, s3Error } from '../../checks/storage/bucket.ts'
import { captured } from '../../support/captured.ts'
import type { Line } from '../line.ts'
import { AT, at, NOT_BY_PATH, onlyByHost, refusal } from './at-vendor.ts'
import { healthyKeys } from './keys-healthy.ts'
import { keysOutOfUse } from './keys-out-of-use.ts'
import { onS3rver } from './worlds.ts'

/** Keys that are not known, not in force, or not whole in the server's eyes. */
export const keysLines: readonly Line[] = [
  {
    area: 'keys',
    what: 'MinIO does not know the key id',
    source: 'minio/minio, cmd/api-errors.go, ErrInvalidAccessKeyID',
    world: at(AT.minio, () =>
      refusal(
        403,
        'InvalidAccessKeyId',
        'The Access Key Id you provided does not exist in our records.',
        '<BucketName>cases</BucketName><Resource>/cases</Resource><HostId>dd9025bab4ad464b</HostId>',
        { server: 'MinIO', 'x-minio-deployment-id': '21f6c320-014c-4860-a4dc-f846ffb4b48e' },
      ),
    ),
    root: 'storage/invalid-access-key',
    check: 'storage/credentials',
    seen: { code: 'InvalidAccessKeyId', httpStatus: 403, host: 'minio.internal' },
  },
  {
    area: 'keys',
    what: 'Ceph RGW does not know the key id, and says so without a sentence',
    source: 'captured from Ceph RGW 16.2.15',
    world: onS3rver({ rules: [on('list', captured('ceph-rgw', 'unknown key: list'))] }),
    root: 'storage/invalid-access-key',
    check: 'storage/credentials',
    seen: { code: 'InvalidAccessKeyId', httpStatus: 403, requestId: /^tx/ },
  },
  {
    area: 'keys',
    what: 's3rver, with a key id that it was not given',
    source: 's3rver itself: it knows one key',
    world: onS3rver({ env: { ARTIFACTS_S3_ACCESS_KEY_ID: 'AKIANOSUCHKEYNOSUCHK' } }),
    root: 'storage/invalid-access-key',
    check: 'storage/credentials',
    seen: { code: 'InvalidAccessKeyId', httpStatus: 403 },
  },
  {
    area: 'keys',
    what: 'the key is of another cluster of B2 than the endpoint',
    source: 'peak/s5cmd#269',
    world: at(AT.b2, () =>
      refusal(403, 'InvalidAccessKeyId', `The key '${AT.b2.id}' is not valid`),
    ),
    root: 'storage/invalid-access-key',
    check: 'storage/credentials',
    seen: { code: 'InvalidAccessKeyId', host: 's3.us-west-002.backblazeb2.com' },
  },
  {
    area: 'keys',
    what: 'the master key of B2, which its S3 does not take',
    source: 'muxinc/next-video#216, timmyomahony/craft-remote-backup#11',
    world: at({ ...AT.b2, id: '1a2b3c4d5e6f' }, () =>
      refusal(403, 'InvalidAccessKeyId', 'Malformed Access Key Id'),
    ),
    root: 'storage/invalid-access-key',
    check: 'storage/credentials',
    seen: { code: 'InvalidAccessKeyId', httpStatus: 403 },
  },
  {
    area: 'keys',
    what: 'R2 does not take the keys: 401, in a code of its own',
    source: 'developers.cloudflare.com/r2/api/error-codes, 10002',
    world: at(AT.r2, () => refusal(401, 'Unauthorized', 'Unauthorized')),
    root: 'storage/invalid-access-key',
    check: 'storage/credentials',
    seen: { code: 'Unauthorized', httpStatus: 401 },
  },
  {
    area: 'keys',
    what: "Cloudflare's API token in place of the key id of R2",
    source: 'medusajs/medusa#10497',
    world: at({ ...AT.r2, id: 'Xample-Of_An0Api1Token2Of3Cloudflare4567' }, () =>
      refusal(400, 'InvalidArgument', 'Credential access key has length 40, should be 32'),
    ),
    root: 'storage/keys-mangled',
    check: 'storage/credentials',
    seen: { code: 'InvalidArgument', httpStatus: 400 },
  },
  {
    area: 'keys',
    what: 'the key id of R2 without its first character',
    source: 'addozhang/obsidian-image-upload-toolkit#58, of one too many',
    world: at({ ...AT.r2, id: AT.r2.id.slice(1) }, () =>
      refusal(400, 'InvalidArgument', 'Credential access key has length 31, should be 32'),
    ),
    root: 'storage/keys-mangled',
    check: 'storage/credentials',
    seen: { code: 'InvalidArgument', httpStatus: 400 },
  },
  {
    area: 'keys',
    what: 'a key of B2 at R2, which counts its characters',
    source: 'grafana/loki#9224',
    world: at({ ...AT.b2, endpoint: AT.r2.endpoint }, () =>
      refusal(400, 'InvalidArgument', 'Credential access key has length 25, should be 32'),
    ),
    root: 'storage/invalid-access-key',
    check: 'storage/credentials',
    seen: { code: 'InvalidArgument', httpStatus: 400 },
  },
  {
    area: 'keys',
    what: 'a client id of Google in place of an HMAC key',
    source: 's3fs-fuse/s3fs-fuse#179',
    world: at({ ...AT.gcs, id: '123456789012-example.apps.googleusercontent.com' }, () =>
      refusal(
        403,
        'InvalidSecurity',
        'The provided security credentials are not valid.',
        '<Details>Incorrect Authorization header</Details>',
      ),
    ),
    root: 'storage/invalid-access-key',
    check: 'storage/credentials',
    seen: { code: 'InvalidSecurity', httpStatus: 403 },
  },
  {
    area: 'keys',
    what: 'Tigris does not know the key id',
    source: 'tigrisdata.com/docs/sdks/s3, the codes are those of S3',
    world: at(AT.tigris, () =>
      refusal(
        403,
        'InvalidAccessKeyId',
        'The Access Key Id you provided does not exist in our records.',
        '',
        { server: 'Tigris OS' },
      ),
    ),
    root: 'storage/invalid-access-key',
    check: 'storage/credentials',
    seen: { code: 'InvalidAccessKeyId', host: 't3.storage.dev' },
  },
  {
    area: 'keys',
    what: 'OSS does not know the key id, and says so only to the bucket in the host’s name',
    source: 'Molunerfinn/PicGo#488, juicedata/juicefs#2348',
    world: at(
      AT.oss,
      onlyByHost(
        NOT_BY_PATH.oss,
        refusal(
          403,
          'InvalidAccessKeyId',
          'The OSS Access Key Id you provided does not exist in our records.',
          '<EC>0002-00000902</EC>',
          { server: 'AliyunOSS', 'x-oss-ec': '0002-00000902' },
        ),
      ),
    ),
    root: 'storage/invalid-access-key',
    check: 'storage/credentials',
    seen: { code: 'InvalidAccessKeyId', httpStatus: 403 },
  },
  {
    area: 'keys',
    what: 'KS3 does not know the key id, and says so only to the bucket in the host’s name',
    source: 'docs.ksyun.com/documents/5431, pingcap/tiflash#10598',
    world: at(AT.ks3, onlyByHost(NOT_BY_PATH.ks3, s3Error(403, 'InvalidAccessKeyId'))),
    root: 'storage/invalid-access-key',
    check: 'storage/credentials',
    seen: { code: 'InvalidAccessKeyId', httpStatus: 403 },
  },
  {
    area: 'keys',
    what: 'a temporary key without its token at a server that is not known to be AWS',
    source: 'ex-aws/ex_aws#37; raster-foundry/raster-foundry#289',
    world: onS3rver({ env: { ARTIFACTS_S3_ACCESS_KEY_ID: 'ASIAJCIMYNXQI3TLOWZA' } }),
    root: 'storage/session-token-missing',
    check: 'storage/credentials',
    seen: { code: 'InvalidAccessKeyId', httpStatus: 403 },
  },
  {
    area: 'keys',
    what: 'id and secret changed places, and only the slashes in the id tell',
    source: 'aws/aws-sdk-ruby#1276, hubrick/vertx-s3-client#13',
    world: at(
      {
        endpoint: 'https://s3.storage.example',
        id: 'long/secret/of/some+server0of1ones2own34',
        secret: 'backup-operator',
      },
      () =>
        refusal(
          400,
          'AuthorizationHeaderMalformed',
          'The authorization header is malformed; the Credential is mal-formed; expecting &quot;&lt;YOUR-AKID&gt;/YYYYMMDD/REGION/SERVICE/aws4_request&quot;.',
        ),
    ),
    root: 'storage/keys-swapped',
    check: 'storage/credentials',
    seen: { code: 'AuthorizationHeaderMalformed', httpStatus: 400 },
  },
  {
    area: 'keys',
    what: 'a key of R2 at AWS',
    source: 'the form of the ids: developers.cloudflare.com/r2/api/tokens',
    world: at({ ...AT.r2, endpoint: AT.aws.endpoint }, () =>
      refusal(
        403,
        'InvalidAccessKeyId',
        'The AWS Access Key Id you provided does not exist in our records.',
      ),
    ),
    root: 'storage/invalid-access-key',
    check: 'storage/credentials',
    seen: { code: 'InvalidAccessKeyId', httpStatus: 403 },
  },
  {
    area: 'keys',
    what: 'a key of AWS at Tigris, which lets it in all the same',
    source:
      'the forms of the ids: docs.aws.amazon.com/IAM (reference_identifiers), tigrisdata.com/docs/iam',
    world: at({ ...AT.aws, endpoint: AT.tigris.endpoint }),
    root: 'storage/key-of-another-vendor',
    check: 'storage/keys',
    seen: { keyVendor: /AWS/, endpointVendor: /Tigris/ },
  },
  {
    area: 'keys',
    what: 'one front end does not know the key: the put meets it',
    source: 'captured from Ceph RGW 16.2.15; boto/botocore#228 on such refusals now and then',
    world: onS3rver({ rules: [on('put', captured('ceph-rgw', 'unknown key: put'))] }),
    root: 'storage/invalid-access-key',
    check: 'storage/put',
    seen: { code: 'InvalidAccessKeyId', action: 's3:PutObject' },
  },
  {
    area: 'keys',
    what: 'one front end does not know the key: the get meets it',
    source: 's3rver’s own words; aws/aws-cli#3129 on such refusals now and then',
    world: onS3rver({ rules: [on('get', captured('s3rver', 'unknown key: list'))] }),
    root: 'storage/invalid-access-key',
    check: 'storage/get',
    seen: { code: 'InvalidAccessKeyId', action: 's3:GetObject' },
  },
  ...keysOutOfUse,
  ...healthyKeys,
]
