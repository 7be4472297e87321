import { on, signedFor } from '../../checks/storage/bucket.ts'
import { captured } from '../../support/captured.ts'
import type { Answer, Rule, SeenRequest } from '../../support/fault-proxy.ts'
import { regionGate } from '../../support/region-gate.ts'
import { ACCESS_KEY_ID, SECRET_ACCESS_KEY } from '../../support/set-up.ts'
import type { Line } from '../line.ts'
import { AT, at, NO_KEYS, refusal, untyped, withCached } from './at-vendor.ts'
import { awsRegions } from './region-aws.ts'
import { malformed, mismatch, type Refuse } from './region-mismatch.ts'
import { onS3rver } from './worlds.ts'

const WRONG_SECRET = { ARTIFACTS_S3_SECRET_ACCESS_KEY: 'another/secret/of+the/same0length1234567' }

/** Refuses, on loopback, what is signed for another region than `wanted`. */
const gate = (wanted: string, answer: Refuse): Rule[] => [
  { when: (request) => ![undefined, wanted].includes(signedFor(request)), do: { answer } },
]

/** What a region that has to be switched on says of a bucket elsewhere. */
const NOWHERE = refusal(
  400,
  'IllegalLocationConstraintException',
  'The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.',
)

/** Signatures for another region than the server's, and what the server makes of them. */
export const regionLines: readonly Line[] = [
  ...awsRegions,
  mismatch(
    'behind the wrong region, the secret is wrong too',
    'captured from Swift 2.30 (s3api); s3rver computes the signature',
    onS3rver({ rules: regionGate('gra'), env: WRONG_SECRET }),
    { expectedRegion: 'gra', code: 'AuthorizationHeaderMalformed' },
    ['storage/secret-mismatch'],
  ),
  mismatch(
    'MinIO with a region of its own: only its sentence names it',
    'juicedata/juicefs#5201; apache/cloudstack#13257',
    onS3rver({
      rules: gate('in-north-clt', () =>
        refusal(
          400,
          'AuthorizationHeaderMalformed',
          "The authorization header is malformed; the region is wrong; expecting 'in-north-clt'.",
          '<BucketName>cases</BucketName><Resource>/cases</Resource>',
          { server: 'MinIO' },
        ),
      ),
    }),
    { expectedRegion: 'in-north-clt', actualRegion: 'eu-west-3', source: '--region' },
  ),
  mismatch(
    'Scaleway and no region set',
    'minio/mc#3399; juicedata/juicesync#103',
    at(AT.scaleway, scopedTo('fr-par', malformed('fr-par'))),
    { actualRegion: 'us-east-1', expectedRegion: 'fr-par', source: 'default' },
  ),
  mismatch(
    'OVHcloud and no region set',
    'juicedata/juicefs#3129',
    at(AT.ovh, scopedTo('gra', malformed('gra'))),
    { actualRegion: 'us-east-1', expectedRegion: 'gra', source: 'default' },
  ),
  mismatch(
    'a Swift whose region is written in capitals',
    'peak/s5cmd#325; juicedata/juicefs#1168',
    onS3rver({ rules: regionGate('NL') }),
    { expectedRegion: 'NL', actualRegion: 'eu-west-3' },
  ),
  mismatch(
    'auto, which is right for other vendors, was taken along to Swift',
    'captured from Swift 2.30 (s3api)',
    untyped(
      onS3rver({
        rules: gate('us-east-1', () => captured('swift', 'region in scope auto: list')),
        env: { ARTIFACTS_S3_REGION: 'auto' },
      }),
      'region',
    ),
    { actualRegion: 'auto', expectedRegion: 'us-east-1', source: 'ARTIFACTS_S3_REGION' },
  ),
  mismatch(
    'the region came with the cached keys',
    'the product’s pages on cached storage credentials',
    withCached(
      untyped(onS3rver({ env: NO_KEYS, rules: regionGate('gra') }), 'region'),
      `ACCESS_KEY_ID=${ACCESS_KEY_ID}\nSECRET_ACCESS_KEY=${SECRET_ACCESS_KEY}\nREGION=sbg\n`,
    ),
    { actualRegion: 'sbg', expectedRegion: 'gra', source: /byo-credentials$/ },
  ),
  mismatch(
    'a region of AWS was typed for R2',
    'developers.cloudflare.com/r2/api/s3/api, on regions',
    at(AT.r2, scopedTo('auto', notOneOf), { flags: { region: 'eu-west-3' } }),
    { code: 'InvalidRegionName', expectedRegion: 'auto', source: '--region' },
  ),
  mismatch(
    'the region of the shell goes with R2',
    'developers.cloudflare.com/r2/api/s3/api, on regions; boto3 reads AWS_DEFAULT_REGION',
    at(AT.r2, scopedTo('auto', notOneOf), { env: { AWS_DEFAULT_REGION: 'ap-northeast-2' } }),
    { actualRegion: 'ap-northeast-2', expectedRegion: 'auto', source: 'AWS_DEFAULT_REGION' },
  ),
  mismatch(
    'Garage, whose region has its own name',
    'PhantomPhoton/S3-Compatible#28, versity/versitygw#1990',
    onS3rver({
      rules: gate('garage', (request) =>
        refusal(
          400,
          'AuthorizationHeaderMalformed',
          `Authorization header malformed, unexpected scope: 20260519/${signedFor(request)}/s3/aws4_request`,
          '<Resource>/cases</Resource><Region>garage</Region>',
        ),
      ),
    }),
    { expectedRegion: 'garage', actualRegion: 'eu-west-3' },
  ),
  mismatch(
    'a server that says only that the signature is another, and means the region',
    'artifacts.tonbo.io/docs/error-codes, SignatureDoesNotMatch',
    onS3rver({
      rules: [
        {
          when: (request) => ![undefined, 'us-east-1'].includes(signedFor(request)),
          do: { answer: captured('ceph-rgw', 'wrong secret: list') },
        },
      ],
    }),
    { code: 'SignatureDoesNotMatch', expectedRegion: 'us-east-1', actualRegion: 'eu-west-3' },
  ),
  {
    area: 'region',
    what: 'the region is refused, and nothing tells which would be right',
    source: 'tweag/aws-secrets#22; apache/opendal#2677',
    world: onS3rver({
      rules: [on('list', NOWHERE), on('head', { status: 400 })],
    }),
    root: 'storage/region-mismatch',
    check: 'storage/region',
    seen: { code: 'IllegalLocationConstraintException', confirmed: false },
  },
  {
    area: 'region',
    what: 'R2 with the region that is an alias of auto',
    source: 'developers.cloudflare.com/r2/api/s3/api: us-east-1 is an alias',
    world: at(AT.r2, scopedTo('us-east-1', notOneOf), { flags: { region: 'us-east-1' } }),
    passes: ['storage/region', 'storage/put', 'storage/get', 'storage/list'],
    exitCode: 0,
  },
  {
    area: 'region',
    what: 'Tigris, whose region follows from its host',
    source: 'tigrisdata.com/docs/sdks/s3: auto',
    world: at(AT.tigris, scopedTo('auto', malformed('auto'))),
    passes: ['storage/region', 'storage/put', 'storage/get', 'storage/list'],
    exitCode: 0,
  },
  {
    area: 'region',
    what: 'a Swift that checks the region, which is the right one',
    source: 'captured from Swift 2.30 (s3api)',
    world: onS3rver({ rules: regionGate('eu-west-3') }),
    passes: ['storage/region', 'storage/credentials', 'storage/put', 'storage/get'],
    exitCode: 0,
  },
]

/** A vendor’s bucket that takes signatures for one region only. */
function scopedTo(region: string, refuse: Refuse): (asked: SeenRequest) => Answer | undefined {
  return (request) =>
    [undefined, region].includes(signedFor(request)) ? undefined : refuse(request)
}

function notOneOf(request: SeenRequest): Answer {
  return refusal(
    400,
    'InvalidRegionName',
    `The region name '${signedFor(request)}' is not valid. Must be one of: wnam, enam, weur, eeur, apac, oc, auto`,
  )
}
