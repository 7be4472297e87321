import type { Catalogue } from '../../src/index.ts'
import { errorCodes, page } from './docs.ts'

/** The aws program with the keys that the product would use; by itself it takes others. */
const aws =
  'AWS_ACCESS_KEY_ID=$ARTIFACTS_S3_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY=$ARTIFACTS_S3_SECRET_ACCESS_KEY aws'

/** What can be wrong with the bucket, or with how it is asked for. */
export const storageBucket = {
  'storage/no-such-bucket': {
    title: 'The bucket does not exist at this endpoint',
    why:
      'The name is misspelt, or it is the name of a bucket in another account, region or ' +
      'vendor. If the key may create buckets, creating a workspace may silently make a new one ' +
      'of that name.',
    fix: [
      {
        do: 'There is a bucket of nearly that name: <nearest>',
        run: 'export ARTIFACTS_S3_BUCKET=<nearest>',
        when: 'nearest',
      },
      {
        do: 'It is at another endpoint of the vendor',
        run: 'export ARTIFACTS_S3_ENDPOINT=https://<foundAt>',
        when: 'foundAt',
      },
      {
        do: 'Try it by itself with the same keys',
        run: `${aws} s3 ls s3://<bucket>/ --endpoint-url <endpoint>`,
      },
      {
        do: 'Look at the buckets that the keys can see',
        run: `${aws} s3 ls --endpoint-url <endpoint>`,
      },
      { do: 'If <bucket> is misspelt, correct ARTIFACTS_S3_BUCKET or --bucket' },
      {
        do:
          'If it is elsewhere, correct ARTIFACTS_S3_ENDPOINT or --endpoint; R2 has one for each ' +
          'jurisdiction',
      },
      {
        do: 'If it was never made, make it, with keys that may',
        run: 'aws s3 mb s3://<bucket> --endpoint-url <endpoint>',
      },
    ],
    docs: errorCodes,
    documented: true,
    owner: 'you',
    foundBy: ['storage/bucket', 'storage/put'],
    match: [
      { code: 'NoSuchBucket' },
      { text: 'unable to *bucket `*` does not exist' },
      { text: 'the specified bucket does not exist' },
      { text: 'when *: aws error no_such_bucket during', open: true },
    ],
  },
  'storage/not-this-bucket': {
    title: 'What answers is not this bucket',
    why:
      'The endpoint lists something, but another bucket or all of them: the bucket is in the ' +
      'endpoint already, or something on the way drops it from the path. Files would be written ' +
      'to the wrong place.',
    fix: [
      {
        do: 'Give the endpoint without the bucket',
        run: 'export ARTIFACTS_S3_ENDPOINT=<without>',
        when: 'without',
      },
      { do: 'See what is listed', run: 'curl -sS "<endpoint>/<bucket>?list-type=2&max-keys=1"' },
      { do: 'If a proxy of yours is in between, have it pass on path and Host as they are' },
    ],
    docs: page('storage/not-this-bucket'),
    documented: false,
    owner: 'you',
    foundBy: ['storage/bucket'],
  },
  'storage/host-not-served': {
    title: 'The server takes its own name for the bucket',
    why:
      'It is set up to serve buckets as names below a domain of its own (rgw_dns_name, ' +
      'MINIO_DOMAIN), and it is asked under another name, whose first part it reads as a bucket.',
    fix: [
      {
        do: 'Use the name that the server is set up with, or its address',
        run: 'export ARTIFACTS_S3_ENDPOINT=<endpoint>',
      },
      { do: 'If the server is yours, add <host> to its names (Ceph: hostnames of the zone group)' },
    ],
    docs: page('storage/host-not-served'),
    documented: false,
    owner: 'you',
    foundBy: ['storage/bucket'],
  },
  'storage/path-style-refused': {
    title: 'The storage wants the bucket in the name of the host',
    why:
      'The product asks for endpoint/bucket at every vendor but AWS, and this one takes only ' +
      'bucket.endpoint. Creating fails unless JuiceFS is told so.',
    fix: [
      { do: 'Tell JuiceFS, wherever you create and mount', run: 'export JFS_S3_VHOST_STYLE=1' },
      { do: 'At Tigris, a bucket made before 19 February 2025 takes both' },
    ],
    docs: page('storage/path-style-refused'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['storage/bucket'],
    match: [
      { code: 'PathStyleDomainForbidden' },
      { code: 'SecondLevelDomainForbidden' },
      { text: 'please use virtual hosted style to access', open: true },
    ],
  },
  'storage/virtual-host-impossible': {
    title: 'The storage wants the bucket in the name of the host, where it cannot stand',
    why:
      'It refuses a bucket in the path, and in front of an address, or under TLS with a dot in ' +
      'its name, a bucket makes no host that can be asked.',
    fix: [
      { do: 'Use the name of the endpoint, not its address' },
      { do: 'Use a bucket whose name has no dots' },
    ],
    docs: page('storage/virtual-host-impossible'),
    documented: false,
    owner: 'you',
    foundBy: ['storage/bucket'],
  },
  'storage/object-locked': {
    title: 'The bucket keeps every object for a time',
    why:
      'It has a default retention, so nothing written to it can be removed before that ends: the ' +
      'doctor writes nothing, and a workspace in it grows with every change.',
    fix: [
      { do: 'Use a bucket without object lock: it cannot be taken off again' },
      {
        do: 'Or take off the default retention, with keys that may',
        run: 'aws s3api put-object-lock-configuration --bucket <bucket> --object-lock-configuration ObjectLockEnabled=Enabled --endpoint-url <endpoint>',
      },
    ],
    docs: page('storage/object-locked'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['storage/put'],
    match: [
      { text: 'access denied because object protected by object lock' },
      { text: 'because object protected by object lock' },
      { text: 'object is worm protected*', open: true },
      { code: 'ObjectLockedByBucketPolicy' },
      { code: 'ObjectLocked' },
    ],
  },
  'storage/checksum-required': {
    title: 'The bucket locks objects, and wants a checksum with each',
    why:
      'It has a default retention of object lock, and AWS and Backblaze then refuse a write that ' +
      'carries no checksum. The product sends none unless it is told to.',
    fix: [
      { do: 'Use a bucket without object lock: what is deleted in this one takes up space on' },
      {
        do: 'Or take off the default retention, with keys that may',
        run: 'aws s3api put-object-lock-configuration --bucket <bucket> --object-lock-configuration ObjectLockEnabled=Enabled --endpoint-url <endpoint>',
      },
      {
        do: 'Or have checksums sent, if this version of the product honours the variable',
        run: 'export AWS_REQUEST_CHECKSUM_CALCULATION=when_supported',
      },
    ],
    docs: page('storage/checksum-required'),
    documented: false,
    owner: 'you',
    foundBy: ['storage/put'],
    match: [
      {
        text: 'content-md5 or x-amz-checksum- http header is required for put object requests with object lock parameters',
        open: true,
      },
      {
        text: 'content-md5 http header is required for put object requests with object lock parameters',
        open: true,
      },
    ],
  },
  'storage/not-empty': {
    title: 'Something is already kept where the workspace is to be',
    why:
      'Creating wants an empty place and stops where it finds files: leftovers of an earlier ' +
      'workspace, or the data of something else.',
    fix: [
      {
        do: 'Look at what is there',
        run: `${aws} s3 ls --recursive s3://<bucket>/<prefix> --endpoint-url <endpoint>`,
      },
      { do: 'Choose another name or another prefix for the workspace' },
      { do: 'If it is left over from a workspace that is gone, and only then, remove it' },
    ],
    docs: page('storage/not-empty'),
    documented: false,
    owner: 'you',
    foundBy: ['storage/empty'],
    match: [{ text: 'storage * is not empty; please clean it up or pick another volume name' }],
  },
  'storage/leftover': {
    title: 'An earlier run of the doctor left an object behind',
    why:
      'It was killed, or cut off, before it could remove what it had written to test the bucket. ' +
      'The 100 bytes harm nothing; no program will remove them.',
    fix: [
      {
        do: 'Remove it',
        run: `${aws} s3 rm s3://<bucket>/<key> --endpoint-url <endpoint>`,
      },
      {
        do: 'It is not the only one: remove them all, while no doctor is at work here',
        run: `${aws} s3 rm s3://<bucket>/<folder> --recursive --exclude '*' --include 'artifacts-doctor-*' --endpoint-url <endpoint>`,
        when: 'alsoLeft',
      },
    ],
    docs: page('storage/leftover'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['storage/leftovers'],
  },
} satisfies Catalogue
