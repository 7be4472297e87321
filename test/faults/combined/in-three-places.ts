import { on, s3Error } from '../../checks/storage/bucket.ts'
import type { Line } from '../line.ts'
import { always, ofDemo, PORTAL, refused } from './answers.ts'
import { down, userMay } from './redis.ts'
import { EXPIRED } from './tokens.ts'
import { whole } from './worlds.ts'

const area = 'combined'
const OTHER_SECRET = { ARTIFACTS_S3_SECRET_ACCESS_KEY: 'another/secret/of+the/same0length1234567' }
const UNAUTHORIZED = always(refused(401, 'unauthorized', 'invalid or expired bearer token'))

/** Three servers that know nothing of each other, each with a fault of its own. */
export const inThreePlacesLines: readonly Line[] = [
  {
    area,
    what: 'an expired login, another secret, and Redis is down',
    source: 's3rver computes the signature; RFC 7519 § 4.1.4; redis.io/docs, connection refused',
    world: whole({ env: { TONBO_API_KEY: EXPIRED, ...OTHER_SECRET }, redis: down }),
    root: 'storage/secret-mismatch',
    check: 'storage/region',
    seen: { code: 'SignatureDoesNotMatch', httpStatus: 403 },
    also: ['network/refused', 'auth/token-expired'],
    blocked: {
      'auth/accepted': ['auth/token'],
      'workspace/state': ['auth/token'],
      'storage/bucket': ['storage/region'],
      'storage/list': ['storage/region'],
      'metadata/auth': ['metadata/reachable'],
      'metadata/setting': ['metadata/reachable'],
    },
  },
  {
    area,
    what: 'the record of the storage is damaged, all is denied, and the Redis user may not read',
    source:
      'artifacts.tonbo.io/docs/error-codes (managed_storage is malformed); redis.io/docs, ACL',
    world: whole({
      orchestrator: ofDemo(refused(500, 'internal_error', 'managed_storage is malformed: no rw')),
      s3: [on('put', s3Error(403, 'AccessDenied')), on('list', s3Error(403, 'AccessDenied'))],
      redis: userMay('-get', '-type', '-getrange', '-strlen'),
    }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { httpStatus: 403, code: 'AccessDenied' },
    also: ['workspace/managed-storage-malformed', 'metadata/command-denied'],
    blocked: {
      'storage/get': ['storage/put'],
      'storage/delete': ['storage/put'],
      'storage/empty': ['storage/list'],
    },
  },
  {
    area,
    what: 'a portal answers for the orchestrator, the storage breaks connections, Redis is down',
    source: 'RFC 8952, captive portals; nodejs.org/api/errors.html, ECONNRESET, ECONNREFUSED',
    world: whole({ orchestrator: always(PORTAL), s3: [{ do: { reset: true } }], redis: down }),
    root: 'network/reset',
    check: 'storage/reachable',
    seen: { host: '127.0.0.1', code: 'ECONNRESET' },
    also: ['network/refused', 'orchestrator/not-an-api'],
    blocked: {
      'auth/accepted': ['orchestrator/reachable'],
      'storage/region': ['storage/reachable'],
      'metadata/setting': ['metadata/reachable'],
    },
  },
  {
    area,
    what: 'the login of another account that expires unseen, a damaged prefix, and a full disk',
    source: 'RFC 4918 § 11.5 (507); redis.io/docs, ACL: keys; the error codes (unauthorized)',
    world: whole({
      orchestrator: UNAUTHORIZED,
      s3: [on('put', { status: 507, headers: { 'x-amz-request-id': 'TX0001' } })],
      redis: userMay('resetkeys', '~setting'),
    }),
    root: 'storage/full',
    check: 'storage/put',
    seen: { httpStatus: 507 },
    also: ['auth/unauthorized', 'metadata/key-denied'],
    blocked: { 'workspace/state': ['auth/accepted'], 'storage/delete': ['storage/put'] },
  },
]
