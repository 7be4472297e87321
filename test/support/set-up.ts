import { artifactsProgram } from './artifacts-program.ts'
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts'
import { jwt } from './jwt.ts'
import { type OrchestratorServer, startOrchestrator } from './orchestrator-server.ts'
import { type RedisServer, startRedis } from './redis-server.ts'
import { regionGate } from './region-gate.ts'
import { type S3Server, startS3 } from './s3-server.ts'

/** A whole healthy set-up on loopback: a workspace `acme/demo` with its servers. */
export interface SetUp {
  readonly s3: S3Server
  /** In front of the S3 server: it takes signatures for `eu-west-3` only, as S3 does. */
  readonly gate: FaultProxy
  readonly redis: RedisServer
  readonly orchestrator: OrchestratorServer
  /** What a healthy run finds in its environment. */
  readonly env: Readonly<Record<string, string>>
  /** The flags of a healthy run, for a workspace that is active. */
  readonly args: readonly string[]
  stop(): Promise<void>
}

export const BUCKET = 'cases'
export const REGION = 'eu-west-3'
export const ACCESS_KEY_ID = 'AKIAEXAMPLEOFADOCTOR'
export const SECRET_ACCESS_KEY = 'secret/of+the/doctors0own1tests2aaaaaaaa'
export const REDIS_PASSWORD = 'password-of-the-metadata'
export const SETTING_PREFIX = '{u_1_w_1}:'

/** The value of a `setting` key as JuiceFS writes it (juicedata/juicefs, pkg/meta/config.go). */
export const SETTING = JSON.stringify(
  {
    Name: 'acme-demo',
    UUID: '6b0452fc-0502-404c-b163-c9ab577ec766',
    Storage: 's3',
    Bucket: 'https://s3.eu-west-3.amazonaws.com/cases',
    AccessKey: ACCESS_KEY_ID,
    SecretKey: 'c2VjcmV0LW9mLXRoZS1zZXR0aW5nLWtleQ==',
    BlockSize: 4096,
    TrashDays: 1,
    MetaVersion: 1,
  },
  undefined,
  '',
)

/**
 * The checks whose answer is this machine's own: it may be a container without FUSE, or another
 * architecture, and other tests make dead mounts on it.
 */
export const OF_THIS_MACHINE = 'mount/*,host/fuse,host/platform'

/** A login that ends in an hour. */
export function freshToken(): string {
  const now = Math.floor(Date.now() / 1000)
  return jwt({ iss: 'https://example.supabase.co/auth/v1', iat: now - 60, exp: now + 3600 })
}

/** Starts the servers, with the workspace in `status`. */
export async function startSetUp({ status = 'active' }: { status?: string } = {}): Promise<SetUp> {
  const token = freshToken()
  const [s3, redis, orchestrator, program] = await Promise.all([
    startS3({ keys: { [ACCESS_KEY_ID]: SECRET_ACCESS_KEY }, buckets: [BUCKET] }),
    startRedis({ password: REDIS_PASSWORD }),
    startOrchestrator({ tokens: [token], handle: 'acme', workspaces: { demo: { status } } }),
    artifactsProgram(),
  ])
  const gate = await startFaultProxy({ host: s3.host, port: s3.port }, regionGate(REGION))
  await redis.cli('SET', `${SETTING_PREFIX}setting`, SETTING)
  return {
    s3,
    gate,
    redis,
    orchestrator,
    env: {
      PATH: `${program.directory}:${process.env.PATH}`,
      TONBO_API_KEY: token,
      ARTIFACTS_ORCHESTRATOR_URL: orchestrator.url,
      ARTIFACTS_S3_BUCKET: BUCKET,
      ARTIFACTS_S3_ENDPOINT: gate.endpoint,
      ARTIFACTS_S3_REGION: REGION,
      ARTIFACTS_S3_ACCESS_KEY_ID: ACCESS_KEY_ID,
      ARTIFACTS_S3_SECRET_ACCESS_KEY: SECRET_ACCESS_KEY,
      ARTIFACTS_METADATA_URL: `redis://:${REDIS_PASSWORD}@${redis.host}:${redis.port}/0`,
      ARTIFACTS_METADATA_PREFIX: SETTING_PREFIX,
    },
    args: ['check', 'acme/demo', '--backend', 'byo', '--for', 'mount', '--skip', OF_THIS_MACHINE],
    stop: async () => {
      await Promise.all([gate.stop(), redis.stop(), orchestrator.stop(), program.stop()])
      await s3.stop()
    },
  }
}
