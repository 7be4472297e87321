import type { Catalogue } from '../../src/index.ts'
import { errorCodes, page } from './docs.ts'

/** What the keys, known and good, may not do. */
export const storageDenied = {
  'storage/access-denied': {
    title: 'The keys are good, but not for this',
    why:
      'A policy of the key or of the bucket does not allow the action, or forbids it. Creating ' +
      'a workspace has to write, read and remove an object.',
    fix: [
      {
        do: 'A policy forbids it, and none can allow it then: take the denial out of that policy',
        when: 'explicitDeny',
      },
      { do: 'Add what is missing to the policy of the keys: <missing>', when: 'missing' },
      {
        do:
          'Allow s3:GetObject, s3:PutObject and s3:DeleteObject on arn:aws:s3:::<bucket>/*, and ' +
          's3:ListBucket on arn:aws:s3:::<bucket>',
        when: '!explicitDeny',
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
    passing: { as: 'storage/iam-propagation', after: true },
    docs: errorCodes,
    documented: true,
    owner: 'you',
    foundBy: ['storage/put', 'storage/get'],
    match: [
      { code: 'AccessDenied', vague: true },
      { text: 'unable to *. access denied' },
      { text: 'access denied (service: s3', open: true },
      { text: 'amazon.s3.amazons3exception: access denied' },
      { text: 'unable to open repository at s3:*access denied' },
      { text: 'user: * is not authorized to perform: s3:', open: true },
      { text: 'when *: aws error access_denied during', open: true },
      { text: 'access denied (service: amazon s3', open: true },
      { status: 403, from: 'storage' },
    ],
  },
  'storage/kms-denied': {
    title: 'The key that encrypts the bucket cannot be used',
    why:
      'The bucket encrypts what is written with a key of KMS, and these keys may not use it, or ' +
      'it is disabled, deleted or of another region. Listing works all the same.',
    fix: [
      { do: 'Allow kms:GenerateDataKey and kms:Decrypt on that key, in its policy and in theirs' },
      {
        do: 'See which key it is, with keys that may',
        run: 'aws s3api get-bucket-encryption --bucket <bucket>',
      },
      { do: 'If the key was disabled, enable it; one that is deleted takes its data along' },
    ],
    docs: page('storage/kms-denied'),
    documented: false,
    refines: 'storage/access-denied',
    owner: 'you',
    foundBy: ['storage/put', 'storage/get'],
    match: [
      { text: 'user: * is not authorized to perform: kms:', open: true },
      { text: 'the ciphertext refers to a customer master key', open: true },
      { text: 'server side encryption specified but kms is not configured' },
      { text: 'kms is not configured' },
      { code: 'KMS.NotFoundException' },
      { code: 'KMS.DisabledException' },
      { code: 'KMS.InvalidStateException' },
      { code: 'KMS.KMSInvalidStateException' },
      { code: 'KMSInvalidStateException' },
    ],
  },
  'storage/requester-pays': {
    title: 'The bucket wants whoever asks to pay',
    why:
      'It is set to requester pays, and answers only to requests that agree to it. The product ' +
      'does not send that agreement.',
    fix: [
      {
        do: 'Have the owner of the bucket take it off',
        run: 'aws s3api put-bucket-request-payment --bucket <bucket> --request-payment-configuration Payer=BucketOwner --endpoint-url <endpoint>',
      },
      {
        do: 'At Google, turn it off',
        run: 'gcloud storage buckets update gs://<bucket> --no-requester-pays',
      },
      { do: 'Or use a bucket of your own' },
    ],
    docs: page('storage/requester-pays'),
    documented: false,
    refines: 'storage/access-denied',
    owner: 'you',
    foundBy: ['storage/put'],
    match: [{ code: 'UserProjectMissing' }],
  },
  'storage/insecure-transport': {
    title: 'The bucket refuses plain http',
    why:
      'Its policy asks for TLS (aws:SecureTransport), and the endpoint is asked over plain http. ' +
      'Over https the same keys are let in.',
    fix: [
      { do: 'Write the endpoint with https', run: 'export ARTIFACTS_S3_ENDPOINT=https://<host>' },
    ],
    docs: page('storage/insecure-transport'),
    documented: false,
    refines: 'storage/access-denied',
    owner: 'you',
    foundBy: ['storage/put'],
  },
  'storage/list-denied': {
    title: 'The keys may not list the bucket',
    why:
      'Writing and reading work, so creating and mounting do. What needs the list, such as ' +
      'seeing leftovers of an earlier workspace or cleaning up, does not.',
    fix: [
      { do: 'Add what is missing to the policy of the keys: <missing>', when: 'missing' },
      { do: 'Allow s3:ListBucket on arn:aws:s3:::<bucket>, the bucket itself and not its objects' },
      { do: 'If the policy has a condition on s3:prefix, let it include that of the workspace' },
    ],
    docs: page('storage/list-denied'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['storage/list'],
    match: [
      { text: 'list storage * failed: *accessdenied', open: true },
      { text: 'list storage * failed: *access denied', open: true },
    ],
  },
  'storage/delete-denied': {
    title: 'The object that the doctor wrote could not be removed',
    why:
      'The keys may write but not remove for good, or a rule of the bucket keeps what is written, ' +
      'so the probe stays in it. A workspace works so, but what is deleted in it takes up space ' +
      'for good.',
    fix: [
      {
        do:
          'The bucket has versions, and the keys may only hide one: allow s3:DeleteObjectVersion ' +
          'on arn:aws:s3:::<bucket>/*, or have a lifecycle rule remove old versions; unless a ' +
          'retention keeps it',
        when: 'kept=as a version',
      },
      {
        do: 'A rule keeps it: when that ends, remove it; a bucket without such a rule is better',
        when: 'kept=by a rule',
      },
      { do: 'Allow s3:DeleteObject on arn:aws:s3:::<bucket>/*', when: '!kept' },
      {
        do: 'Remove the object, with keys that may',
        run: 'aws s3api delete-object --bucket <bucket> --key <key> --endpoint-url <endpoint>',
        when: '!version',
      },
      {
        do: 'In a bucket with versions, remove this version, with keys that may',
        run: 'aws s3api delete-object --bucket <bucket> --key <key> --version-id <version> --endpoint-url <endpoint>',
        when: 'version',
      },
    ],
    docs: page('storage/delete-denied'),
    documented: false,
    warning: true,
    owner: 'you',
    foundBy: ['storage/delete'],
  },
  'storage/quota-exceeded': {
    title: 'A quota lets nothing more be written',
    why:
      'The user, the bucket or the account has a limit on objects, bytes or requests, and it is ' +
      'reached. Mostly, reading works on.',
    fix: [
      { do: 'Have those who run the storage raise the quota' },
      {
        do: 'Or remove what is no longer needed',
        run: 'aws s3 ls --summarize --recursive s3://<bucket> --endpoint-url <endpoint>',
      },
    ],
    docs: page('storage/quota-exceeded'),
    documented: false,
    owner: 'provider',
    foundBy: ['storage/put', 'storage/reachable'],
    match: [
      { code: 'QuotaExceeded' },
      { code: 'XMinioAdminBucketQuotaExceeded' },
      { text: 'storage cap exceeded*', open: true },
      { text: 'bucket quota exceeded', open: true },
    ],
  },
  'storage/user-suspended': {
    title: 'The account of the keys is suspended',
    why:
      'The keys are known, but whoever they belong to is locked out: suspended by those who run ' +
      'the storage, or for want of payment.',
    fix: [
      { do: 'Ask those who run the storage to enable the account again' },
      { do: 'At a vendor, look at billing and at messages about the account' },
      { do: 'Or use keys of another account' },
    ],
    docs: page('storage/user-suspended'),
    documented: false,
    owner: 'provider',
    foundBy: ['storage/credentials', 'storage/put'],
    match: [
      { code: 'UserSuspended' },
      { code: 'AccountProblem' },
      { code: 'NotSignedUp' },
      { code: 'InvalidPayer' },
      { code: 'NotEntitled' },
      { code: 'UserDisable' },
      { code: 'UserProjectAccountProblem' },
      { text: 'your account is disabled*', open: true },
      { code: 'AllAccessDisabled' },
    ],
  },
} satisfies Catalogue
