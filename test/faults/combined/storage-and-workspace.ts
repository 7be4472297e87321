import { on, s3Error } from '../../checks/storage/bucket.ts'
import { captured } from '../../support/captured.ts'
import type { Line } from '../line.ts'
import { always, json, ofDemo, refused } from './answers.ts'
import { whole } from './worlds.ts'

const area = 'combined'
const OTHER_SECRET = { ARTIFACTS_S3_SECRET_ACCESS_KEY: 'another/secret/of+the/same0length1234567' }

/** The storage has one fault, and the login or the workspace another. */
export const storageAndWorkspaceLines: readonly Line[] = [
  {
    area,
    what: 'the workspace was deleted, and the storage asks for fewer requests',
    source: 'captured from Swift 2.30 (the ratelimit middleware); the pages on workspaces: states',
    world: whole({
      status: 'deleted',
      s3: [on('list', captured('swift-ratelimit', 'rate limit: list'))],
    }),
    root: 'storage/throttled',
    check: 'storage/reachable',
    seen: { httpStatus: 503, code: 'SlowDown' },
    also: ['workspace/not-active'],
    blocked: { 'storage/region': ['storage/reachable'], 'storage/empty': ['storage/reachable'] },
  },
  {
    area,
    what: 'the workspace is of somebody else, and the region is wrong',
    source: 'artifacts.tonbo.io/docs/error-codes (forbidden); captured from Swift 2.30 (s3api)',
    world: whole({
      orchestrator: ofDemo(refused(403, 'forbidden')),
      env: { ARTIFACTS_S3_REGION: 'us-west-2' },
    }),
    root: 'storage/region-mismatch',
    check: 'storage/region',
    seen: { expectedRegion: 'eu-west-3', confirmed: true },
    also: ['auth/forbidden'],
    blocked: { 'storage/put': ['storage/region'] },
  },
  {
    area,
    what: 'the orchestrator has failed, and so has the storage',
    source: 'artifacts.tonbo.io/docs/error-codes (internal_error); AWS, InternalError',
    world: whole({
      orchestrator: always(refused(500, 'internal_error', 'database is locked')),
      s3: [on('list', s3Error(500, 'InternalError'))],
    }),
    root: 'storage/server-error',
    check: 'storage/reachable',
    seen: { httpStatus: 500, code: 'InternalError' },
    also: ['orchestrator/internal-error'],
    blocked: {
      'workspace/state': ['auth/accepted'],
      'storage/credentials': ['storage/reachable'],
    },
  },
  {
    area,
    what: 'a service token that is to create, and a bucket that is not there',
    source: 's3rver 4.0.4, lib/controllers/bucket.js; the product’s pages on service tokens',
    world: whole({
      flags: { intent: 'create' },
      env: { TONBO_API_KEY: `art_${'0123456789abcdef'.repeat(2)}`, ARTIFACTS_S3_BUCKET: 'case' },
    }),
    root: 'storage/no-such-bucket',
    check: 'storage/bucket',
    seen: { httpStatus: 404, code: 'NoSuchBucket', nearest: 'cases' },
    also: ['auth/service-token-limited'],
    blocked: { 'storage/put': ['storage/bucket'], 'auth/accepted': ['auth/token'] },
  },
  {
    area,
    what: 'waiting to be formatted and to be mounted, where blocks of an earlier one are kept',
    source: 'juicedata/juicefs, cmd/format.go: Storage … is not empty; the pages on workspaces',
    world: whole({ status: 'pending_format', holds: ['acme/demo/chunks/0/0/1_0_4096'] }),
    root: 'workspace/not-active',
    check: 'workspace/state',
    seen: { state: 'pending_format' },
    also: ['storage/not-empty'],
  },
  {
    area,
    what: 'the workspace is there already, and the bucket takes no more',
    source: 'artifacts.tonbo.io/docs/error-codes (workspace_exists); minio/minio-py#1313',
    world: whole({
      flags: { intent: 'create' },
      s3: [on('put', s3Error(400, 'XMinioAdminBucketQuotaExceeded', '', { server: 'MinIO' }))],
    }),
    root: 'storage/quota-exceeded',
    check: 'storage/put',
    seen: { code: 'XMinioAdminBucketQuotaExceeded' },
    also: ['workspace/exists'],
  },
  {
    area,
    what: 'no such workspace, and what is read is not what was written',
    source:
      'juicedata/juicefs, cmd/format.go: read wrong data; the error codes (workspace_not_found)',
    world: whole({
      flags: { workspace: 'acme/elsewhere' },
      s3: [on('get', { status: 200, headers: { 'content-type': 'text/plain' }, body: 'another' })],
    }),
    root: 'workspace/not-found',
    check: 'workspace/state',
    seen: { state: 'absent', code: 'workspace_not_found' },
    also: ['storage/wrong-data'],
  },
  {
    area,
    what: 'what answers for the orchestrator cannot be told, and the secret is another',
    source: 's3rver computes the signature; a 200 in JSON that no page documents',
    world: whole({ orchestrator: always(json(200, { hello: 'world' })), env: OTHER_SECRET }),
    root: 'storage/secret-mismatch',
    check: 'storage/region',
    seen: { code: 'SignatureDoesNotMatch' },
    blocked: {
      'auth/accepted': ['orchestrator/reachable'],
      'workspace/state': ['orchestrator/reachable'],
      'storage/bucket': ['storage/region'],
    },
  },
]
