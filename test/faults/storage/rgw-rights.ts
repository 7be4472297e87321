import { PutBucketAclCommand, PutBucketRequestPaymentCommand } from '@aws-sdk/client-s3'
import { setPolicy } from '../../support/rgw-s3.ts'
import type { Line } from '../line.ts'
import { onRgw, type Scene } from './on-rgw.ts'

const POLICY = 'docs.ceph.com/en/pacific/radosgw/bucketpolicy'
const ADMIN = 'docs.ceph.com/en/pacific/radosgw/admin'
const PROBE = /^testing\/artifacts-doctor-/

/** What a real RGW denies to users whose rights do not go far enough. */
export const rgwRights: readonly Line[] = [
  {
    area: 'denied',
    what: 'RGW, a bucket of another user',
    source: 'captured from Ceph RGW 16.2.15 (other user)',
    world: onRgw({ stranger: true }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { action: 's3:PutObject', code: 'AccessDenied', missing: /s3:PutObject.*s3:ListBucket/ },
  },
  {
    area: 'denied',
    what: 'RGW, somebody else who may only list',
    source: 'captured from Ceph RGW 16.2.15 (u2 with Allow ListBucket only)',
    world: onRgw({ stranger: true, prepare: allowSecond('s3:ListBucket') }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { action: 's3:PutObject', code: 'AccessDenied', missing: /"s3:PutObject"/ },
  },
  {
    area: 'denied',
    what: 'RGW, somebody else who may only list, by an ACL',
    source: 'docs.ceph.com/en/pacific/radosgw/s3/bucketops (canned and granted ACLs)',
    world: onRgw({
      stranger: true,
      prepare: async ({ s3, bucket }) => {
        const GrantRead = 'id=second'
        await s3.send(new PutBucketAclCommand({ Bucket: bucket, GrantRead }))
        return undefined
      },
    }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { action: 's3:PutObject', code: 'AccessDenied' },
  },
  {
    area: 'denied',
    what: 'RGW, somebody else who may all but remove',
    source: POLICY,
    world: onRgw({
      stranger: true,
      prepare: allowSecond('s3:ListBucket', 's3:PutObject', 's3:GetObject'),
    }),
    root: 'storage/delete-denied',
    check: 'storage/delete',
    seen: { action: 's3:DeleteObject', code: 'AccessDenied', key: PROBE },
    leaves: true,
  },
  {
    area: 'denied',
    what: 'RGW, somebody else with rights to a folder, asked at the root',
    source: POLICY,
    world: onRgw({ stranger: true, prepare: onlyBelow('acme/') }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { action: 's3:PutObject', code: 'AccessDenied' },
  },
  {
    area: 'denied',
    what: 'RGW, a user whose operations are limited to reading',
    source: `${ADMIN} (--op-mask)`,
    world: onRgw({ ownUser: true, prepare: opMask('read') }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { action: 's3:PutObject', code: 'AccessDenied' },
  },
  {
    area: 'denied',
    what: 'RGW, a user whose operations are limited to reading and writing',
    source: `${ADMIN} (--op-mask)`,
    world: onRgw({ ownUser: true, prepare: opMask('read, write') }),
    root: 'storage/delete-denied',
    check: 'storage/delete',
    seen: { action: 's3:DeleteObject', code: 'AccessDenied', key: PROBE },
    leaves: true,
  },
  {
    area: 'denied',
    what: 'RGW, the keys of a subuser that may only read',
    source: `${ADMIN} (radosgw-admin subuser create --access)`,
    world: onRgw({
      ownUser: true,
      prepare: async ({ rgw, owner }) => {
        const keys = { id: `SUB-${owner.id}`, secret: 'the-secret-of-a-subuser-of-the-owner' }
        const subuser = ['--uid', owner.id, '--subuser', `${owner.id}:reader`, '--access', 'read']
        const key = ['--access-key', keys.id, '--secret-key', keys.secret]
        await rgw.admin('subuser', 'create', ...subuser, '--key-type', 's3', ...key)
        return {
          env: {
            ARTIFACTS_S3_ACCESS_KEY_ID: keys.id,
            ARTIFACTS_S3_SECRET_ACCESS_KEY: keys.secret,
          },
        }
      },
    }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { action: 's3:PutObject', code: 'AccessDenied' },
  },
  {
    area: 'denied',
    what: 'RGW, a bucket of another user that wants whoever asks to pay',
    source: 'docs.ceph.com/en/pacific/radosgw/s3/bucketops (request payment)',
    world: onRgw({
      stranger: true,
      prepare: async (scene) => {
        await allowSecond('s3:*')(scene)
        const RequestPaymentConfiguration = { Payer: 'Requester' as const }
        const asked = { Bucket: scene.bucket, RequestPaymentConfiguration }
        await scene.s3.send(new PutBucketRequestPaymentCommand(asked))
        return undefined
      },
    }),
    root: 'storage/requester-pays',
    check: 'storage/get',
    seen: { action: 's3:GetObject', code: 'AccessDenied', httpStatus: 403 },
  },
]

function allowSecond(...Action: string[]) {
  return async ({ s3, bucket }: Scene): Promise<undefined> => {
    await setPolicy(s3, bucket, { Effect: 'Allow', Action, user: 'second' })
  }
}

/** Rights to what is below `prefix`, and to list that. */
export function onlyBelow(prefix: string) {
  return async ({ s3, bucket }: Scene): Promise<undefined> => {
    const rights = { Effect: 'Allow', user: 'second' } as const
    await setPolicy(
      s3,
      bucket,
      {
        ...rights,
        Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
        Resource: `arn:aws:s3:::${bucket}/${prefix}*`,
      },
      {
        ...rights,
        Action: 's3:ListBucket',
        Resource: `arn:aws:s3:::${bucket}`,
        Condition: { StringLike: { 's3:prefix': `${prefix}*` } },
      },
    )
  }
}

function opMask(mask: string) {
  return async ({ rgw, owner }: Scene): Promise<undefined> => {
    await rgw.admin('user', 'modify', '--uid', owner.id, '--op-mask', mask)
  }
}
