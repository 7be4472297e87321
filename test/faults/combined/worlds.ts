import { type Certificate, createAuthority } from '../../support/certificate.ts'
import { type FaultProxy, type Rule, startFaultProxy } from '../../support/fault-proxy.ts'
import type { RedisServer } from '../../support/redis-server.ts'
import { BUCKET, SETTING, type SetUp, startSetUp } from '../../support/set-up.ts'
import type { World } from '../line.ts'
import { withSetting } from './redis.ts'
import { startTls } from './tls-front.ts'

type Env = World['env']

/** How a whole set-up is broken, in as many places as are named. */
export interface Broken extends Partial<Omit<World, 'env' | 'left' | 'stop'>> {
  /** The state of `acme/demo`; active unless given. */
  readonly status?: string
  /** The keys of objects that are in the bucket before. */
  readonly holds?: readonly string[]
  readonly env?: Env | ((own: Env) => Env)
  /** What befalls requests to the storage, before the region is looked at. */
  readonly s3?: readonly Rule[]
  readonly orchestrator?: readonly Rule[]
  /** What is done to Redis before the doctor comes. */
  readonly redis?: (redis: RedisServer) => Promise<unknown>
  /** Everything is served over TLS; whether this machine trusts the authority. */
  readonly tls?: 'trusted' | 'untrusted'
}

/** Everything that a whole set-up has checks for, but mounts: those are the machine's own. */
const ALL = ['auth/*', 'orchestrator/*', 'workspace/*', 'storage/*', 'metadata/*', 'host/clock']

const VOLUME: { readonly UUID: string } = JSON.parse(SETTING)
const { UUID } = VOLUME

/** A whole set-up of real servers, about to be mounted, and what is wrong with it. */
export function whole(broken: Broken = {}) {
  const { status = 'active', holds = [], redis, tls, s3, orchestrator, ...changes } = broken
  const { flags, env = {}, ...others } = changes
  return async (): Promise<World> => {
    const setUp = await startSetUp({ status })
    const before = ['held', ...holds]
    for (const key of before) {
      // s3rver takes requests without a signature, and removes an emptied directory.
      const body = key.endsWith('juicefs_uuid') ? UUID : 'held'
      await fetch(`${setUp.s3.endpoint}/${BUCKET}/${key}`, { method: 'PUT', body })
    }
    const authority = tls === undefined ? undefined : await createAuthority()
    const fronts = await startFronts(setUp, {
      s3,
      orchestrator,
      certificate: await authority?.issue({ names: ['127.0.0.1'] }),
    })
    const reached = {
      ...setUp.env,
      ...fronts.env,
      ...(authority !== undefined && tls === 'trusted' ? { SSL_CERT_FILE: authority.caFile } : {}),
    }
    const given = { ...reached, ...(typeof env === 'function' ? env(reached) : env) }
    await withSetting(settingFor(reached.ARTIFACTS_S3_ENDPOINT ?? ''))(setUp.redis)
    await redis?.(setUp.redis)
    return {
      only: ALL,
      ...others,
      flags: { workspace: 'acme/demo', backend: 'byo', intent: 'mount', ...flags },
      env: given,
      left: async () => (await setUp.s3.keys(BUCKET)).filter((key) => !before.includes(key)),
      stop: async () => {
        await fronts.stop()
        await setUp.stop()
      },
    }
  }
}

/** The setting of a volume in the bucket at this endpoint. */
function settingFor(endpoint: string): string {
  return JSON.stringify({ ...VOLUME, Bucket: `${endpoint}/${BUCKET}` })
}

interface Fronts {
  readonly s3: readonly Rule[] | undefined
  readonly orchestrator: readonly Rule[] | undefined
  readonly certificate: Certificate | undefined
}

/** What stands before the servers, where something has to: faults, TLS, or both. */
async function startFronts(setUp: SetUp, { s3, orchestrator, certificate: tls }: Fronts) {
  const secured = tls === undefined ? {} : { tls }
  const before = async (server: SetUp['gate'] | SetUp['orchestrator'], rules?: readonly Rule[]) =>
    rules === undefined && tls === undefined
      ? undefined
      : startFaultProxy({ host: server.host, port: server.port }, rules ?? [], secured)
  const storage: FaultProxy | undefined = await before(setUp.gate, s3)
  const api = await before(setUp.orchestrator, orchestrator)
  const metadata = tls === undefined ? undefined : await startTls(setUp.redis.port, tls)
  const { ARTIFACTS_METADATA_URL: url = '' } = setUp.env
  const over = (port: number) => url.replace('redis:', 'rediss:').replace(/:\d+\//, `:${port}/`)
  return {
    env: {
      ...(storage === undefined ? {} : { ARTIFACTS_S3_ENDPOINT: storage.endpoint }),
      ...(api === undefined ? {} : { ARTIFACTS_ORCHESTRATOR_URL: api.endpoint }),
      ...(metadata === undefined ? {} : { ARTIFACTS_METADATA_URL: over(metadata.port) }),
    },
    stop: async () => {
      await Promise.all([storage?.stop(), api?.stop(), metadata?.stop()])
    },
  }
}
