import { type RedisOptions, type RedisServer, startRedis } from '../../support/redis-server.ts'
import { SETTING, SETTING_PREFIX } from '../../support/set-up.ts'
import type { World } from '../line.ts'

/** The key of the workspace's setting. */
export const KEY = `${SETTING_PREFIX}setting`

/** How the metadata of a workspace is served and asked for; all as it should be unless given. */
export interface Served extends Partial<Omit<World, 'left' | 'stop'>> {
  readonly redis?: RedisOptions
  /** The value of the setting; null for none. */
  readonly setting?: string | null
  /** What is done to the Redis before it is asked. */
  readonly arranged?: (redis: RedisServer) => unknown
  /** What stands before the host in the URL: `user:password@`. */
  readonly login?: string
  readonly scheme?: 'redis' | 'rediss'
  readonly host?: string
  /** What stands behind the port: `/7`. */
  readonly behind?: string
  readonly prefix?: string
}

/** All that the doctor may ever run on a Redis: it reads. */
const READING: ReadonlySet<string> = new Set([
  'auth',
  'select',
  'ping',
  'info',
  'config|get',
  'cluster|info',
  'strlen',
  'get',
  'type',
  'ttl',
  'exists',
])

/** A real Redis that holds the setting of `acme/demo`; every command but reading counts as left. */
export function onRedis(served: Served = {}) {
  return async (): Promise<World> => {
    const { redis: options = {}, setting = SETTING, arranged = () => {}, ...asked } = served
    const redis = await startRedis(options)
    try {
      if (setting !== null) await redis.cli('SET', KEY, setting)
      await arranged(redis)
      const ear = await redis.listenIn()
      const scheme = options.tls === undefined ? 'redis' : 'rediss'
      return {
        ...asking(redis.port, { scheme, ...asked }),
        left: async () => [
          ...(await ear.ran()).filter((name) => !READING.has(name)),
          ...(await ear.commands()).filter((line) => !reads(line)),
        ],
        stop: async () => {
          await ear.stop()
          await redis.stop()
        },
      }
    } catch (error) {
      await redis.stop()
      throw error
    }
  }
}

function reads(line: string): boolean {
  const [name = '', second = ''] = line.toLowerCase().split(' ')
  return READING.has(name) || READING.has(`${name}|${second}`)
}

/** What the doctor is told to find the metadata at `port`. */
export function asking(port: number, served: Served = {}): Omit<World, 'left' | 'stop'> {
  const { login = '', scheme = 'redis', host = '127.0.0.1', behind = '' } = served
  const { prefix = SETTING_PREFIX, env, flags = {}, timeoutMs, waitMs, only } = served
  return {
    flags,
    env: {
      ARTIFACTS_METADATA_URL: `${scheme}://${login}${host}:${port}${behind}`,
      ARTIFACTS_METADATA_PREFIX: prefix,
      ...env,
    },
    only: only ?? ['metadata/*'],
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(waitMs === undefined ? {} : { waitMs }),
  }
}

/** The setting of `acme/demo`, with other fields. */
export function settingWith(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...JSON.parse(SETTING), ...fields })
}

/** Runs these commands on it. */
export function ran(...commands: readonly (readonly string[])[]) {
  return async ({ cli }: RedisServer): Promise<void> => {
    for (const command of commands) await cli(...command)
  }
}
