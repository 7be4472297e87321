import { on, s3Error } from '../../checks/storage/bucket.ts'
import { captured } from '../../support/captured.ts'
import type { Answer } from '../../support/fault-proxy.ts'
import type { Line } from '../line.ts'
import { bucketAddressLines } from './bucket-address.ts'
import { onS3rver } from './worlds.ts'
import { inMemory, listOfBuckets, refusing, xml } from './worlds-memory.ts'
import { r2, r2Host } from './worlds-vendors.ts'

const AWS = 'https://s3.eu-west-3.amazonaws.com'
const DENIED = s3Error(403, 'AccessDenied', '<Message>Access Denied</Message>')
const NONE = s3Error(404, 'NoSuchBucket', '<Message>The specified bucket does not exist.</Message>')

const MISSING = { root: 'storage/no-such-bucket', check: 'storage/bucket' } as const
const CODE = { httpStatus: 404, code: 'NoSuchBucket' }

/** The same error everywhere, to whatever is asked of the bucket. */
function missing(answer: Answer, buckets: Answer = DENIED) {
  return ['list', 'put', 'lock', 'head']
    .map((name) => on(name, answer))
    .concat(on('buckets', buckets))
}

/** Buckets that are not where they are looked for. */
const notThere: readonly Line[] = [
  {
    area: 'bucket',
    what: 'Ceph: a name that is one letter off, where the keys may list buckets',
    source: 'captured from Ceph RGW 16.2',
    world: onS3rver({
      flags: { bucket: 'lab-wira' },
      rules: missing(
        captured('ceph-wire', 'no such bucket: list'),
        captured('ceph-wire', 'virtual host, unknown to server'),
      ),
    }),
    ...MISSING,
    seen: { ...CODE, bucket: 'lab-wira', nearest: 'lab-wire' },
  },
  {
    area: 'bucket',
    what: 'Swift: two letters have changed places',
    source: 'captured from Swift 2.30 (s3api)',
    world: onS3rver({
      flags: { bucket: 'lab-wier' },
      rules: missing(
        captured('swift-wire', 'no such bucket: list'),
        captured('swift-wire', 'virtual host, unknown to server'),
      ),
    }),
    ...MISSING,
    seen: { ...CODE, nearest: 'lab-wire' },
  },
  {
    area: 'bucket',
    what: 's3rver itself, asked for a bucket without its last letter',
    source: 's3rver 4.0.4, lib/controllers/bucket.js',
    world: onS3rver({ flags: { bucket: 'case' } }),
    ...MISSING,
    seen: { ...CODE, bucket: 'case', nearest: 'cases' },
  },
  {
    area: 'bucket',
    what: 'a name like no other of the account',
    source: 'captured from Ceph RGW 16.2',
    world: onS3rver({
      flags: { bucket: 'photographs' },
      rules: missing(
        captured('ceph-wire', 'no such bucket: list'),
        xml(listOfBuckets(['ledger', 'archive-2019'])),
      ),
    }),
    ...MISSING,
    seen: { ...CODE, nearest: /^undefined$/ },
  },
  {
    area: 'bucket',
    what: 'Swift: the bucket is in another account, which for this user is nowhere',
    source: 'captured from Swift 2.30 (s3api, a user of another account)',
    world: onS3rver({
      rules: missing(
        captured('swift-wire', 'other user: list'),
        captured('swift-acl', 'non-admin: list buckets'),
      ),
    }),
    ...MISSING,
    seen: { ...CODE, bucket: 'cases' },
  },
  {
    area: 'bucket',
    what: 'AWS: nobody has such a bucket, and the keys may not list buckets',
    source: 'docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
    world: inMemory(AWS, {
      flags: { bucket: 'casse' },
      headers: { server: 'AmazonS3' },
      answers: refusing({ buckets: DENIED }),
    }),
    ...MISSING,
    seen: { ...CODE, bucket: 'casse', host: 'casse.s3.eu-west-3.amazonaws.com' },
  },
  {
    area: 'bucket',
    what: 'AWS: a hyphen was left out, where the keys may list buckets',
    source: 'docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html',
    world: inMemory(AWS, { bucket: 'team-cases', flags: { bucket: 'teamcases' } }),
    ...MISSING,
    seen: { ...CODE, nearest: 'team-cases' },
  },
  {
    area: 'bucket',
    what: 'R2: the bucket is in the jurisdiction of the EU',
    source: 'lvillis/s3-rs#2',
    world: r2({
      domain: 'r2.cloudflarestorage.com',
      answers: ({ host }) => (host.includes('.eu.') ? undefined : NONE),
    }),
    ...MISSING,
    seen: { ...CODE, foundAt: r2Host('eu.') },
  },
  {
    area: 'bucket',
    what: 'R2: the bucket is in the jurisdiction of the EU, and the default one calls it denied',
    source: 'cloudflare/sandbox-sdk#731',
    world: r2({
      domain: 'r2.cloudflarestorage.com',
      answers: ({ host }) => (host.includes('.eu.') ? undefined : DENIED),
    }),
    ...MISSING,
    seen: { httpStatus: 403, code: 'AccessDenied', foundAt: r2Host('eu.') },
  },
  {
    area: 'bucket',
    what: 'R2: the endpoint is that of a jurisdiction, and the bucket in none',
    source: 'ryand56/r2-upload-action#454, the other way round',
    world: r2({
      host: r2Host('eu.'),
      domain: 'r2.cloudflarestorage.com',
      answers: ({ host }) => (/\.(eu|fedramp)\./.test(host) ? NONE : undefined),
    }),
    ...MISSING,
    seen: { ...CODE, foundAt: r2Host() },
  },
  {
    area: 'bucket',
    what: 'Swift: a name that it takes for none of a bucket',
    source: 'captured from Swift 2.30 (s3api)',
    world: onS3rver({
      flags: { bucket: 'Cases_UPPER' },
      rules: missing(captured('swift-wire', 'bad bucket name (2 chars)')),
    }),
    root: 'storage/bucket-name-invalid',
    check: 'storage/bucket',
    seen: { httpStatus: 400, code: 'InvalidBucketName', bucket: 'Cases_UPPER' },
  },
  {
    area: 'bucket',
    what: 'the bucket vanishes between the listing and the first write',
    source: 'captured from Ceph RGW 16.2',
    world: onS3rver({
      rules: [on('put', captured('ceph-wire', 'no such bucket: put object'))],
    }),
    root: 'storage/no-such-bucket',
    check: 'storage/put',
    seen: { ...CODE, action: 's3:PutObject' },
  },
]

/** Buckets that are not there, not these, or not asked for as they want to be. */
export const bucketLines: readonly Line[] = [...notThere, ...bucketAddressLines]
