import { setPolicy } from '../../support/rgw-s3.ts'
import { STS, temporaryKeys } from '../../support/rgw-sts.ts'
import type { Line } from '../line.ts'
import { onRgw, type Scene } from './on-rgw.ts'

const CAPTURED = 'captured from Ceph RGW 16.2.15'

/** What a real RGW says of keys, old, new and not whole. */
export const rgwKeys: readonly Line[] = [
  {
    area: 'keys',
    what: 'RGW, a key id that nobody has',
    source: CAPTURED,
    world: onRgw({ env: { ARTIFACTS_S3_ACCESS_KEY_ID: 'RGWNOBODYHASTHISKEY0' } }),
    root: 'storage/invalid-access-key',
    check: 'storage/credentials',
    seen: { code: 'InvalidAccessKeyId', httpStatus: 403 },
  },
  {
    area: 'keys',
    what: 'RGW, the key was removed from its user',
    source: 'docs.ceph.com/en/pacific/radosgw/admin (radosgw-admin key rm)',
    world: onRgw({
      ownUser: true,
      prepare: async ({ rgw, owner }) => {
        const key = ['--uid', owner.id, '--access-key', owner.accessKeyId]
        await rgw.admin('key', 'rm', '--key-type', 's3', ...key)
        return undefined
      },
    }),
    root: 'storage/invalid-access-key',
    check: 'storage/credentials',
    seen: { code: 'InvalidAccessKeyId' },
  },
  {
    area: 'keys',
    what: 'RGW, the user is suspended',
    source: 'docs.ceph.com/en/pacific/radosgw/admin (radosgw-admin user suspend)',
    world: onRgw({
      ownUser: true,
      prepare: async ({ rgw, owner }) => {
        await rgw.admin('user', 'suspend', '--uid', owner.id)
        return undefined
      },
    }),
    root: 'storage/user-suspended',
    check: 'storage/credentials',
    seen: { code: 'UserSuspended', httpStatus: 403 },
  },
  {
    area: 'keys',
    what: 'RGW, key id and secret are in each other’s place',
    source: 'aws/aws-sdk-ruby#1276, with keys as RGW makes them',
    world: onRgw({
      prepare: async ({ owner }) => ({
        env: {
          ARTIFACTS_S3_ACCESS_KEY_ID: owner.secretAccessKey,
          ARTIFACTS_S3_SECRET_ACCESS_KEY: owner.accessKeyId,
        },
      }),
    }),
    root: 'storage/keys-swapped',
    check: 'storage/credentials',
    seen: { code: 'InvalidAccessKeyId', httpStatus: 403 },
  },
  {
    area: 'keys',
    what: 'RGW, a secret with a slash in the place of the key id',
    source: 'aws/aws-sdk-ruby#1276; seen at Ceph RGW 16.2.15',
    world: onRgw({
      prepare: async (scene) => {
        const { id, secret } = await keyWithSlashes(scene)
        return {
          env: { ARTIFACTS_S3_ACCESS_KEY_ID: secret, ARTIFACTS_S3_SECRET_ACCESS_KEY: id },
        }
      },
    }),
    root: 'storage/keys-swapped',
    check: 'storage/credentials',
    seen: { code: 'InvalidArgument', httpStatus: 400 },
  },
  {
    area: 'keys',
    what: 'RGW that gives out session tokens, lasting keys and a token left over beside them',
    source: 'docs.ceph.com/en/pacific/radosgw/STS',
    world: onRgw({
      gateway: { further: STS },
      prepare: async ({ rgw, gateway, owner }) => {
        const { sessionToken } = await temporaryKeys(rgw, gateway, owner)
        return { env: { ARTIFACTS_S3_SESSION_TOKEN: sessionToken } }
      },
    }),
    root: 'storage/token-invalid',
    check: 'storage/credentials',
    seen: { code: 'AccessDenied', httpStatus: 403 },
  },
  {
    area: 'settings',
    what: 'RGW, the right secret and a line break',
    source: 'redis/node-redis#1591, of a password',
    world: onRgw({
      prepare: async ({ owner }) => ({
        env: { ARTIFACTS_S3_SECRET_ACCESS_KEY: `${owner.secretAccessKey}\n` },
      }),
    }),
    root: 'storage/keys-mangled',
    check: 'storage/keys',
    seen: { setting: 'secretAccessKey', found: /line break/ },
  },
  {
    area: 'keys',
    what: 'RGW, the right secret percent-encoded, as from a URL',
    source: 'docs.ceph.com/en/pacific/radosgw/admin (radosgw-admin key create --secret-key)',
    world: onRgw({
      prepare: async (scene) => {
        const { id, secret } = await keyWithSlashes(scene)
        return {
          env: {
            ARTIFACTS_S3_ACCESS_KEY_ID: id,
            ARTIFACTS_S3_SECRET_ACCESS_KEY: encodeURIComponent(secret),
          },
        }
      },
    }),
    root: 'storage/keys-mangled',
    check: 'storage/region',
    seen: { setting: 'secretAccessKey', found: /percent/, confirmed: true },
  },
  {
    area: 'propagation',
    what: 'RGW, a key id that nobody has, waited for in vain',
    source: CAPTURED,
    world: onRgw({ waitMs: 2000, env: { ARTIFACTS_S3_ACCESS_KEY_ID: 'RGWNOBODYHASTHISKEY1' } }),
    root: 'storage/invalid-access-key',
    check: 'storage/credentials',
    seen: { code: 'InvalidAccessKeyId' },
  },
  {
    area: 'propagation',
    what: 'RGW, the key comes while it is waited for, and its rights after it',
    source: 'hashicorp/vault#687 on the phases that new keys go through',
    world: onRgw({
      waitMs: 40_000,
      stranger: true,
      env: { ARTIFACTS_S3_ACCESS_KEY_ID: 'RGWTHISKEYCOMESLATER' },
      meanwhile: async ({ rgw, bucket, s3 }) => {
        const { id, secretAccessKey } = rgw.second
        const key = ['--access-key', 'RGWTHISKEYCOMESLATER', '--secret-key', secretAccessKey]
        await pause(1500)
        await rgw.admin('key', 'create', '--key-type', 's3', '--uid', id, ...key)
        await pause(1500)
        await setPolicy(s3, bucket, { Effect: 'Allow', Action: 's3:*', user: id })
      },
    }),
    passes: ['storage/credentials', 'storage/put', 'storage/list', 'storage/propagation'],
    exitCode: 0,
  },
]

/** A further key of the owner, with a secret that does not survive every copying. */
async function keyWithSlashes({ rgw, owner, bucket }: Scene) {
  const id = `KEY-OF-${bucket}`
  const secret = `a/secret+of/${bucket}+that/holds/slashes/and/pluses`
  const key = ['--uid', owner.id, '--access-key', id, '--secret-key', secret]
  await rgw.admin('key', 'create', '--key-type', 's3', ...key)
  return { id, secret }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
