import type { Catalogue } from '../../src/index.ts'
import { page } from './docs.ts'

const create =
  'artifacts workspace create <workspace> --backend byo --bucket <bucket> --endpoint <endpoint>'

/** What can be wrong with what is set for the bucket, before anything is asked of it. */
export const storageSettings = {
  'storage/backend-not-selected': {
    title: 'A bucket of your own is set, but managed storage will be used',
    why:
      'Without --backend byo the product makes a managed workspace and ignores the bucket, the ' +
      'endpoint and the keys. Your data would not go where you think.',
    fix: [
      {
        do: 'To use your bucket, say so when you create',
        run: 'artifacts workspace create <workspace> --backend byo',
      },
      { do: 'To have that bucket checked, say so here too', run: 'artifacts-doctor --backend byo' },
      {
        do: 'If managed storage is what you want, take the settings away',
        run: 'unset ARTIFACTS_S3_BUCKET ARTIFACTS_S3_ENDPOINT ARTIFACTS_S3_ACCESS_KEY_ID ARTIFACTS_S3_SECRET_ACCESS_KEY',
      },
    ],
    docs: page('storage/backend-not-selected'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['storage/backend'],
  },
  'storage/bucket-missing': {
    title: 'No bucket is named',
    why:
      'With --backend byo the product needs the name of a bucket that exists. The orchestrator ' +
      'refuses to create a workspace without one.',
    fix: [
      { do: 'Name the bucket', run: 'export ARTIFACTS_S3_BUCKET=<bucket>' },
      {
        do: 'Or name it when you create',
        run: create,
      },
      { do: 'If you have no bucket, create without --backend byo and use managed storage' },
    ],
    docs: page('storage/bucket-missing'),
    documented: false,
    owner: 'you',
    foundBy: ['storage/settings'],
    match: [{ text: 'no bucket name provided in', open: true }],
  },
  'storage/endpoint-missing': {
    title: 'No S3 endpoint is given',
    why:
      'The name of a bucket alone does not tell at which vendor it is. With --backend byo the ' +
      'endpoint is required.',
    fix: [
      {
        do:
          'Give the endpoint of your vendor, such as https://s3.eu-west-3.amazonaws.com or ' +
          'https://t3.storage.dev',
        run: 'export ARTIFACTS_S3_ENDPOINT=<endpoint>',
      },
      {
        do: 'Or give it when you create',
        run: create,
      },
    ],
    docs: page('storage/endpoint-missing'),
    documented: false,
    owner: 'you',
    foundBy: ['storage/settings'],
  },
  'storage/endpoint-malformed': {
    title: 'The endpoint is not the URL of a server',
    why:
      'An endpoint is a scheme, a host and perhaps a port. The bucket or a path in it, a space, ' +
      'or another scheme lead to requests that no server understands.',
    fix: [
      {
        do: 'Leave the bucket out of it',
        run: 'export ARTIFACTS_S3_ENDPOINT=<expectedEndpoint>',
        when: 'expectedEndpoint',
      },
      {
        do:
          'Write it as https://host or https://host:port, with the bucket left to ' +
          'ARTIFACTS_S3_BUCKET',
        run: 'export ARTIFACTS_S3_ENDPOINT=https://s3.eu-west-3.amazonaws.com',
      },
      { do: 'Write the scheme: without one, all but amazonaws.com is asked over plain http' },
    ],
    docs: page('storage/endpoint-malformed'),
    documented: false,
    owner: 'you',
    foundBy: ['storage/settings'],
    match: [
      { text: 'unsupported protocol scheme', open: true },
      { text: 'first path segment in url cannot contain colon' },
      { code: 'ERR_INVALID_URL' },
      { text: 'invalid endpoint: ', open: true },
      { text: 'custom endpoint * was not a valid uri' },
    ],
  },
  'storage/bucket-name-invalid': {
    title: 'No bucket can have this name',
    why:
      'S3 allows 3 to 63 lower-case letters, digits, hyphens and dots. A URL, a path or an ARN ' +
      'is not the name of a bucket.',
    fix: [
      { do: 'Give the bare name: without s3://, without a slash, without a path' },
      { do: 'Put a folder within the bucket into the prefix instead' },
    ],
    docs: page('storage/bucket-name-invalid'),
    documented: false,
    owner: 'you',
    foundBy: ['storage/settings', 'storage/bucket'],
    match: [
      { code: 'InvalidBucketName' },
      { text: 'the specified bucket is not valid' },
      { text: 'invalid bucket name', open: true },
    ],
  },
  'storage/bucket-name-dotted': {
    title: 'The name of the bucket has a dot, which TLS cannot cover',
    why:
      'This vendor wants the bucket in the name of the host, and a certificate for all its names ' +
      'holds for one label only. The connection is refused before anything is asked.',
    fix: [
      { do: 'Use a bucket whose name has no dots' },
      { do: 'Or a vendor that takes the bucket in the path' },
    ],
    docs: page('storage/bucket-name-dotted'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['storage/settings'],
  },
  'storage/scheme-missing': {
    title: 'The endpoint has no scheme, so it is asked over plain http',
    why:
      'JuiceFS takes an endpoint without https:// for plain http, unless it is one of AWS. What ' +
      'is written then travels unencrypted, or nothing answers.',
    fix: [{ do: 'Write the scheme', run: 'export ARTIFACTS_S3_ENDPOINT=https://<endpoint>' }],
    docs: page('storage/scheme-missing'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['storage/settings'],
  },
  'storage/region-malformed': {
    title: 'The region is not the name of a region',
    why:
      'A region is one lower-case word such as eu-west-3 or auto; it becomes a part of every ' +
      'signature. A zone, a long name, quotes or a space make each request fail.',
    fix: [
      { do: 'For Tigris and R2', run: 'export ARTIFACTS_S3_REGION=auto' },
      {
        do: 'For AWS, see where the bucket is, and set that',
        run: 'curl -sI https://<bucket>.s3.amazonaws.com | grep -i x-amz-bucket-region',
      },
      { do: 'See what else may set it', run: 'env | grep REGION; artifacts storage show' },
    ],
    docs: page('storage/region-malformed'),
    documented: false,
    owner: 'you',
    foundBy: ['storage/settings'],
    match: [
      { text: 'region was not a valid dns name' },
      { text: "provided region_name * doesn't match a supported format" },
      { text: 'invalid region: region was not a valid dns name' },
    ],
  },
} satisfies Catalogue
