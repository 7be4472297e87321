import { signedFor } from '../../checks/storage/bucket.ts'
import type { Answer } from '../../support/fault-proxy.ts'
import { BUCKET } from '../../support/set-up.ts'
import type { Line } from '../line.ts'
import { AT, at, refusal } from './at-vendor.ts'
import { malformed, mismatch, type Refuse } from './region-mismatch.ts'
import { type Asked, listing, type Vendor, xml } from './worlds-memory.ts'

const GLOBAL = 'https://s3.amazonaws.com'

const redirected = (region: string) =>
  refusal(
    301,
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    `<Endpoint>cases.s3-${region}.amazonaws.com</Endpoint><Bucket>cases</Bucket>`,
    { 'x-amz-bucket-region': region },
  )

/** Another region's words where the bucket is in one that has to be switched on, or the asker is. */
const incompatible = (constraint: string): Answer =>
  refusal(
    400,
    'IllegalLocationConstraintException',
    `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  )

/** A bucket of AWS: what is signed for another region, or asked of another's host, is refused so. */
function awsBucket(
  region: string,
  refuse: Refuse,
  then?: Refuse,
): (asked: Asked) => Answer | undefined {
  return (asked) => {
    const signed = signedFor(asked)
    const marks = { 'x-amz-bucket-region': region, 'x-amz-request-id': 'TX0002' }
    if (signed === undefined) return { status: 403, headers: marks }
    const here = asked.host.includes(region) || asked.host === 'cases.s3.amazonaws.com'
    if (!here || signed !== region) return refuse(asked)
    if (then !== undefined) return then(asked)
    // Asked at the host of its own region, which is not the endpoint's.
    return asked.bucket === BUCKET ? undefined : xml(listing(BUCKET))
  }
}

const atAws = (
  endpoint: string,
  answers: (asked: Asked) => Answer | undefined,
  changes: Vendor = {},
) =>
  at({ ...AT.aws, endpoint }, answers, {
    domain: endpoint.endsWith('.cn') ? 'amazonaws.com.cn' : 'amazonaws.com',
    ...changes,
  })

/** Buckets of AWS, which answer for their own region only, and mostly at its own host. */
export const awsRegions: readonly Line[] = [
  mismatch(
    'the global endpoint of AWS and no region set: it is not the first one',
    'jsoma/flatware#10, with the whole answer',
    atAws(GLOBAL, awsBucket('eu-central-1', malformed('eu-central-1'))),
    {
      code: 'AuthorizationHeaderMalformed',
      actualRegion: 'us-east-1',
      expectedRegion: 'eu-central-1',
      source: '--endpoint',
      expectedEndpoint: 'https://s3.eu-central-1.amazonaws.com',
    },
  ),
  mismatch(
    'the region of the shell goes with the global endpoint of AWS, which is what has to change',
    'cloudquery/cloudquery#8; docs.aws.amazon.com/sdkref, on AWS_REGION',
    atAws(GLOBAL, awsBucket('eu-central-1', malformed('eu-central-1')), {
      env: { AWS_REGION: 'ap-south-1' },
    }),
    { actualRegion: 'ap-south-1', expectedRegion: 'eu-central-1', source: '--endpoint' },
  ),
  mismatch(
    'the endpoint of AWS names another region than the bucket’s: a redirect',
    'juicedata/juicefs#6236',
    atAws(
      AT.aws.endpoint,
      awsBucket('us-west-2', () => redirected('us-west-2')),
    ),
    {
      httpStatus: 301,
      code: 'PermanentRedirect',
      actualRegion: 'eu-west-3',
      expectedRegion: 'us-west-2',
      source: '--endpoint',
      expectedEndpoint: 'https://s3.us-west-2.amazonaws.com',
    },
  ),
  mismatch(
    'a redirect without a body, whose header names the region',
    'docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html, on x-amz-bucket-region',
    atAws(
      AT.aws.endpoint,
      awsBucket('sa-east-1', () => ({
        status: 301,
        headers: { 'x-amz-bucket-region': 'sa-east-1', 'x-amz-request-id': 'TX0003' },
      })),
    ),
    { httpStatus: 301, expectedRegion: 'sa-east-1' },
  ),
  mismatch(
    'a redirect that names nothing, and an unsigned HEAD that does',
    'apache/opendal#2677: the header is not always there',
    atAws(
      AT.aws.endpoint,
      awsBucket('eu-north-1', () => ({ status: 301, headers: { 'x-amz-request-id': 'TX0003' } })),
    ),
    { httpStatus: 301, expectedRegion: 'eu-north-1' },
  ),
  mismatch(
    'the bucket is in a region that has to be switched on',
    'aws/aws-cli#8289',
    atAws(
      AT.aws.endpoint,
      awsBucket('eu-central-2', () => incompatible('eu-central-2')),
    ),
    {
      code: 'IllegalLocationConstraintException',
      expectedRegion: 'eu-central-2',
      expectedEndpoint: 'https://s3.eu-central-2.amazonaws.com',
    },
  ),
  mismatch(
    'the endpoint is that of a region that has to be switched on, the bucket is elsewhere',
    'aws/aws-cli#8184',
    atAws(
      'https://s3.me-central-1.amazonaws.com',
      awsBucket('us-east-1', () => incompatible('unspecified')),
    ),
    { actualRegion: 'me-central-1', expectedRegion: 'us-east-1', source: '--endpoint' },
  ),
  mismatch(
    'the endpoint for IPv6 too names another region',
    'docs.aws.amazon.com/AmazonS3/latest/userguide/dual-stack-endpoints.html',
    atAws(
      'https://s3.dualstack.eu-west-3.amazonaws.com',
      awsBucket('eu-west-1', () => redirected('eu-west-1')),
    ),
    { actualRegion: 'eu-west-3', expectedRegion: 'eu-west-1', expectedEndpoint: /eu-west-1/ },
  ),
  mismatch(
    'a bucket of the other region of China',
    'docs.amazonaws.cn/en_us/general/latest/gr/cnnorthwest_region.html',
    atAws(
      'https://s3.cn-north-1.amazonaws.com.cn',
      awsBucket('cn-northwest-1', malformed('cn-northwest-1')),
    ),
    {
      expectedRegion: 'cn-northwest-1',
      expectedEndpoint: 'https://s3.cn-northwest-1.amazonaws.com.cn',
    },
  ),
  mismatch(
    'behind the redirect, the key is not known either',
    'juicedata/juicefs#6236: 301 and InvalidAccessKeyId',
    atAws(
      AT.aws.endpoint,
      awsBucket(
        'us-west-2',
        () => redirected('us-west-2'),
        () =>
          refusal(
            403,
            'InvalidAccessKeyId',
            'The AWS Access Key Id you provided does not exist in our records.',
          ),
      ),
    ),
    { httpStatus: 301, expectedRegion: 'us-west-2' },
    ['storage/invalid-access-key'],
  ),
  ...(
    [
      ['for IPv6 too', 'https://s3.dualstack.eu-west-3.amazonaws.com', 'dual-stack-endpoints'],
      ['in its older form', 'https://s3-eu-west-3.amazonaws.com', 'VirtualHosting'],
      [
        'of a private network',
        'https://bucket.vpce-1a2b3c4d-5e6f.s3.eu-west-3.vpce.amazonaws.com',
        'privatelink-interface-endpoints',
      ],
      ['in the regular form, whatever --region says', AT.aws.endpoint, 'VirtualHosting'],
    ] as const
  ).map(
    ([form, endpoint, page]): Line => ({
      area: 'region',
      what: `an endpoint of AWS ${form}`,
      source: `docs.aws.amazon.com/AmazonS3/latest/userguide/${page}.html`,
      world: atAws(endpoint, awsBucket('eu-west-3', malformed('eu-west-3')), {
        flags: { region: 'us-east-2' },
      }),
      passes: ['storage/settings', 'storage/region', 'storage/put', 'storage/get', 'storage/list'],
      exitCode: 0,
    }),
  ),
]
