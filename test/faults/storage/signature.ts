import { on, operation } from '../../checks/storage/bucket.ts'
import { captured } from '../../support/captured.ts'
import type { Rule } from '../../support/fault-proxy.ts'
import { SECRET_ACCESS_KEY } from '../../support/set-up.ts'
import type { Fault, Line } from '../line.ts'
import { type Account, AT, at, NOT_BY_PATH, onlyByHost, refusal, withCached } from './at-vendor.ts'
import { AWS_SAYS, shown, swift } from './canonical-request.ts'
import { alteredRequests, altering } from './signature-altered.ts'
import { onS3rver } from './worlds.ts'

const withSecret = (secret: string) => ({ env: { ARTIFACTS_S3_SECRET_ACCESS_KEY: secret } })
const WRONG = 'another/secret/of+the/same0length1234567'

/** Signatures that the server does not find right, and why. */
export const signatureLines: readonly Line[] = [
  ...secrets(),
  ...damaged(),
  ...alteredRequests,
  ...unclear(),
  {
    area: 'signature',
    what: 'a server that knows the bucket only in the host’s name, and computes so',
    source: 'minio/minio#15196, on the host that is signed',
    world: at({ ...AT.minio, endpoint: 'https://s3.storage.example' }, ({ style }) =>
      style === 'path' ? captured('ceph-rgw', 'wrong secret: list') : undefined,
    ),
    root: 'storage/path-style-refused',
    check: 'storage/bucket',
    seen: { bucket: 'cases' },
  },
  {
    area: 'signature',
    what: 'a secret with slashes and plus signs, and prefixes that need escaping',
    source: 'mhart/aws4#22, aws/aws-cli#602: such secrets are as good as any',
    world: onS3rver({ flags: { prefix: 'team a+b/ä' } }),
    passes: ['storage/region', 'storage/put', 'storage/get', 'storage/delete', 'storage/list'],
    exitCode: 0,
  },
  {
    area: 'signature',
    what: 'a proxy that adds headers of its own, which nobody signed',
    source: 'minio/minio#7736: cf-ray, x-forwarded-for and the like',
    world: onS3rver({
      rules: altering((headers) => {
        headers['x-forwarded-for'] = '192.0.2.7'
        headers['cf-ray'] = '4e214aae28f0d61c-MXP'
      }),
    }),
    passes: ['storage/region', 'storage/put', 'storage/get', 'storage/delete'],
    exitCode: 0,
  },
]

function secrets(): Line[] {
  const mismatch = (
    what: string,
    source: string,
    world: Line['world'],
    seen: Fault['seen'] = {},
  ): Line => ({
    area: 'signature',
    what,
    source,
    world,
    root: 'storage/secret-mismatch',
    check: 'storage/region',
    seen: { code: 'SignatureDoesNotMatch', httpStatus: 403, ...seen },
  })
  const elsewhere = (account: Account, message: string) =>
    at(account, () => refusal(403, 'SignatureDoesNotMatch', message))
  return [
    mismatch(
      'AWS signed the very same text: the secret is wrong',
      'docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html; s3tools/s3cmd#1053',
      at(AT.aws, shown),
      { sameRequest: true },
    ),
    mismatch(
      'Swift signed the very same text: the secret is wrong',
      'captured from Swift 2.30 (s3api): it shows what it signed',
      onS3rver({ rules: swift() }),
      { sameRequest: true },
    ),
    mismatch(
      'a wrong secret in the sparse words of Ceph RGW',
      'captured from Ceph RGW 16.2.15',
      onS3rver({ rules: [on('list', captured('ceph-rgw', 'wrong secret: list'))] }),
      { requestId: /^tx/ },
    ),
    mismatch(
      'the id is set, and the secret is left over from an older pair in the cache',
      'the product’s pages on cached storage credentials',
      withCached(
        onS3rver(withSecret('')),
        `ACCESS_KEY_ID=AKIAEXAMPLEOFANOLDER\nSECRET_ACCESS_KEY=${WRONG}\n`,
      ),
    ),
    mismatch(
      'the secret is that of a key of AWS, decoded once too often',
      'terraform-aws-modules/terraform-aws-iam#111',
      onS3rver(withSecret('4ngwTM7O=_j+gsCS}@E1%')),
    ),
    mismatch(
      'a wrong secret at MinIO',
      'minio/minio#1315, with the whole answer',
      elsewhere(
        AT.minio,
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      ),
      { host: 'minio.internal' },
    ),
    mismatch(
      'a wrong secret at R2',
      'developers.cloudflare.com/r2/api/error-codes, 10035',
      elsewhere(AT.r2, AWS_SAYS),
    ),
    mismatch(
      'a wrong secret at B2',
      'backblaze-b2-samples/cloudflare-b2-proxy#15',
      elsewhere(AT.b2, 'Signature validation failed'),
    ),
    mismatch(
      'a wrong secret at Tigris',
      'tigrisdata.com/docs/sdks/s3',
      elsewhere(AT.tigris, AWS_SAYS),
    ),
    mismatch(
      'COS refuses the bucket in the path, and the secret behind that',
      'gobackup/gobackup#233; cloud.tencent.com/developer/ask/25123',
      at(
        AT.cos,
        onlyByHost(
          NOT_BY_PATH.cos,
          refusal(403, 'SignatureDoesNotMatch', 'The Signature you specified is invalid.'),
        ),
      ),
    ),
    mismatch(
      'OSS refuses the bucket in the path, and the secret behind that',
      'treeverse/lakeFS#3613; aliyun/aliyun-oss-python-sdk#186',
      at(AT.oss, onlyByHost(NOT_BY_PATH.oss, refusal(403, 'SignatureDoesNotMatch', AWS_SAYS))),
    ),
    {
      area: 'keys',
      what: 'Swift does not know the key id, and speaks of the signature',
      source:
        'captured from Swift 2.30 with tempauth: an unknown key is answered like a wrong secret',
      world: onS3rver({
        rules: swift(),
        env: { ARTIFACTS_S3_ACCESS_KEY_ID: 'AKIANOSUCHKEYNOSUCHK' },
      }),
      root: 'storage/secret-mismatch',
      check: 'storage/region',
      seen: { code: 'SignatureDoesNotMatch', sameRequest: true },
    },
  ]
}

function damaged(): Line[] {
  const repaired = (what: string, source: string, secret: string): Line => ({
    area: 'signature',
    what,
    source,
    world: onS3rver(withSecret(secret)),
    root: 'storage/keys-mangled',
    check: 'storage/region',
    seen: { confirmed: true, code: 'SignatureDoesNotMatch' },
  })
  return [
    repaired(
      'the secret is percent-encoded, as it would be in a URL',
      'RFC 3986 § 2.1; aws/aws-cli#6751, of secrets with such characters',
      encodeURIComponent(SECRET_ACCESS_KEY),
    ),
    repaired(
      'the secret is still in Base64, as a Secret of Kubernetes holds it',
      'openai/kubernetes-ec2-autoscaler#14, on keys from such a Secret',
      Buffer.from(SECRET_ACCESS_KEY).toString('base64'),
    ),
    repaired(
      'the secret was copied with the comma behind it',
      'docs.aws.amazon.com/cli/latest/reference/iam/create-access-key.html: keys come as JSON',
      `${SECRET_ACCESS_KEY},`,
    ),
    repaired(
      'the slashes of the secret are escaped, as PHP writes JSON',
      'php.net/manual/en/json.constants.php, JSON_UNESCAPED_SLASHES',
      SECRET_ACCESS_KEY.replaceAll('/', '\\/'),
    ),
  ]
}

function unclear(): Line[] {
  const refused = captured('ceph-rgw', 'wrong secret: list')
  const line = (what: string, source: string, second: Rule): Line => ({
    area: 'signature',
    what,
    source,
    world: onS3rver({ rules: [on('list', refused, 1), second] }),
    root: 'storage/signature-mismatch',
    check: 'storage/region',
    seen: { code: 'SignatureDoesNotMatch', httpStatus: 403 },
  })
  return [
    line(
      'the signature is refused, and then the server fails',
      'docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, InternalError',
      on(
        'list',
        refusal(500, 'InternalError', 'We encountered an internal error. Please try again.'),
      ),
    ),
    line(
      'the signature is refused, and then fewer requests are asked for',
      'captured from Swift 2.30 (s3api)',
      on('list', captured('swift-ratelimit', 'rate limit: list')),
    ),
    line('the signature is refused, and then connections break', 'RFC 9293 § 3.5.2', {
      when: (request) => operation(request) === 'list',
      do: { reset: true },
    }),
  ]
}
