import type { Catalogue } from '../../src/index.ts'
import { errorCodes, page } from './docs.ts'
import { storageSettings } from './storage-settings.ts'
import { storageSigning } from './storage-signing.ts'

/** The aws program with the keys that the product would use; by itself it takes others. */
const aws =
  'AWS_ACCESS_KEY_ID=$ARTIFACTS_S3_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY=$ARTIFACTS_S3_SECRET_ACCESS_KEY aws'

/** What can be wrong with the bucket, the service that holds it, and the keys to it. */
export const storage = {
  ...storageSettings,
  'storage/not-s3': {
    title: 'What answers at the endpoint is not S3',
    why:
      'The answer is a web page or some other protocol: a console, the website of a bucket, a ' +
      'proxy or a login portal. No workspace can be kept there.',
    fix: [
      { do: 'See who answers', run: 'curl -sSi <endpoint>' },
      { do: 'For MinIO, use the port of the API (9000 by default), not that of the console' },
      { do: 'For AWS, use an s3.… endpoint, not an s3-website one' },
      { do: 'If a proxy answers in its place, have it let <host> through' },
    ],
    docs: page('storage/not-s3'),
    documented: false,
    owner: 'you',
    match: [
      { text: 's3 api request made to console port' },
      { text: 's3 api requests must be made to api port' },
    ],
  },
  'storage/throttled': {
    title: 'The storage asks for fewer requests',
    why:
      'More was asked of it at once than the bucket, the key or the account may. It goes on ' +
      'when the load falls.',
    fix: [
      {
        do: 'Wait a little, and try again',
        run: 'artifacts-doctor --backend byo --bucket <bucket> --endpoint <endpoint> --wait 60s',
      },
      { do: 'Find out what else uses the bucket or the keys, and slow it down' },
      { do: 'If it goes on, have the vendor raise the limit' },
    ],
    docs: page('storage/throttled'),
    documented: false,
    transient: true,
    owner: 'provider',
    match: [
      { code: 'SlowDown' },
      { code: 'SlowDownRead' },
      { code: 'SlowDownWrite' },
      { code: 'TooManyRequests' },
      { status: 429 },
    ],
  },
  'storage/server-error': {
    title: 'The storage itself has failed',
    why:
      'The server or a gateway before it answered with a status of 500 or above, which says ' +
      'nothing about the bucket or the keys.',
    fix: [
      {
        do: 'Wait a little, and try again',
        run: 'artifacts-doctor --backend byo --bucket <bucket> --endpoint <endpoint> --wait 60s',
      },
      { do: 'Look at the status page of the vendor' },
      { do: 'If the server is yours, look at its log and at its disks' },
    ],
    docs: page('storage/server-error'),
    documented: false,
    transient: true,
    owner: 'provider',
    match: [
      { code: 'InternalError' },
      { code: 'ServiceUnavailable' },
      { code: 'XMinioServerNotInitialized' },
      { status: 500 },
      { status: 503 },
    ],
  },
  ...storageSigning,
  'storage/no-such-bucket': {
    title: 'The bucket does not exist at this endpoint',
    why:
      'The name is misspelt, or it is the name of a bucket in another account, region or ' +
      'vendor. If the key may create buckets, creating a workspace may silently make a new one ' +
      'of that name.',
    fix: [
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
    match: [{ code: 'NoSuchBucket' }],
  },
  'storage/access-denied': {
    title: 'The keys are good, but not for this',
    why:
      'A policy of the key or of the bucket does not allow the action, or forbids it. Creating ' +
      'a workspace has to write, read and remove an object.',
    fix: [
      {
        do:
          'Allow s3:GetObject, s3:PutObject and s3:DeleteObject on arn:aws:s3:::<bucket>/*, and ' +
          's3:ListBucket on arn:aws:s3:::<bucket>',
      },
      {
        do:
          'With keys that may, look for a denial in the policy of the bucket: by network, ' +
          'encryption or account',
        run: 'aws s3api get-bucket-policy --bucket <bucket> --endpoint-url <endpoint>',
      },
      { do: 'If the keys are limited to a folder, give it as the prefix' },
      { do: 'At other vendors, give the key read and write access to the bucket <bucket>' },
    ],
    docs: errorCodes,
    documented: true,
    owner: 'you',
    match: [{ code: 'AccessDenied' }, { status: 403 }],
  },
  'storage/list-denied': {
    title: 'The keys may not list the bucket',
    why:
      'Writing and reading work, so creating and mounting do. What needs the list, such as ' +
      'seeing leftovers of an earlier workspace or cleaning up, does not.',
    fix: [
      { do: 'Allow s3:ListBucket on arn:aws:s3:::<bucket>, the bucket itself and not its objects' },
      { do: 'If the policy has a condition on s3:prefix, let it include that of the workspace' },
    ],
    docs: page('storage/list-denied'),
    documented: false,
    warning: true,
    owner: 'you',
  },
  'storage/delete-denied': {
    title: 'The object that the doctor wrote could not be removed',
    why:
      'The keys may write but not delete, so the probe stays in the bucket. A workspace works ' +
      'so, but what is deleted in it takes up space for good.',
    fix: [
      { do: 'Allow s3:DeleteObject on arn:aws:s3:::<bucket>/*' },
      {
        do: 'Remove the object, with keys that may',
        run: 'aws s3api delete-object --bucket <bucket> --key <key> --endpoint-url <endpoint>',
      },
      {
        do: 'In a bucket with versions, remove this version',
        run: 'aws s3api delete-object --bucket <bucket> --key <key> --version-id <version> --endpoint-url <endpoint>',
      },
    ],
    docs: page('storage/delete-denied'),
    documented: false,
    warning: true,
    owner: 'you',
  },
  'storage/wrong-data': {
    title: 'The storage returns other bytes than were written',
    why:
      'An object was stored and read back, and the two differ. A cache, a gateway that ' +
      'converts, or a store that is not consistent stands between; files would be damaged.',
    fix: [
      { do: 'Use the endpoint of the storage itself, past any CDN, cache or gateway' },
      {
        do:
          'Turn off what changes objects on their way: compression, scanning, encryption at the ' +
          'proxy',
      },
      { do: 'If it happens at the storage itself, do not use it, and tell the vendor' },
    ],
    docs: page('storage/wrong-data'),
    documented: false,
    owner: 'provider',
    match: [{ text: 'read wrong data' }],
  },
} satisfies Catalogue
