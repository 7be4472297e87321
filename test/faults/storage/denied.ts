import { on, s3Error } from '../../checks/storage/bucket.ts'
import { captured } from '../../support/captured.ts'
import type { Rule } from '../../support/fault-proxy.ts'
import type { Line } from '../line.ts'
import { deniedAtAws } from './denied-aws.ts'
import { deniedConditions } from './denied-conditions.ts'
import { deniedForeign } from './denied-foreign.ts'
import { deniedForm } from './denied-form.ts'
import { deniedLimits } from './denied-limits.ts'
import { deniedAtVendors } from './denied-vendors.ts'
import { onS3rver } from './worlds.ts'

/** What Ceph says to whom a policy allows only a part: its answers by operation. */
const ceph = (answers: Readonly<Record<string, string>>): Rule[] =>
  Object.entries(answers).map(([name, fault]) => on(name, captured('ceph-pol', fault)))

const swift = (answers: Readonly<Record<string, string>>): Rule[] =>
  Object.entries(answers).map(([name, fault]) => on(name, captured('swift-acl', fault)))

const CODE = { httpStatus: 403, code: 'AccessDenied' }
const PUT = { ...CODE, action: 's3:PutObject' }
const GET = { ...CODE, action: 's3:GetObject' }

/** Everything but what lies below `team/`, to keys that may do all there. */
const TEAM_ONLY: Rule = {
  when: (request) => !decodeURIComponent(request.path).includes('team/'),
  do: { answer: s3Error(403, 'AccessDenied', '<Message>Access Denied</Message>') },
}

/** Who may do what, as the storage tells it one action at a time. */
const byAction: readonly Line[] = [
  {
    area: 'denied',
    what: 'Ceph: the policy of the bucket forbids writing',
    source: 'captured from Ceph RGW 16.2 (a policy with Deny s3:PutObject)',
    world: onS3rver({ rules: ceph({ put: 'owner under Deny PutObject: put' }) }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { ...PUT, missing: /s3:PutObject/, requestId: /^tx/ },
  },
  {
    area: 'denied',
    what: 'Ceph: the policy of the bucket forbids reading',
    source: 'captured from Ceph RGW 16.2 (a policy with Deny s3:GetObject)',
    world: onS3rver({ rules: ceph({ get: 'owner under Deny GetObject: get' }) }),
    root: 'storage/access-denied',
    check: 'storage/get',
    seen: { ...GET, missing: /s3:GetObject/ },
  },
  {
    area: 'denied',
    what: 'Ceph: the policy allows everything but removing',
    source: 'captured from Ceph RGW 16.2 (a policy with Get, Put and List)',
    world: onS3rver({ rules: ceph({ delete: 'u2 with Get+Put+List: delete' }) }),
    root: 'storage/delete-denied',
    check: 'storage/delete',
    seen: { ...CODE, action: 's3:DeleteObject', bucket: 'cases', key: /^testing\// },
    leaves: true,
  },
  {
    area: 'denied',
    what: 'Ceph: the policy of the bucket forbids listing',
    source: 'captured from Ceph RGW 16.2 (a policy with Deny s3:ListBucket)',
    world: onS3rver({ rules: ceph({ list: 'owner under Deny ListBucket: list' }) }),
    root: 'storage/list-denied',
    check: 'storage/list',
    seen: { ...CODE, action: 's3:ListBucket', missing: /s3:ListBucket/ },
  },
  {
    area: 'denied',
    what: 'Ceph: the policy turns away every address but one network',
    source: 'captured from Ceph RGW 16.2 (Deny s3:* with NotIpAddress)',
    world: onS3rver({
      rules: ceph({
        list: 'owner under Deny s3:* NotIpAddress 10/8: list',
        put: 'owner under Deny s3:* NotIpAddress 10/8: put',
        lock: 'owner under Deny s3:* NotIpAddress 10/8: location',
      }),
    }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { ...PUT, missing: /s3:PutObject.*s3:ListBucket/ },
  },
  {
    area: 'denied',
    what: 'Ceph: another user may only write',
    source: 'captured from Ceph RGW 16.2 (a policy with Put alone)',
    world: onS3rver({
      rules: ceph({
        list: 'u2 with Allow PutObject only: list',
        get: 'u2 with Allow PutObject only: get',
        delete: 'u2 with Allow PutObject only: delete',
      }),
    }),
    root: 'storage/access-denied',
    check: 'storage/get',
    seen: GET,
    leaves: true,
  },
  {
    area: 'denied',
    what: 'Ceph: another user may only list',
    source: 'captured from Ceph RGW 16.2 (a policy with List alone)',
    world: onS3rver({ rules: ceph({ put: 'u2 with Allow ListBucket only: put' }) }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { ...PUT, missing: /s3:PutObject/ },
  },
  {
    area: 'denied',
    what: 'Ceph: the bucket belongs to another user',
    source: 'captured from Ceph RGW 16.2',
    world: onS3rver({
      rules: [
        on('list', captured('ceph-wire', 'other user: list')),
        on('put', captured('ceph-wire', 'other user: put')),
        on('buckets', captured('ceph-wire', 'ok: list buckets')),
      ],
    }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: PUT,
  },
  {
    area: 'denied',
    what: 'Ceph: the user was made with an op mask of read',
    source: 'captured from Ceph RGW 16.2 (radosgw-admin --op-mask=read)',
    world: onS3rver({ rules: ceph({ put: 'op-mask read: put', delete: 'op-mask read: delete' }) }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: PUT,
  },
  {
    area: 'denied',
    what: 'Ceph: the policy wants encryption asked for in each write',
    source: 'captured from Ceph RGW 16.2 (a policy that denies what has no SSE header)',
    world: onS3rver({ rules: ceph({ put: 'Deny without SSE header: put' }) }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: PUT,
  },
  {
    area: 'denied',
    what: 'Swift: a user to whom no ACL grants anything',
    source: 'captured from Swift 2.30 (s3api with s3_acl)',
    world: onS3rver({
      rules: swift({
        list: 'non-admin user, no grant: list',
        put: 'non-admin user, no grant: put',
        get: 'non-admin user, no grant: get',
        delete: 'non-admin user, no grant: delete',
      }),
    }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: PUT,
  },
  {
    area: 'denied',
    what: 'Swift: an ACL that grants WRITE, which lets nothing be read',
    source: 'captured from Swift 2.30 (s3api with s3_acl)',
    world: onS3rver({
      rules: swift({ list: 'WRITE grant only: list', get: 'WRITE grant only: get' }),
    }),
    root: 'storage/access-denied',
    check: 'storage/get',
    seen: GET,
  },
  {
    area: 'denied',
    what: 'Swift: an ACL that grants READ alone',
    source: 'captured from Swift 2.30 (s3api with s3_acl)',
    world: onS3rver({ rules: swift({ put: 'READ grant only: put' }) }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: PUT,
  },
  {
    area: 'denied',
    what: 'keys that are limited to a folder, and no prefix is given',
    source: 'docs.aws.amazon.com/AmazonS3/latest/userguide/walkthrough1.html',
    world: onS3rver({ rules: [TEAM_ONLY] }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { ...PUT, missing: /arn:aws:s3:::cases\/\*/ },
  },
  {
    area: 'denied',
    what: 'keys that are limited to a folder, which is the prefix',
    source: 'docs.aws.amazon.com/AmazonS3/latest/userguide/walkthrough1.html',
    world: onS3rver({
      rules: [TEAM_ONLY],
      flags: { prefix: 'team/' },
    }),
    passes: ['storage/bucket', 'storage/put', 'storage/get', 'storage/delete', 'storage/list'],
    exitCode: 0,
  },
  {
    area: 'denied',
    what: 'a denial at the root, of a workspace that is named without its handle',
    source: 'juicedata/juicefs-csi-driver#1291, of keys for one volume',
    world: onS3rver({
      rules: ceph({
        list: 'owner under Deny ListBucket: list',
        put: 'owner under Deny PutObject: put',
      }),
      flags: { workspace: 'demo' },
    }),
    passes: ['storage/reachable', 'storage/region', 'storage/credentials', 'storage/bucket'],
    exitCode: 3,
  },
]

/** Everything that keys, known and good, may not do, and who says so. */
export const deniedLines: readonly Line[] = [
  ...byAction,
  ...deniedAtAws,
  ...deniedAtVendors,
  ...deniedConditions,
  ...deniedForm,
  ...deniedLimits,
  ...deniedForeign,
]
