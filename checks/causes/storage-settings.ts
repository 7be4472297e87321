import type { Catalogue } from '../../src/index.ts'
import { errorCodes, page } from './docs.ts'

/** Asks for both keys and sets them, so that neither is left in the history of the shell. */
export const enterKeys =
  'read -r ARTIFACTS_S3_ACCESS_KEY_ID; read -rs ARTIFACTS_S3_SECRET_ACCESS_KEY; ' +
  'export ARTIFACTS_S3_ACCESS_KEY_ID ARTIFACTS_S3_SECRET_ACCESS_KEY'

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
  'storage/keys-missing': {
    title: 'There are no keys for the bucket',
    why:
      'With --backend byo the keys come from ARTIFACTS_S3_… or from those that were cached, and ' +
      'neither is there. AWS_… variables and profiles do not count for the product.',
    fix: [
      {
        do: 'Set both',
        run: enterKeys,
      },
      { do: 'Keep them for the next shell', run: 'artifacts storage set' },
      { do: 'If you meant managed storage, leave out --backend byo' },
    ],
    docs: errorCodes,
    documented: true,
    owner: 'you',
    foundBy: ['storage/keys'],
    match: [
      { text: 'BYO mode requires ARTIFACTS_S3_ACCESS_KEY_ID' },
      { text: 'BYO mode requires ARTIFACTS_S3_*SECRET_ACCESS_KEY' },
      { text: 'byo_env requires ARTIFACTS_S3_ACCESS_KEY_ID' },
      { text: 'byo_env requires ARTIFACTS_S3_*SECRET_ACCESS_KEY' },
      { code: 'AuthorizationHeaderMalformed', message: ['non-empty access key'] },
      { text: 'unable to locate credentials' },
      { text: 'no valid credential sources found', open: true },
      { text: 'nocredentialproviders: no valid providers in chain', open: true },
      { text: 'failed to refresh cached credentials*', open: true },
      { code: 'CredentialsProviderError' },
    ],
  },
  'storage/key-pair-incomplete': {
    title: 'Only one half of the key pair is set',
    why:
      'A key id without its secret signs nothing, nor the other way round. A half that is taken ' +
      'from a cached, older pair does not fit either.',
    fix: [
      {
        do: 'Set both halves of the same pair',
        run: enterKeys,
      },
      {
        do: 'Or unset both, and use the cached pair',
        run: 'unset ARTIFACTS_S3_ACCESS_KEY_ID ARTIFACTS_S3_SECRET_ACCESS_KEY',
      },
      { do: 'See what is cached', run: 'artifacts storage show' },
    ],
    docs: page('storage/key-pair-incomplete'),
    documented: false,
    owner: 'you',
    foundBy: ['storage/keys'],
  },
  'storage/keys-mangled': {
    title: 'The keys were damaged on their way here',
    why:
      'One of them has quotes, spaces or a line break that do not belong to it, or is too short ' +
      'or too long for a key of this vendor. Every signature made with them is wrong.',
    fix: [
      {
        do: 'Paste both again, in one piece and without quotes',
        run: enterKeys,
      },
      {
        do: 'If they come from a file or a secret store, look for a line break at the end',
        run: 'printenv ARTIFACTS_S3_ACCESS_KEY_ID | cat -A',
      },
      { do: 'If the cached ones are damaged, replace them', run: 'artifacts storage set' },
    ],
    docs: page('storage/keys-mangled'),
    documented: false,
    owner: 'you',
    foundBy: ['storage/keys', 'storage/credentials', 'storage/region'],
    match: [
      { code: 'ERR_INVALID_CHAR' },
      { text: 'credential access key has length', open: true },
      { code: 'InvalidArgument', message: ['credential access key has length'] },
    ],
  },
  'storage/key-of-another-vendor': {
    title: 'The key id looks like that of another vendor',
    why:
      'Vendors give their key ids different forms, and this one has that of another vendor than ' +
      'the endpoint belongs to. One of the two is not the one you mean.',
    fix: [
      {
        do: 'If the bucket is at <keyVendor>, set its endpoint',
        run: 'export ARTIFACTS_S3_ENDPOINT=<endpoint>',
      },
      { do: 'Else set keys of <endpointVendor>', run: enterKeys },
    ],
    docs: page('storage/key-of-another-vendor'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['storage/keys'],
  },
  'storage/keys-swapped': {
    title: 'Key id and secret have changed places',
    why:
      'What is set as the key id looks like a secret, and the other way round. The key id is ' +
      'sent and logged in the clear, so a secret in its place is no longer one.',
    fix: [
      {
        do: 'Swap them',
        run: 'export ARTIFACTS_S3_ACCESS_KEY_ID="$ARTIFACTS_S3_SECRET_ACCESS_KEY" ARTIFACTS_S3_SECRET_ACCESS_KEY="$ARTIFACTS_S3_ACCESS_KEY_ID"',
      },
      { do: 'If they are cached so, store them anew', run: 'artifacts storage set' },
      { do: 'If a request was sent with them, replace the pair at the vendor' },
    ],
    docs: page('storage/keys-swapped'),
    documented: false,
    owner: 'you',
    foundBy: ['storage/keys', 'storage/credentials'],
    match: [{ code: 'AuthorizationHeaderMalformed', message: ['credential is mal-formed'] }],
  },
} satisfies Catalogue
