import { jwt } from '../support/jwt.ts'
import { SETTING_PREFIX, type SetUp } from '../support/set-up.ts'

/** One thing broken, how, and the root cause that must be named first; none for the healthy one. */
export interface Scene {
  readonly title: string
  readonly root?: string
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  readonly arrange?: (setUp: SetUp) => Promise<unknown>
}

/** A healthy workspace, and one thing broken at a time. */
export const SCENES: readonly Scene[] = [
  { title: 'A healthy workspace, about to be mounted' },
  {
    title: 'The secret key is that of another pair',
    root: 'storage/secret-mismatch',
    env: { ARTIFACTS_S3_SECRET_ACCESS_KEY: 'the-secret-of-some-other-key-pair-000000' },
  },
  {
    title: 'The bucket is misspelt',
    root: 'storage/no-such-bucket',
    env: { ARTIFACTS_S3_BUCKET: 'casse' },
  },
  {
    title: 'The region is wrong',
    root: 'storage/region-mismatch',
    env: { ARTIFACTS_S3_REGION: 'us-east-1' },
  },
  {
    title: 'The login has expired',
    root: 'auth/token-expired',
    env: { TONBO_API_KEY: jwt({ iat: 1_700_000_000, exp: 1_700_003_600 }) },
  },
  // /proc is a mount point on every Linux.
  {
    title: 'The mount point is taken',
    root: 'mount/already-mounted',
    args: ['--mountpoint', '/proc'],
  },
  {
    title: 'The setting key is missing from the metadata',
    root: 'metadata/setting-missing',
    arrange: ({ redis }) => redis.cli('DEL', `${SETTING_PREFIX}setting`),
  },
]
