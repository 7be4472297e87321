import { describe, expect, it } from 'vitest'
import { causes } from '../../../checks/causes/index.ts'
import { matcher } from '../../../src/matching/matcher.ts'

/** What each documented code, and each that needs its message, leads to wherever it stands. */
const ERRORS = [
  ['SignatureDoesNotMatch: The signature differs.', 'storage/signature-mismatch'],
  ['AccessDenied: Access Denied.', 'storage/access-denied'],
  ['NoSuchBucket: The specified bucket does not exist', 'storage/no-such-bucket'],
  ['InvalidAccessKeyId: No such key in our records.', 'storage/invalid-access-key'],
  ['AccessDenied: S3 API Requests must be made to API port.', 'storage/not-s3'],
  ['AuthorizationHeaderMalformed: a non-empty Access Key is due', 'storage/keys-missing'],
  ['InvalidArgument: Credential access key has length 20, should be 32', 'storage/keys-mangled'],
  ['NotImplemented: x-amz-checksum-crc32 is unknown', 'storage/checksum-unsupported'],
  ['unauthorized: api key has been revoked', 'auth/unauthorized'],
  ['forbidden: caller may not act on this tenant', 'auth/forbidden'],
  ['invalid_request: name is too long', 'orchestrator/invalid-request'],
  ['invalid_request: setting key not found', 'metadata/setting-missing'],
  ['internal_error: unexpected', 'orchestrator/internal-error'],
  ['internal_error: managed_storage is malformed', 'workspace/managed-storage-malformed'],
  ['managed_provisioning_failed: create bucket', 'orchestrator/managed-provisioning-failed'],
  ['tenant_exists: taken', 'orchestrator/tenant-exists'],
  ['workspace_not_found: no such workspace', 'workspace/not-found'],
  ['workspace_exists: taken', 'workspace/exists'],
  ['workspace_not_active: pending_format', 'workspace/not-active'],
  ['workspace_not_completable: active', 'workspace/not-completable'],
  ['metadata_acl_provisioning_failed: try again', 'metadata/acl-provisioning-failed'],
] as const

const PREFIXES = [
  '',
  'Nov 09 06:30:25 build-04 artifacts[90412]: ',
  '2026/11/10 17:22:31.400127 juicefs[2291] <FATAL>: ',
  '2026-11-10T17:25:22.123Z ERROR ',
  '11-10 17:25:25.123 ERROR ',
  'I1121 18:25:25.123456       7 format.go:22] ',
  'time=2026-11-10T17:25:25Z level=error msg="',
  'agent-1  | ',
  '##[error]',
  'Error: ',
]

const VERBS = [
  '',
  'Object storage test failed: ',
  'Object storage test failed: Failed to put: ',
  'Failed to delete, err: ',
  'Failed to list: ',
  'WARN Test storage s3://h:9001/b/ failed: Failed to put: operation error S3: PutObject, https response error StatusCode: 403, RequestID: , HostID: , api error ',
  'orchestrator answered 409: ',
  'got ',
  'status 403: ',
  'failed to put object: ',
]

const TAILS = [
  '',
  ', tries: #1',
  '\n\tstatus code: 403, request id: 17B3, host id: dd',
  ' [format.go:586]',
  '\nexit status 1',
]

const { match } = matcher(causes)

describe('an error with a code', () => {
  it.each(ERRORS)('%s, leads to %s wherever it stands', (error, cause) => {
    const texts = PREFIXES.flatMap((prefix) =>
      VERBS.flatMap((verb) => TAILS.map((tail) => `${prefix}${verb}${error}${tail}`)),
    )
    const wrong = texts.flatMap((text) => {
      const named = match(text).map((one) => one.cause)
      return named.join() === cause ? [] : [`${text} → ${named.join() || 'nothing'}`]
    })
    expect(wrong).toEqual([])
  })
})

/** Codes whose message tells more, and what both together lead to. */
const TELLING = [
  ['AccessDenied', 'S3 API Requests must be made to API port.', 'storage/not-s3'],
  [
    'AccessDenied',
    'Access Denied because object protected by object lock.',
    'storage/object-locked',
  ],
  ['AccessDenied', 'Bucket quota exceeded', 'storage/quota-exceeded'],
  ['AccessDenied', 'User: a is not authorized to perform: kms:Decrypt on b', 'storage/kms-denied'],
  ['AuthorizationHeaderMalformed', 'the Credential is mal-formed', 'storage/keys-swapped'],
  ['InvalidRequest', 'Client sent an HTTP request to an HTTPS server.', 'network/plain-to-tls'],
  ['internal_error', 'managed_storage is malformed', 'workspace/managed-storage-malformed'],
  ['invalid_request', 'invalid workspace name: Bad', 'workspace/invalid-name'],
] as const

const FORMS = [
  (code: string, message: string) => `${code}: ${message}`,
  (code: string, message: string) => `error ${code}:\n  ${message}`,
  (code: string, message: string) => `api error ${code}: ${message}, tries: #1`,
  (code: string, message: string) =>
    `An error occurred (${code}) when calling the PutObject operation: ${message}`,
  (code: string, message: string) =>
    `HTTP/1.1 403 Forbidden\n\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  (code: string, message: string) =>
    `<Error>\n  <Code>${code}</Code>\n  <Message>${message}</Message>\n</Error>`,
  (code: string, message: string) => JSON.stringify({ code, message }),
  (code: string, message: string) => JSON.stringify({ code, message }, null, 2),
  (code: string, message: string) => JSON.stringify({ message, code }, null, 2),
  (code: string, message: string) =>
    `${code}: ${message}\n    at f (/a.js:1:2) {\n  '$metadata': { httpStatusCode: 403 },\n  Code: '${code}'\n}`,
  (code: string, message: string) => `Error { code: Some("${code}"), message: Some("${message}") }`,
]

describe('a code whose message tells more', () => {
  it.each(TELLING)('%s: %s leads to %s in every form', (code, message, cause) => {
    const named = FORMS.map((form) => match(form(code, message)).map((one) => one.cause))
    expect(named).toEqual(FORMS.map(() => [cause]))
  })
})

describe('a sentence that runs on around an error', () => {
  const sentences = [
    ['A message such as ', ' points to a typo.'],
    ['The answer ', ' points to a typo.'],
    ['It ends with ', '.'],
    ['', ' points to a typo.'],
  ] as const
  const errors = [
    'Object storage test failed: ... NoSuchBucket',
    'Error: workspace_exists: taken',
    'dial tcp 10.0.0.1:6379: connect: connection refused',
    'HTTP 401 Unauthorized',
  ]

  it.each(errors)('tells of %s, and does not report it', (error) => {
    const texts = sentences.flatMap(([head, tail]) => [
      `${head}\`${error}\`${tail}`,
      `${head}“${error}”${tail}`,
    ])
    expect(texts.filter((text) => match(text).length > 0)).toEqual([])
  })

  it.each(errors)('is none where %s stands alone, in backticks or not', (error) => {
    for (const text of [error, `\`${error}\``, `2026-11-10T17:25:25Z ERROR \`${error}\``]) {
      expect(match(text)).not.toEqual([])
    }
  })
})
