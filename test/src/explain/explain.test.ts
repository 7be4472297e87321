import { describe, expect, it } from 'vitest'
import { type CauseId, causes } from '../../../checks/causes/index.ts'
import { explain } from '../../../src/explain/explain.ts'

const found = (text: string, backend?: 'managed' | 'byo') =>
  explain(text, causes, backend === undefined ? {} : { backend }).map(({ cause }) => cause)

const MISSING_KEYS = 'requires ARTIFACTS_S3_ACCESS_KEY_ID and ARTIFACTS_S3_SECRET_ACCESS_KEY'

/** The rows of both generations of the product's page of error codes, as they are told there. */
const ROWS: [text: string, cause: CauseId][] = [
  ['unauthorized', 'auth/unauthorized'],
  ['{"code":"unauthorized","message":"Missing / invalid bearer token"}', 'auth/unauthorized'],
  ['unauthorized: api key has been revoked', 'auth/unauthorized'],
  ['forbidden', 'auth/forbidden'],
  ['{"code":"forbidden","message":"Token valid but lacks permission"}', 'auth/forbidden'],
  ['workspace_not_found', 'workspace/not-found'],
  ['{"code":"workspace_not_found","message":"no such workspace"}', 'workspace/not-found'],
  ['workspace_exists', 'workspace/exists'],
  [
    '{"code":"workspace_exists","message":"x","existing":{"status":"pending_format"}}',
    'workspace/exists',
  ],
  ['workspace_not_active', 'workspace/not-active'],
  ['workspace_not_completable', 'workspace/not-completable'],
  ['setting_key_missing', 'metadata/setting-missing'],
  [
    '{"code":"invalid_request","message":"no setting key under the prefix; re-run juicefs format"}',
    'metadata/setting-missing',
  ],
  [
    '{"code":"invalid_request","message":"Re-run juicefs format first"}',
    'metadata/setting-missing',
  ],
  ['tenant_exists', 'orchestrator/tenant-exists'],
  ['metadata_acl_provisioning_failed', 'metadata/acl-provisioning-failed'],
  [
    '{"code":"invalid_request","message":"storage.bucket is required"}',
    'orchestrator/invalid-request',
  ],
  [
    '{"code":"invalid_request","message":"ttl_seconds must be between 60 and 3600"}',
    'orchestrator/invalid-request',
  ],
  ['invalid_request: storage.bucket is required', 'orchestrator/invalid-request'],
  ['internal_error', 'orchestrator/internal-error'],
  ['{"code":"internal_error","message":"unexpected"}', 'orchestrator/internal-error'],
  ['internal_error: managed_provisioning_failed: iam', 'orchestrator/managed-provisioning-failed'],
  [
    '{"code":"internal_error","message":"managed_provisioning_failed: no IAM"}',
    'orchestrator/managed-provisioning-failed',
  ],
  ['managed_provisioning_failed', 'orchestrator/managed-provisioning-failed'],
  [
    'internal_error: managed_storage is malformed; delete + recreate',
    'workspace/managed-storage-malformed',
  ],
  [
    '{"code":"internal_error","message":"managed_storage is malformed; delete + recreate"}',
    'workspace/managed-storage-malformed',
  ],
  [
    'internal_error with managed_provisioning_failed: ...',
    'orchestrator/managed-provisioning-failed',
  ],
  [
    'internal_error with managed_storage is malformed; delete + recreate',
    'workspace/managed-storage-malformed',
  ],
  ['path /mnt/work is already a mount point', 'mount/already-mounted'],
  [`BYO mode ${MISSING_KEYS}`, 'storage/keys-missing'],
  [
    `byo_env ${MISSING_KEYS} (set them in the environment or run \`artifacts storage set\`)`,
    'storage/keys-missing',
  ],
  ['bad jwt: token contains an invalid number of segments', 'auth/bad-jwt'],
  ['Object storage test failed: ... AccessDenied', 'storage/access-denied'],
  ['Object storage test failed: ... NoSuchBucket', 'storage/no-such-bucket'],
  ['Object storage test failed: ... InvalidAccessKeyId', 'storage/invalid-access-key'],
  ['Object storage test failed: ... SignatureDoesNotMatch', 'storage/signature-mismatch'],
  [
    'Object storage test failed: ... InvalidAccessKeyId on a fresh workspace create',
    'storage/iam-propagation',
  ],
  ['database is not formatted, please run `juicefs format ...` first', 'metadata/setting-missing'],
]

describe('explain', () => {
  it.each(ROWS)('leads from %s to %s alone', (text, cause) => {
    expect(found(text)).toEqual([cause])
  })

  it.each(ROWS)('leads from %s to it among other lines and blanks', (text, cause) => {
    expect(found(`\n  ${text}\n`)).toEqual([cause])
  })

  it.each([...new Set(ROWS.map(([, cause]) => cause))])('leads from the id %s to itself', (id) => {
    expect(explain(` ${id}\n`, causes)).toEqual([{ cause: id, matched: id }])
  })

  it('gives both readings of a bare invalid_request', () => {
    const both = ['orchestrator/invalid-request', 'metadata/setting-missing']
    expect(found('invalid_request')).toEqual(both)
    expect(found('{"code":"invalid_request"}')).toEqual(both)
    expect(found('{"code":"invalid_request","message":""}')).toEqual(both)
  })

  it('gives one reading of a bare internal_error', () => {
    expect(found('internal_error')).toEqual(['orchestrator/internal-error'])
    expect(found('{"code":"internal_error"}')).toEqual(['orchestrator/internal-error'])
  })

  it.each([
    ['401', ['auth/unauthorized', 'storage/invalid-access-key']],
    ['403', ['auth/forbidden', 'storage/access-denied']],
    ['500', ['orchestrator/internal-error', 'storage/server-error']],
  ])('gives every reading of the bare status %s', (status, readings) => {
    expect(found(status)).toEqual(readings)
    expect(found(` ${status}\n`)).toEqual(readings)
  })

  it.each<['managed' | 'byo' | undefined, string, CauseId]>([
    [undefined, 'InvalidAccessKeyId', 'storage/invalid-access-key'],
    ['byo', 'InvalidAccessKeyId', 'storage/invalid-access-key'],
    ['managed', 'InvalidAccessKeyId', 'storage/iam-propagation'],
    [undefined, 'managed workspace: api error InvalidAccessKeyId: no', 'storage/iam-propagation'],
    ['byo', 'managed workspace: api error InvalidAccessKeyId: no', 'storage/invalid-access-key'],
    ['managed', 'api error InvalidAccessKeyId: no', 'storage/iam-propagation'],
    ['byo', 'InvalidAccessKeyId: no (unmanaged)', 'storage/invalid-access-key'],
    [undefined, 'InvalidAccessKeyId: no (unmanaged)', 'storage/invalid-access-key'],
  ])('of backend %s leads from %s to %s', (backend, text, cause) => {
    expect(found(text, backend)).toEqual([cause])
  })

  it('says which part of the text it went by', () => {
    expect(explain('PATH /mnt/x is already a Mount Point', causes)).toEqual([
      { cause: 'mount/already-mounted', matched: 'is already a mount point' },
    ])
    expect(explain('{"code":"forbidden","message":"no"}', causes)).toEqual([
      { cause: 'auth/forbidden', matched: 'forbidden' },
    ])
    expect(explain('401', causes)[0]).toEqual({ cause: 'auth/unauthorized', matched: '401' })
  })
})
