import { on, operation, s3Error, script } from '../../checks/storage/bucket.ts'
import { captured } from '../../support/captured.ts'
import type { Answer, Rule } from '../../support/fault-proxy.ts'
import { regionGate } from '../../support/region-gate.ts'
import type { Fault, Line } from '../line.ts'
import { refusal } from './at-vendor.ts'
import { type Changes, onS3rver } from './worlds.ts'

const VAULT = 'hashicorp/vault#687: InvalidAccessKeyId, then AccessDenied, then good'
const UNKNOWN = refusal(
  403,
  'InvalidAccessKeyId',
  'The AWS Access Key Id you provided does not exist in our records.',
)
const DENIED = refusal(403, 'AccessDenied', 'Access Denied')

/** More time than is needed: what is waited for all the same would run into the test's own limit. */
const PLENTY = 60_000
/** Enough for a second attempt, and to give up soon. */
const LITTLE = 900

/**
 * A bucket that something else is kept in: of an object that goes s3rver removes the empty
 * directory too, be it under another that is being written. What counts begins anew in each world.
 */
const waiting =
  (rules: () => readonly Rule[], waitMs: number, more: Changes = {}): Line['world'] =>
  () =>
    onS3rver({ ...more, rules: rules(), holds: ['testing/held'], waitMs })()

function fault(
  what: string,
  source: string,
  world: Line['world'],
  root: Fault['root'],
  check: string,
  seen: Fault['seen'],
): Line {
  return { area: 'propagation', what, source, world, root, check, seen }
}

/** Keys that are fresh, and keys that only look so. */
export const propagationLines: readonly Line[] = [
  fault(
    'a key that stays unknown until time is up',
    'hashicorp/vault#8413: there is no telling how long it takes',
    waiting(() => [on('list', UNKNOWN)], LITTLE),
    'storage/invalid-access-key',
    'storage/credentials',
    { code: 'InvalidAccessKeyId', httpStatus: 403 },
  ),
  fault(
    'an unknown key, without any waiting',
    'captured from Ceph RGW 16.2.15, where keys are known at once',
    onS3rver({ rules: [on('list', captured('ceph-rgw', 'unknown key: list'))] }),
    'storage/invalid-access-key',
    'storage/credentials',
    { code: 'InvalidAccessKeyId', httpStatus: 403 },
  ),
  fault(
    'a key that is known in time, and whose policy never comes',
    VAULT,
    waiting(() => [...script('list', UNKNOWN), on('put', DENIED)], 1500),
    'storage/access-denied',
    'storage/put',
    { code: 'AccessDenied', action: 's3:PutObject' },
  ),
  fault(
    'a key that is known to the listing and never to writes',
    'aws/aws-cli#3129, boto/botocore#228: front ends that differ',
    waiting(() => [on('put', UNKNOWN)], LITTLE),
    'storage/invalid-access-key',
    'storage/put',
    { code: 'InvalidAccessKeyId', action: 's3:PutObject' },
  ),
  fault(
    'a key that is forgotten again after the first writes',
    'aws/aws-cli#3129: late refusals',
    waiting(() => [putsAfter(2, UNKNOWN)], LITTLE),
    'storage/invalid-access-key',
    'storage/propagation',
    { code: 'InvalidAccessKeyId', action: 's3:PutObject' },
  ),
  fault(
    'a wrong secret, which no waiting mends',
    's3rver itself: it computes the signature',
    waiting(() => [], PLENTY, {
      env: { ARTIFACTS_S3_SECRET_ACCESS_KEY: 'another/secret/of+the/same0length1234567' },
    }),
    'storage/secret-mismatch',
    'storage/region',
    { code: 'SignatureDoesNotMatch', httpStatus: 403 },
  ),
  fault(
    'a key that becomes known, and turns out to have another secret',
    VAULT,
    waiting(() => script('list', UNKNOWN), PLENTY, {
      env: { ARTIFACTS_S3_SECRET_ACCESS_KEY: 'another/secret/of+the/same0length1234567' },
    }),
    'storage/secret-mismatch',
    'storage/credentials',
    { code: 'SignatureDoesNotMatch', httpStatus: 403 },
  ),
  fault(
    'a wrong region, which no waiting mends',
    'captured from Swift 2.30 (s3api)',
    waiting(() => regionGate('gra'), PLENTY),
    'storage/region-mismatch',
    'storage/region',
    { expectedRegion: 'gra' },
  ),
  fault(
    'a bucket that is not there, which no waiting mends',
    'captured from Ceph RGW 16.2.15',
    waiting(() => [on('list', captured('ceph-rgw', 'no such bucket: list'))], PLENTY),
    'storage/no-such-bucket',
    'storage/bucket',
    { code: 'NoSuchBucket', httpStatus: 404 },
  ),
  fault(
    'a session token that has expired, which no waiting mends',
    'aws/aws-toolkit-vscode#7766',
    waiting(() => [on('list', s3Error(400, 'ExpiredToken'))], PLENTY, {
      env: { ARTIFACTS_S3_SESSION_TOKEN: 'FwoGZXIvYXdzEXAMPLEOFASESSIONTOKEN' },
    }),
    'storage/token-expired',
    'storage/credentials',
    { code: 'ExpiredToken', httpStatus: 400 },
  ),
  fault(
    'keys that are denied everything from the start: nothing shows that they are fresh',
    'docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html',
    waiting(() => [on('list', DENIED), on('put', DENIED)], PLENTY),
    'storage/access-denied',
    'storage/put',
    { code: 'AccessDenied', action: 's3:PutObject' },
  ),
  {
    area: 'propagation',
    what: 'a key that is unknown twice, and then known for good',
    source: 'hashicorp/vault#3115, cert-manager/aws-privateca-issuer#408',
    world: waiting(() => script('list', UNKNOWN, UNKNOWN), PLENTY),
    passes: ['storage/credentials', 'storage/put', 'storage/propagation'],
    exitCode: 0,
  },
  {
    area: 'propagation',
    what: 'a key that is unknown, then denied, then good',
    source: VAULT,
    world: waiting(() => [...script('list', UNKNOWN), ...script('put', DENIED)], PLENTY),
    passes: ['storage/credentials', 'storage/put', 'storage/get', 'storage/propagation'],
    exitCode: 0,
  },
  {
    area: 'propagation',
    what: 'a key that is forgotten once more in the middle of the streak',
    source: 'boto/botocore#3600; aws/aws-cli#3129: front ends that differ',
    world: waiting(
      () => [...script('list', UNKNOWN), ...script('put', undefined, undefined, UNKNOWN)],
      PLENTY,
    ),
    passes: ['storage/put', 'storage/delete', 'storage/propagation'],
    exitCode: 0,
  },
  {
    area: 'propagation',
    what: 'a key that was never refused: two round trips are enough',
    source: 's3rver as it is',
    world: waiting(() => [], PLENTY),
    passes: ['storage/put', 'storage/get', 'storage/delete', 'storage/propagation'],
    exitCode: 0,
  },
]

/** Answers every put but the first `times` so. */
function putsAfter(times: number, answer: Answer): Rule {
  let seen = 0
  return {
    when: (request) => {
      if (operation(request) === 'put') seen += 1
      return operation(request) === 'put' && seen > times
    },
    do: { answer },
  }
}
