import { on, s3Error, signedFor } from '../../checks/storage/bucket.ts'
import type { Line } from '../line.ts'
import { WELL } from './well.ts'
import { onS3rver } from './worlds.ts'
import { inMemory, refusing } from './worlds-memory.ts'
import { b2, gcs } from './worlds-vendors.ts'

const PUT = { area: 'denied', check: 'storage/put' } as const
const DELETE = {
  area: 'denied',
  root: 'storage/delete-denied',
  check: 'storage/delete',
  leaves: true,
} as const
const GOOGLE = 'cloud.google.com/storage/docs'

/** An answer to all that is signed; an unsigned HEAD says no more than that it is refused. */
function always(status: number, code: string, message: string) {
  const said = s3Error(status, code, `<Message>${message}</Message>`)
  return { answers: refusing({ list: said, put: said, lock: said, head: { status } }) }
}

const WASABI = 's3.wasabisys.com'
const FRANKFURT = 's3.eu-central-1.wasabisys.com'
const ORACLE = 'https://namespace.compat.objectstorage.eu-frankfurt-1.oraclecloud.com'
/** What Oracle says of every other region than that of its host. */
const NOT_HOME =
  'The secret key required to complete authentication could not be found. The region must be specified if this is not the home region for the tenancy.'

/** Refusals in words that only one vendor has. */
export const ownWordLines: readonly Line[] = [
  {
    ...DELETE,
    what: 'AWS: a bucket with versions, of which the keys may only hide one',
    source: 'docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html',
    world: inMemory('https://s3.eu-west-3.amazonaws.com', {
      versioned: true,
      answers: ({ operation, path }) =>
        operation === 'delete' && path.includes('versionId=')
          ? s3Error(403, 'AccessDenied', '<Message>Access Denied</Message>')
          : undefined,
    }),
    seen: { kept: 'as a version', version: 'the-one-version' },
  },
  {
    ...DELETE,
    what: 'GCS: a retention policy keeps what is in the bucket',
    source: `${GOOGLE}/bucket-lock`,
    world: gcs({
      answers: refusing({
        delete: s3Error(403, 'RetentionPolicyNotMet', '<Message>It cannot be deleted.</Message>'),
      }),
    }),
    seen: { action: 's3:DeleteObject', kept: 'by a rule', code: 'RetentionPolicyNotMet' },
  },
  {
    ...PUT,
    what: 'B2: object lock by default, which the keys may not ask for, and a write without checksum',
    source: 'zmanda/amanda#275, versity/versitygw#1776',
    world: b2({
      answers: refusing({
        lock: s3Error(403, 'AccessDenied', '<Message>not entitled</Message>'),
        put: s3Error(
          400,
          'InvalidRequest',
          '<Message>Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters</Message>',
        ),
      }),
    }),
    root: 'storage/checksum-required',
    seen: { httpStatus: 400, code: 'InvalidRequest' },
  },
  {
    area: 'denied',
    check: 'storage/reachable',
    what: 'B2: the cap on transactions that the account has set itself',
    source: 'backblaze.com/docs, Data Caps and Alerts',
    world: b2(always(403, 'AccessDenied', 'Transaction cap exceeded, see the Caps page.')),
    root: 'storage/quota-exceeded',
    seen: { message: /Transaction cap exceeded/ },
  },
  {
    ...PUT,
    what: 'GCS: the bucket has whoever asks pay',
    source: `${GOOGLE}/requester-pays`,
    world: gcs(
      always(400, 'UserProjectMissing', 'Bucket is a requester pays bucket but no user project.'),
    ),
    root: 'storage/requester-pays',
    seen: { httpStatus: 400, code: 'UserProjectMissing' },
  },
  {
    area: 'keys',
    check: 'storage/credentials',
    what: 'GCS: the project that pays has a billing account that is closed',
    source: `${GOOGLE}/xml-api/reference-status`,
    world: gcs(always(403, 'UserProjectAccountProblem', 'The billing account is closed.')),
    root: 'storage/user-suspended',
    seen: { code: 'UserProjectAccountProblem' },
  },
  {
    ...PUT,
    what: 'a denial that says it is the account, and not a policy',
    source: 'minio/minio, cmd/api-errors.go: Your account is disabled',
    world: onS3rver({
      rules: ['list', 'put'].map((name) =>
        on(
          name,
          s3Error(403, 'AccessDenied', '<Message>Your account has been disabled.</Message>'),
        ),
      ),
    }),
    root: 'storage/user-suspended',
    seen: { message: 'Your account has been disabled.' },
  },
  {
    area: 'region',
    check: 'storage/region',
    what: 'Wasabi: the bucket is in another region, of which only the endpoint is named',
    source: 'docs.wasabi.com, service URLs for the regions',
    world: inMemory(`https://${WASABI}`, {
      domain: 'wasabisys.com',
      answers: ({ host }) =>
        host === WASABI
          ? s3Error(307, 'TemporaryRedirect', `<Endpoint>${FRANKFURT}</Endpoint>`)
          : undefined,
    }),
    root: 'storage/region-mismatch',
    seen: {
      expectedRegion: 'eu-central-1',
      expectedEndpoint: `https://${FRANKFURT}`,
      confirmed: true,
      alsoAsked: FRANKFURT,
    },
  },
  {
    area: 'region',
    what: 'Oracle: the host names the region, whatever the shell has',
    source: 'minio/mc#4329; juicedata/juicefs, pkg/object/s3.go',
    world: inMemory(ORACLE, {
      env: { AWS_REGION: 'us-east-1' },
      answers: (asked) =>
        [undefined, 'eu-frankfurt-1'].includes(signedFor(asked))
          ? undefined
          : s3Error(403, 'SignatureDoesNotMatch', `<Message>${NOT_HOME}</Message>`),
    }),
    ...WELL,
  },
]
