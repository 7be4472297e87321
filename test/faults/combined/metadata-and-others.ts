import { on, s3Error } from '../../checks/storage/bucket.ts'
import { captured } from '../../support/captured.ts'
import type { Line } from '../line.ts'
import { always, json, ofDemo, refused } from './answers.ts'
import { down, userMay, withoutSetting, withSetting } from './redis.ts'
import { whole } from './worlds.ts'

const area = 'combined'
const UNAUTHORIZED = always(refused(401, 'unauthorized', 'invalid or expired bearer token'))

/** The metadata has one fault, and another server a second one. */
export const metadataAndOthersLines: readonly Line[] = [
  {
    area,
    what: 'a token that was revoked: the state is not known, and the setting is missing all the same',
    source: 'artifacts.tonbo.io/docs/error-codes (unauthorized, setting_key_missing)',
    world: whole({ orchestrator: UNAUTHORIZED, redis: withoutSetting }),
    root: 'auth/unauthorized',
    check: 'auth/accepted',
    seen: { httpStatus: 401, code: 'unauthorized' },
    also: ['metadata/setting-missing'],
    blocked: { 'workspace/state': ['auth/accepted'] },
  },
  {
    area,
    what: 'the quota is reached, and the Redis user may touch the keys of another workspace',
    source: 'captured from Ceph RGW 16.2 (a user quota of one object); redis.io/docs, ACL',
    world: whole({
      s3: [on('put', captured('ceph-pol', 'user quota 1 object: put 2'))],
      redis: userMay('resetkeys', '~{u_2_w_7}:*'),
    }),
    root: 'storage/quota-exceeded',
    check: 'storage/put',
    seen: { httpStatus: 403, code: 'QuotaExceeded' },
    also: ['metadata/key-denied'],
    blocked: { 'storage/get': ['storage/put'], 'storage/delete': ['storage/put'] },
  },
  {
    area,
    what: 'the key of KMS is denied, and the setting was overwritten',
    source:
      'docs.aws.amazon.com/kms, kms:GenerateDataKey; juicedata/juicefs, existing format is broken',
    world: whole({
      s3: [
        on(
          'put',
          s3Error(
            403,
            'AccessDenied',
            '<Message>User: arn:aws:iam::123456789012:user/ada is not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:eu-west-3:123456789012:key/1 because no identity-based policy allows the kms:GenerateDataKey action</Message>',
          ),
        ),
      ],
      redis: withSetting('not a volume'),
    }),
    root: 'storage/kms-denied',
    check: 'storage/put',
    seen: { httpStatus: 403, code: 'AccessDenied' },
    also: ['metadata/setting-malformed'],
    blocked: { 'storage/get': ['storage/put'] },
  },
  {
    area,
    what: 'the orchestrator lists without a word on the state, and the setting has no name in it',
    source: 'artifacts.tonbo.io/docs/error-codes; juicedata/juicefs, pkg/meta/config.go',
    world: whole({
      orchestrator: ofDemo(json(400, { code: 'invalid_request', message: 'no bucket' })),
      redis: withSetting('{"UUID":"6b0452fc"}'),
    }),
    root: 'orchestrator/invalid-request',
    check: 'workspace/state',
    seen: { httpStatus: 400, code: 'invalid_request' },
    also: ['metadata/setting-malformed'],
  },
  {
    area,
    what: 'keys that may do nothing at the root of the bucket, by a bare name, and Redis is down',
    source: 'juicedata/juicefs-csi-driver#1291, of keys for one volume',
    world: whole({
      flags: { workspace: 'demo' },
      s3: [on('put', s3Error(403, 'AccessDenied')), on('list', s3Error(403, 'AccessDenied'))],
      redis: down,
    }),
    root: 'network/refused',
    check: 'metadata/reachable',
    seen: { stage: 'tcp', code: 'ECONNREFUSED' },
    blocked: {
      'storage/get': ['storage/put'],
      'storage/empty': ['storage/list'],
      'metadata/setting': ['metadata/reachable'],
    },
  },
]
