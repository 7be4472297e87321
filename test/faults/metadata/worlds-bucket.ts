import { startS3 } from '../../support/s3-server.ts'
import { ACCESS_KEY_ID, BUCKET, REGION, SECRET_ACCESS_KEY } from '../../support/set-up.ts'
import type { World } from '../line.ts'
import { onRedis, type Served } from './worlds.ts'

const KEYS = {
  ARTIFACTS_S3_ACCESS_KEY_ID: ACCESS_KEY_ID,
  ARTIFACTS_S3_SECRET_ACCESS_KEY: SECRET_ACCESS_KEY,
}

/** What is told of a bucket of one's own; without keys, so that nobody is asked at that endpoint. */
export function ofBucket(bucket: string, endpoint: string): Pick<Served, 'flags'> {
  return { flags: { backend: 'byo', bucket, endpoint, region: REGION } }
}

/** A Redis beside a bucket of s3rver; `objects` are in the place of the workspace, by their names. */
export function besideBucket({
  objects = {},
  formatted,
  secret = SECRET_ACCESS_KEY,
  ...served
}: Served & {
  readonly objects?: Readonly<Record<string, string>>
  /** The setting, of which the endpoint is known only now. */
  readonly formatted?: (endpoint: string) => string
  readonly secret?: string
}) {
  return async (): Promise<World> => {
    const s3 = await startS3({ keys: { [ACCESS_KEY_ID]: secret }, buckets: [BUCKET] })
    for (const [name, body] of Object.entries(objects)) {
      await fetch(`${s3.endpoint}/${BUCKET}/acme/demo/${name}`, { method: 'PUT', body })
    }
    const world = await onRedis({
      ...served,
      ...(formatted === undefined ? {} : { setting: formatted(s3.endpoint) }),
      flags: { ...ofBucket(BUCKET, s3.endpoint).flags, workspace: 'acme/demo', ...served.flags },
      env: { ...KEYS, ...served.env },
    })().catch(async (error) => {
      await s3.stop()
      throw error
    })
    const stop = async () => {
      await world.stop()
      await s3.stop()
    }
    return { ...world, stop }
  }
}
