import type { Catalogue } from '../../src/index.ts'
import { errorCodes, page } from './docs.ts'
import { enterKeys } from './storage-keys.ts'

const enterSessionToken = 'read -rs ARTIFACTS_S3_SESSION_TOKEN; export ARTIFACTS_S3_SESSION_TOKEN'

/** What can be wrong with keys that are well formed: unknown, too new, or past their time. */
export const storageCredentials = {
  'storage/invalid-access-key': {
    title: 'The storage does not know this key id',
    why:
      'It is misspelt, deleted, switched off, or a key of another vendor, account or region. ' +
      'The secret was not even looked at.',
    fix: [
      {
        do: 'Compare the key id with those that the vendor lists',
        run: 'printenv ARTIFACTS_S3_ACCESS_KEY_ID || artifacts storage show',
      },
      {
        do: 'Check that the endpoint is that of the vendor who issued it',
        run: 'printenv ARTIFACTS_S3_ENDPOINT',
      },
      {
        do: 'If the key was made a moment ago, give it a minute',
        run: 'artifacts-doctor --backend byo --bucket <bucket> --endpoint <endpoint> --wait 60s',
      },
      {
        do: 'Else make a new pair, and set both halves',
        run: enterKeys,
      },
    ],
    passing: { as: 'storage/iam-propagation' },
    docs: errorCodes,
    documented: true,
    owner: 'you',
    foundBy: ['storage/credentials', 'storage/put', 'storage/get', 'storage/propagation'],
    match: [
      { code: 'InvalidAccessKeyId' },
      { text: 'the aws access key id you provided does not exist in our records', backend: 'byo' },
      { text: 'the access key id you provided does not exist in our records', backend: 'byo' },
      { text: 'malformed access key id' },
      { status: 401, from: 'storage' },
    ],
  },
  'storage/iam-propagation': {
    title: 'The new keys are not known everywhere yet',
    why:
      'New keys, such as those of a fresh managed workspace, take some seconds to reach every ' +
      'server of AWS, and until then some refuse them. The program gives up sooner than that; the ' +
      'keys are good.',
    fix: [
      {
        do: 'Wait half a minute, then create again: it resumes with the same keys',
        run: 'artifacts workspace create <workspace>',
      },
      { do: 'If it is the same after two minutes, write to contact@tonbo.io' },
    ],
    docs: errorCodes,
    documented: true,
    transient: true,
    owner: 'provider',
    foundBy: ['storage/credentials', 'storage/propagation'],
    match: [
      { code: 'InvalidAccessKeyId', backend: 'managed' },
      {
        text: 'the aws access key id you provided does not exist in our records',
        backend: 'managed',
      },
      { text: 'the access key id you provided does not exist in our records', backend: 'managed' },
    ],
  },
  'storage/token-expired': {
    title: 'The session token for the bucket has expired',
    why:
      'Temporary keys come with a session token that ends on its own. New requests are refused, ' +
      'and a running mount that has these keys fails as well.',
    fix: [
      {
        do: 'Fetch new temporary keys where these came from, and set all three',
        run: `${enterKeys}; ${enterSessionToken}`,
      },
      { do: 'Replace the cached ones too', run: 'artifacts storage set' },
      { do: 'For a workspace that stays mounted, use keys that do not expire' },
    ],
    docs: page('storage/token-expired'),
    documented: false,
    owner: 'you',
    foundBy: ['storage/credentials'],
    match: [
      { code: 'ExpiredToken' },
      { code: 'ExpiredTokenException' },
      { code: 'TokenRefreshRequired' },
      { text: 'the provided token has expired' },
      { text: 'the security token included in the request is expired' },
      { text: 'token has expired and refresh failed' },
      { text: 'the sso session associated with this profile has expired', open: true },
    ],
  },
  'storage/token-invalid': {
    title: 'The session token is not one that the storage takes',
    why:
      'It is cut or altered, belongs to other keys or another account, or was left over beside ' +
      'lasting keys. In a region of AWS that has to be switched on, older tokens are refused too.',
    fix: [
      {
        do: 'If the key id begins with AKIA, it needs none: take the token away',
        run: 'unset ARTIFACTS_S3_SESSION_TOKEN',
      },
      {
        do: 'Else paste all three again, from the same answer',
        run: `${enterKeys}; ${enterSessionToken}`,
      },
      {
        do: 'For a region of AWS that is off by default, fetch the keys from the STS of a region',
        run: 'export AWS_STS_REGIONAL_ENDPOINTS=regional',
      },
    ],
    docs: page('storage/token-invalid'),
    documented: false,
    owner: 'you',
    foundBy: ['storage/credentials'],
    match: [
      { code: 'InvalidToken' },
      { code: 'InvalidTokenId' },
      { code: 'InvalidSecurityToken' },
      { text: 'the provided token is malformed or otherwise invalid' },
    ],
  },
  'storage/session-token-missing': {
    title: 'Temporary keys are set without their session token',
    why:
      'A key id that begins with ASIA is one of three parts. Without the third, the storage ' +
      'says that it does not know the key.',
    fix: [
      {
        do: 'Set the session token that came with the keys',
        run: enterSessionToken,
      },
      { do: 'Or use a lasting key pair, whose key id begins with AKIA' },
    ],
    docs: page('storage/session-token-missing'),
    documented: false,
    owner: 'you',
    foundBy: ['storage/keys', 'storage/credentials'],
  },
} satisfies Catalogue
