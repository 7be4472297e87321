import type { Catalogue } from '../../src/index.ts'
import { errorCodes, page } from './docs.ts'

/** Asks for both keys and sets them, so that neither is left in the history of the shell. */
export const enterKeys =
  'read -r ARTIFACTS_S3_ACCESS_KEY_ID; read -rs ARTIFACTS_S3_SECRET_ACCESS_KEY; ' +
  'export ARTIFACTS_S3_ACCESS_KEY_ID ARTIFACTS_S3_SECRET_ACCESS_KEY'

/** What can be wrong with the keys as they are set. */
export const storageKeys = {
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
      { text: 'could not load credentials from any providers' },
      { text: 'missing credentials in config*', open: true },
      { text: 'no signing credentials found', open: true },
      { text: 'no signing credentials available', open: true },
      { text: 'get "http://169.254.169.254/latest/*', open: true },
      { text: 'put "http://169.254.169.254/latest/*', open: true },
      { code: 'NoCredentialProviders' },
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
    match: [{ text: 'partial credentials found in', open: true }],
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
        do: 'If the bucket is at <keyVendor>, set the endpoint that it has there',
        run: 'read -r ARTIFACTS_S3_ENDPOINT; export ARTIFACTS_S3_ENDPOINT',
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
