import { on, s3Error } from '../../checks/storage/bucket.ts'
import { captured } from '../../support/captured.ts'
import type { Line } from '../line.ts'
import { AT, at, NOT_BY_PATH, untyped } from '../storage/at-vendor.ts'
import { down, otherPassword, withoutSetting } from './redis.ts'
import { tokenUntil } from './tokens.ts'
import { whole } from './worlds.ts'

const area = 'combined'
const UNLISTED = on('list', captured('ceph-pol', 'owner under Deny ListBucket: list'))
const UNREMOVABLE = on('delete', captured('ceph-pol', 'u2 with Get+Put+List: delete'))

/** A failure and warnings beside it: the failure comes first, whatever they are about. */
export const warningLines: readonly Line[] = [
  {
    area,
    what: 'listing is denied, and Redis knows another password',
    source: 'captured from Ceph RGW 16.2 (Deny s3:ListBucket); redis.io/docs, WRONGPASS',
    world: whole({
      s3: [UNLISTED],
      redis: otherPassword,
    }),
    root: 'metadata/password-wrong',
    check: 'metadata/auth',
    seen: { code: 'WRONGPASS', user: 'default' },
    also: ['storage/list-denied'],
    blocked: { 'metadata/setting': ['metadata/auth'] },
  },
  {
    area,
    what: 'removing is denied, and the setting is missing',
    source: 'captured from Ceph RGW 16.2 (a policy with Get, Put and List); setting_key_missing',
    world: whole({
      s3: [UNREMOVABLE],
      redis: withoutSetting,
    }),
    root: 'metadata/setting-missing',
    check: 'metadata/setting',
    seen: { present: false },
    also: ['storage/delete-denied'],
    leaves: true,
  },
  {
    area,
    what: 'keys of a bucket of one’s own and no backend chosen, by somebody who is not logged in',
    source: 'the product’s pages on storage: managed ignores bucket, endpoint and keys',
    world: untyped(whole({ env: { TONBO_API_KEY: '' } }), 'backend'),
    root: 'auth/not-logged-in',
    check: 'auth/credentials',
    seen: {},
    also: ['storage/backend-not-selected'],
    blocked: { 'auth/token': ['auth/credentials'], 'workspace/state': ['auth/credentials'] },
  },
  {
    area,
    what: 'no backend chosen, and Redis is a port that nobody listens on',
    source: 'the product’s pages on storage; nodejs.org/api/errors.html, ECONNREFUSED',
    world: untyped(whole({ redis: down }), 'backend'),
    root: 'network/refused',
    check: 'metadata/reachable',
    seen: { host: '127.0.0.1', stage: 'tcp' },
    also: ['storage/backend-not-selected'],
  },
  {
    area,
    what: 'a name that no workspace can have, a login that is soon over, and a listing denied',
    source: 'the product’s pages on workspaces: names; captured from Ceph RGW 16.2',
    world: whole({
      flags: { workspace: 'acme/my demo', prefix: 'acme/demo' },
      env: () => ({ TONBO_API_KEY: tokenUntil(5) }),
      s3: [UNLISTED],
      orchestrator: [{ do: { answer: { status: 200, body: '{"workspaces":[]}' } } }],
    }),
    root: 'workspace/invalid-name',
    check: 'workspace/name',
    seen: { nearest: 'my-demo' },
    also: ['auth/token-expires-soon', 'storage/list-denied'],
    blocked: { 'workspace/state': ['workspace/name'] },
  },
  {
    area,
    what: 'waiting to be formatted, where somebody keeps files',
    source: 'juicedata/juicefs, cmd/format.go: Storage … is not empty; the pages on workspaces',
    world: untyped(
      whole({
        status: 'pending_format',
        holds: ['acme/demo/thesis.pdf'],
        redis: withoutSetting,
      }),
      'intent',
    ),
    root: 'storage/not-empty',
    check: 'storage/empty',
    seen: { key: 'acme/demo/thesis.pdf', state: 'pending_format' },
    also: ['workspace/pending-format'],
  },
  {
    area,
    what: 'a workspace that is being deleted, Redis gone with it, and a listing denied',
    source: 'the product’s pages on workspaces: states; captured from Ceph RGW 16.2',
    world: whole({ status: 'deleting', s3: [UNLISTED], redis: down }),
    root: 'network/refused',
    check: 'metadata/reachable',
    seen: { stage: 'tcp' },
    also: ['workspace/not-active', 'storage/list-denied'],
    blocked: { 'metadata/setting': ['metadata/reachable'] },
  },
  {
    area,
    what: 'a key of AWS at Tigris, which does not know it',
    source: 'tigrisdata.com/docs/iam, the form of the ids; AWS, InvalidAccessKeyId',
    world: at({ ...AT.aws, endpoint: AT.tigris.endpoint }, () =>
      s3Error(403, 'InvalidAccessKeyId', '<Message>The Access Key Id does not exist.</Message>'),
    ),
    root: 'storage/invalid-access-key',
    check: 'storage/credentials',
    seen: { code: 'InvalidAccessKeyId', httpStatus: 403 },
    also: ['storage/key-of-another-vendor'],
    blocked: { 'storage/bucket': ['storage/credentials'] },
  },
  {
    area,
    what: 'Alibaba OSS wants the bucket in the name, and does not let these keys write',
    source: 'treeverse/lakeFS#3613; alibabacloud.com/help/en/oss, AccessDenied',
    world: at(AT.oss, ({ style, bucket, operation }) => {
      if (style === 'path' && bucket !== '') return NOT_BY_PATH.oss
      return operation === 'put' ? s3Error(403, 'AccessDenied') : undefined
    }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { httpStatus: 403, action: 's3:PutObject', host: /^cases\.oss-/ },
    also: ['storage/path-style-refused'],
    blocked: { 'storage/get': ['storage/put'], 'storage/delete': ['storage/put'] },
  },
]
