import { ACCESS_KEY_ID, SECRET_ACCESS_KEY } from '../../support/set-up.ts'
import type { Line } from '../line.ts'
import { AT, at, NO_KEYS, withCached } from './at-vendor.ts'
import { NEW_S3 } from './settings-endpoint.ts'
import { onS3rver } from './worlds.ts'

/** Settings that look odd, and mean what they should. */
export const healthySettings: readonly Line[] = healthy()

function healthy(): Line[] {
  const everything = ['storage/settings', 'storage/put', 'storage/get', 'storage/delete']
  const typed =
    (change: (endpoint: string) => string): Line['world'] =>
    async () => {
      const world = await onS3rver()()
      return { ...world, flags: { ...world.flags, endpoint: change(world.flags.endpoint ?? '') } }
    }
  return [
    {
      area: 'settings',
      what: 'an endpoint with a slash at its end',
      source: 'RFC 3986 § 6.2.3: an empty path and / are the same',
      world: typed((endpoint) => `${endpoint}/`),
      passes: everything,
      exitCode: 0,
    },
    {
      area: 'settings',
      what: 'a server on this machine, without a scheme',
      source: `${NEW_S3}: plain http is what is meant`,
      world: typed((endpoint) => endpoint.replace('http://', '')),
      passes: everything,
      exitCode: 0,
    },
    {
      area: 'settings',
      what: 'AWS without a scheme, which is https for it',
      source: `${NEW_S3}: https where it is amazonaws.com`,
      world: at(AT.aws, undefined, { flags: { endpoint: 's3.eu-west-3.amazonaws.com' } }),
      passes: everything,
      exitCode: 0,
    },
    {
      area: 'settings',
      what: 'a bucket of Ceph RGW whose name AWS would refuse',
      source: 'docs.ceph.com/en/latest/radosgw/config-ref, rgw_relaxed_s3_bucket_names',
      world: at({ ...AT.minio, endpoint: 'https://rgw.storage.example' }, undefined, {
        bucket: 'Team_Cases',
      }),
      passes: everything,
      exitCode: 0,
    },
    {
      area: 'settings',
      what: 'all of it from the environment and the cache',
      source: 'the product’s pages on cached storage credentials',
      world: fromEnvironment,
      passes: [...everything, 'storage/keys', 'storage/region'],
      exitCode: 0,
    },
    {
      area: 'settings',
      what: 'cached lines with export before them and quotes around the values',
      source: 'the product’s pages on cached storage credentials',
      world: withCached(
        onS3rver({ env: NO_KEYS }),
        `export ACCESS_KEY_ID="${ACCESS_KEY_ID}"\nexport SECRET_ACCESS_KEY='${SECRET_ACCESS_KEY}'\n`,
      ),
      passes: [...everything, 'storage/keys'],
      exitCode: 0,
    },
  ]
}

async function fromEnvironment() {
  const cached = [
    `ACCESS_KEY_ID=${ACCESS_KEY_ID}`,
    `SECRET_ACCESS_KEY=${SECRET_ACCESS_KEY}`,
    'REGION=eu-west-3',
  ]
  const world = await withCached(onS3rver({ env: NO_KEYS }), `${cached.join('\n')}\n`)()
  const { bucket = '', endpoint = '' } = world.flags
  return {
    ...world,
    flags: { backend: 'byo' },
    env: { ...world.env, ARTIFACTS_S3_BUCKET: bucket, ARTIFACTS_S3_ENDPOINT: endpoint },
  }
}
