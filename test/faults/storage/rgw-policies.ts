import { PutBucketVersioningCommand } from '@aws-sdk/client-s3'
import { type Statement, setPolicy } from '../../support/rgw-s3.ts'
import type { Line } from '../line.ts'
import { onRgw, type Scene } from './on-rgw.ts'

const POLICY = 'docs.ceph.com/en/pacific/radosgw/bucketpolicy'
const PROBE = /^testing\/artifacts-doctor-/

/** What a policy of the bucket forbids at a real RGW, to its owner as to everybody. */
export const rgwPolicies: readonly Line[] = [
  {
    area: 'denied',
    what: 'RGW, a policy that forbids s3:PutObject',
    source: POLICY,
    world: onRgw({ prepare: deny('s3:PutObject') }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { action: 's3:PutObject', code: 'AccessDenied', httpStatus: 403 },
  },
  {
    area: 'denied',
    what: 'RGW, a policy that forbids s3:GetObject',
    source: POLICY,
    world: onRgw({ prepare: deny('s3:GetObject') }),
    root: 'storage/access-denied',
    check: 'storage/get',
    seen: { action: 's3:GetObject', code: 'AccessDenied', httpStatus: 403 },
  },
  {
    area: 'denied',
    what: 'RGW, a policy that forbids s3:DeleteObject',
    source: POLICY,
    world: onRgw({ prepare: deny('s3:DeleteObject') }),
    root: 'storage/delete-denied',
    check: 'storage/delete',
    seen: { action: 's3:DeleteObject', code: 'AccessDenied', key: PROBE },
    leaves: true,
  },
  {
    area: 'denied',
    what: 'RGW with versions, a policy that forbids s3:DeleteObjectVersion',
    source: POLICY,
    world: onRgw({
      create: { ObjectLockEnabledForBucket: true },
      prepare: deny('s3:DeleteObjectVersion'),
    }),
    root: 'storage/delete-denied',
    check: 'storage/delete',
    seen: { action: 's3:DeleteObject', key: PROBE, version: /^\S+$/ },
    leaves: true,
  },
  {
    area: 'denied',
    what: 'RGW with suspended versions, a policy that forbids s3:DeleteObjectVersion',
    source: POLICY,
    world: onRgw({
      prepare: async (scene) => {
        for (const Status of ['Enabled', 'Suspended'] as const) {
          const asked = { Bucket: scene.bucket, VersioningConfiguration: { Status } }
          await scene.s3.send(new PutBucketVersioningCommand(asked))
        }
        return deny('s3:DeleteObjectVersion')(scene)
      },
    }),
    root: 'storage/delete-denied',
    check: 'storage/delete',
    seen: { action: 's3:DeleteObject', key: PROBE, version: 'null' },
    leaves: true,
  },
  {
    area: 'denied',
    what: 'RGW, a policy that forbids s3:ListBucket',
    source: POLICY,
    world: onRgw({ prepare: deny('s3:ListBucket') }),
    root: 'storage/list-denied',
    check: 'storage/list',
    seen: { action: 's3:ListBucket', code: 'AccessDenied', httpStatus: 403 },
  },
  {
    area: 'denied',
    what: 'RGW, a policy that forbids everything, the owner included',
    source: POLICY,
    world: onRgw({ prepare: deny('s3:*') }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { action: 's3:PutObject', code: 'AccessDenied' },
  },
  {
    area: 'denied',
    what: 'RGW, a policy that forbids everything from this address',
    source: POLICY,
    world: onRgw({ prepare: deny('s3:*', { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }) }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { action: 's3:PutObject', code: 'AccessDenied' },
  },
  {
    area: 'denied',
    what: 'RGW, a policy that forbids writes that do not ask for encryption',
    source: POLICY,
    world: onRgw({
      prepare: deny('s3:PutObject', { Null: { 's3:x-amz-server-side-encryption': 'true' } }),
    }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { action: 's3:PutObject', code: 'AccessDenied' },
  },
  {
    area: 'denied',
    what: 'RGW, a policy that forbids plain http, on a port that has no TLS',
    source: POLICY,
    world: onRgw({ prepare: deny('s3:*', { Null: { 'aws:SecureTransport': 'true' } }) }),
    root: 'storage/access-denied',
    check: 'storage/put',
    seen: { action: 's3:PutObject', code: 'AccessDenied' },
  },
]

function deny(Action: string, Condition?: Statement['Condition']) {
  const statement = {
    Effect: 'Deny',
    Action,
    ...(Condition === undefined ? {} : { Condition }),
  } as const
  return async ({ s3, bucket }: Scene): Promise<undefined> => {
    await setPolicy(s3, bucket, statement)
  }
}
