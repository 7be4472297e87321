import { PutObjectLockConfigurationCommand } from '@aws-sdk/client-s3'
import { setPolicy } from '../../support/rgw-s3.ts'
import type { Line } from '../line.ts'
import { onRgw, type Scene } from './on-rgw.ts'

const ADMIN = 'docs.ceph.com/en/pacific/radosgw/admin'
const LOCK = 'docs.ceph.com/en/pacific/radosgw/s3/bucketops (object lock)'

/** What a real RGW says of the bucket itself: whether it is there, has room and lets go. */
export const rgwBucket: readonly Line[] = [
  {
    area: 'bucket',
    what: 'RGW, the bucket is misspelt by a letter',
    source: 'captured from Ceph RGW 16.2.15; its GET / lists the buckets of the user',
    world: onRgw({ ownUser: true, name: 'artifacts-data', flags: { bucket: 'artifact-data' } }),
    root: 'storage/no-such-bucket',
    check: 'storage/bucket',
    seen: { code: 'NoSuchBucket', httpStatus: 404, nearest: 'artifacts-data' },
  },
  {
    area: 'bucket',
    what: 'RGW, the bucket is not there, and nothing like it',
    source: 'captured from Ceph RGW 16.2.15',
    world: onRgw({ ownUser: true, flags: { bucket: 'somewhere-else-altogether' } }),
    root: 'storage/no-such-bucket',
    check: 'storage/bucket',
    seen: { code: 'NoSuchBucket', httpStatus: 404, nearest: /^undefined$/ },
  },
  {
    area: 'bucket',
    what: 'RGW, a limit on the objects of the user is reached',
    source: `${ADMIN} (quota management)`,
    world: onRgw({
      ownUser: true,
      prepare: quota(({ owner }) => [
        '--quota-scope',
        'user',
        '--uid',
        owner.id,
        '--max-objects',
        '0',
      ]),
    }),
    root: 'storage/quota-exceeded',
    check: 'storage/put',
    seen: { action: 's3:PutObject', code: 'QuotaExceeded', httpStatus: 403 },
  },
  {
    area: 'bucket',
    what: 'RGW, a limit on the objects of the bucket is reached',
    source: `${ADMIN} (quota management)`,
    world: onRgw({
      prepare: quota(({ bucket }) => [
        ...['--quota-scope', 'bucket', '--bucket', bucket, '--max-objects', '1'],
      ]),
    }),
    root: 'storage/quota-exceeded',
    check: 'storage/put',
    seen: { action: 's3:PutObject', code: 'QuotaExceeded', httpStatus: 403 },
  },
  {
    area: 'bucket',
    what: 'RGW, a limit on the bytes of the bucket leaves no room for a hundred',
    source: `${ADMIN} (quota management)`,
    world: onRgw({
      prepare: quota(({ bucket }) => [
        ...['--quota-scope', 'bucket', '--bucket', bucket, '--max-size', '64'],
      ]),
    }),
    root: 'storage/quota-exceeded',
    check: 'storage/put',
    seen: { action: 's3:PutObject', code: 'QuotaExceeded', httpStatus: 403 },
  },
  ...(['GOVERNANCE', 'COMPLIANCE'] as const).map(
    (mode): Line => ({
      area: 'bucket',
      what: `RGW, a bucket that keeps everything for a day, mode ${mode}`,
      source: LOCK,
      world: onRgw({
        create: { ObjectLockEnabledForBucket: true },
        prepare: async (scene) => {
          await keepForADay(scene, mode)
          return undefined
        },
      }),
      root: 'storage/object-locked',
      check: 'storage/put',
      seen: { retention: `${mode} 1 days` },
    }),
  ),
  {
    area: 'bucket',
    what: 'RGW, a bucket that keeps everything for a day, and does not tell the keys',
    source: LOCK,
    world: onRgw({
      stranger: true,
      create: { ObjectLockEnabledForBucket: true },
      prepare: async (scene) => {
        const Action = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket']
        const all = [...Action, 's3:DeleteObjectVersion', 's3:ListBucketVersions']
        await setPolicy(scene.s3, scene.bucket, { Effect: 'Allow', Action: all, user: 'second' })
        await keepForADay(scene, 'GOVERNANCE')
        return undefined
      },
    }),
    root: 'storage/delete-denied',
    check: 'storage/delete',
    seen: { action: 's3:DeleteObject', version: /^\S+$/ },
    leaves: true,
  },
]

function quota(limit: (scene: Scene) => readonly string[]) {
  return async (scene: Scene): Promise<undefined> => {
    const args = limit(scene)
    await scene.rgw.admin('quota', 'set', ...args)
    await scene.rgw.admin('quota', 'enable', ...args.slice(0, 4))
  }
}

async function keepForADay({ s3, bucket }: Scene, Mode: 'GOVERNANCE' | 'COMPLIANCE') {
  const Rule = { DefaultRetention: { Mode, Days: 1 } }
  const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled' as const, Rule }
  await s3.send(new PutObjectLockConfigurationCommand({ Bucket: bucket, ObjectLockConfiguration }))
}
