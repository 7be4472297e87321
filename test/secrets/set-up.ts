import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { startOrchestrator } from '../support/orchestrator-server.ts'
import { startRedis } from '../support/redis-server.ts'
import { BUCKET, REGION, SETTING, SETTING_PREFIX } from '../support/set-up.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { own, tokens } from './canaries.ts'
import { startRawRedis } from './raw-redis.ts'
import { type Scene, serversOf } from './scenes.ts'

/** What a run finds: its environment and its flags. */
export interface Stage {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly args: readonly string[]
  stop(): Promise<void>
}

/** Where everything is that holds secrets; the servers' addresses come from outside. */
export async function homeOfSecrets(at: {
  readonly orchestrator: string
  readonly s3: string
  readonly redisPort: number
}): Promise<Stage> {
  const home = await temporaryDirectory()
  const files = join(home.path, 'config', 'tonbo', 'artifacts')
  await mkdir(files, { recursive: true })
  const login = { access_token: own.accessToken.value, refresh_token: own.refreshToken.value }
  const keys = `access_key_id=${own.accessKeyId.value}\nsecret_access_key=${own.fileSecretKey.value}\n`
  for (const [name, text] of [
    ['credentials.json', JSON.stringify(login)],
    ['byo-credentials', keys],
  ] as const) {
    await writeFile(join(files, name), text)
    await chmod(join(files, name), 0o600)
  }
  return {
    env: {
      HOME: home.path,
      XDG_CONFIG_HOME: join(home.path, 'config'),
      TONBO_API_KEY: tokens.jwt.value,
      ARTIFACTS_ORCHESTRATOR_URL: at.orchestrator,
      ARTIFACTS_S3_BUCKET: BUCKET,
      ARTIFACTS_S3_ENDPOINT: at.s3,
      ARTIFACTS_S3_REGION: REGION,
      ARTIFACTS_S3_ACCESS_KEY_ID: own.accessKeyId.value,
      ARTIFACTS_S3_SECRET_ACCESS_KEY: own.secretKey.value,
      ARTIFACTS_S3_SESSION_TOKEN: own.sessionToken.value,
      ARTIFACTS_METADATA_URL: `redis://:${encodeURIComponent(own.password.value)}@127.0.0.1:${at.redisPort}/0`,
      ARTIFACTS_METADATA_PREFIX: SETTING_PREFIX,
    },
    args: ['check', 'acme/demo', '--backend', 'byo', '--for', 'mount'],
    stop: () => home.remove(),
  }
}

/** Starts the servers of a scene; what no rule of its meets goes to the real S3 server. */
export async function startScene(
  scene: Scene,
  s3: { readonly host: string; readonly port: number },
): Promise<Stage> {
  const servers = serversOf(scene)
  const nobody = { tokens: [], handle: 'acme', workspaces: {} }
  const [orchestrator, proxy, redis] = await Promise.all([
    startOrchestrator({ ...nobody, answers: servers.orchestrator }),
    startFaultProxy(s3, servers.s3),
    startRawRedis(servers.redis),
  ])
  const stage = await homeOfSecrets({
    orchestrator: orchestrator.url,
    s3: proxy.endpoint,
    redisPort: redis.port,
  })
  return {
    env: { ...stage.env, TONBO_API_KEY: scene.token?.value, ...scene.env },
    args: [...stage.args, ...(scene.args ?? [])],
    stop: async () => {
      await Promise.all([orchestrator.stop(), proxy.stop(), redis.stop(), stage.stop()])
    },
  }
}

/** Starts servers with which everything is well. */
export async function startHealthy(s3: { readonly endpoint: string }): Promise<Stage> {
  const [orchestrator, redis] = await Promise.all([
    startOrchestrator({
      tokens: [tokens.jwt.value],
      handle: 'acme',
      workspaces: { demo: { status: 'active' } },
    }),
    startRedis({ password: own.password.value }),
  ])
  await redis.cli('SET', `${SETTING_PREFIX}setting`, SETTING)
  const stage = await homeOfSecrets({
    orchestrator: orchestrator.url,
    s3: s3.endpoint,
    redisPort: redis.port,
  })
  return {
    ...stage,
    args: [...stage.args, '--wait', '1s'],
    stop: async () => {
      await Promise.all([orchestrator.stop(), redis.stop(), stage.stop()])
    },
  }
}
