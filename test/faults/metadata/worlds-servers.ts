import { createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { bulk, type Reply, startRawRedis } from '../../secrets/raw-redis.ts'
import { freePort, listen } from '../../support/free-port.ts'
import { type RedisServer, startRedis } from '../../support/redis-server.ts'
import { SETTING } from '../../support/set-up.ts'
import type { World } from '../line.ts'
import { asking, KEY, onRedis, type Served } from './worlds.ts'

interface Server {
  readonly port: number
  stop(): Promise<void>
}

/** Any server in the place of Redis. */
export function instead(start: () => Promise<Server>, served: Served = {}) {
  return async (): Promise<World> => {
    const { port, stop } = await start()
    return { ...asking(port, served), left: async () => [], stop }
  }
}

/** A server that does this with every connection, before anything is asked of it. */
export function greetingWith(greet: (socket: Socket) => unknown, served: Served = {}) {
  return instead(async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {}).resume()
      greet(socket)
    })
    return listen(server)
  }, served)
}

/** A server that answers what a Redis would, but for these commands. */
export function scripted(replies: Partial<Record<string, string | Reply>>, served: Served = {}) {
  const usual: Readonly<Record<string, Reply>> = {
    PING: () => '+PONG\r\n',
    AUTH: () => '+OK\r\n',
    SELECT: () => '+OK\r\n',
    INFO: () => bulk(info({})),
    STRLEN: (_, [key]) => (key === KEY ? `:${SETTING.length}\r\n` : ':0\r\n'),
    GET: (_, [key]) => (key === KEY ? bulk(SETTING) : '$-1\r\n'),
    TTL: () => ':-1\r\n',
    EXISTS: () => ':0\r\n',
    CONFIG: (_, [, name = '']) => `*2\r\n${bulk(name)}${bulk('3600 1')}`,
  }
  const reply: Reply = (command, args) => {
    const own = replies[command] ?? usual[command]
    if (typeof own === 'string') return own
    return own?.(command, args) ?? `-ERR unknown command '${command}'\r\n`
  }
  return instead(() => startRawRedis(reply), served)
}

/** The text of an INFO, as a Redis in good health gives it, with other fields; null leaves one out. */
export function info(fields: Readonly<Record<string, string | null>>): string {
  const usual = {
    redis_version: '7.2.4',
    redis_mode: 'standalone',
    role: 'master',
    loading: '0',
    used_memory: '1048576',
    maxmemory: '0',
    maxmemory_policy: 'noeviction',
    aof_enabled: '1',
    aof_last_write_status: 'ok',
    rdb_last_bgsave_status: 'ok',
    cluster_enabled: '0',
  }
  const lines = Object.entries({ ...usual, ...fields }).flatMap(([name, value]) =>
    value === null ? [] : [`${name}:${value}`],
  )
  return ['# Server', ...lines, ''].join('\r\n')
}

/** Two nodes of a cluster: the one that is asked, and the one that has the slot of the setting. */
export function twoNodes({
  announces = false,
  ...served
}: Served & {
  /** Whether the second names a port on which nobody listens. */ readonly announces?: boolean
} = {}) {
  return async (): Promise<World> => {
    const dead = await freePort()
    const clustered = ['cluster-enabled yes']
    const config = announces ? [...clustered, `cluster-announce-port ${dead}`] : clustered
    const second = await startRedis({ ...served.redis, config })
    const world = await onRedis({
      ...served,
      redis: { ...served.redis, config: clustered },
      setting: null,
      arranged: (first) => joined(first, second),
    })().catch(async (error) => {
      await second.stop()
      throw error
    })
    const stop = async () => {
      await world.stop()
      await second.stop()
    }
    return { ...world, stop }
  }
}

async function joined(first: RedisServer, second: RedisServer): Promise<void> {
  const slot = Number(await first.cli('CLUSTER', 'KEYSLOT', KEY))
  const ranges = [0, slot - 1, slot + 1, 16383].map(String)
  await first.cli('CLUSTER', 'ADDSLOTSRANGE', ...ranges)
  await second.cli('CLUSTER', 'ADDSLOTS', String(slot))
  const [, bus = ''] = (await second.cli('CONFIG', 'GET', 'cluster-port')).split('\n')
  await first.cli('CLUSTER', 'MEET', '127.0.0.1', String(second.port), bus)
  await until(first, ['CLUSTER', 'INFO'], /cluster_state:ok/)
  await until(second, ['CLUSTER', 'INFO'], /cluster_state:ok/)
  await second.cli('SET', KEY, SETTING)
}

/** A replica of a Redis that holds the setting. */
export function onReplica(served: Served = {}) {
  return async (): Promise<World> => {
    const master = await startRedis()
    await master.cli('SET', KEY, SETTING)
    const world = await onRedis({
      ...served,
      setting: null,
      arranged: async (redis) => {
        await redis.cli('REPLICAOF', master.host, String(master.port))
        await until(redis, ['INFO', 'replication'], /master_link_status:up/)
      },
    })().catch(async (error) => {
      await master.stop()
      throw error
    })
    const stop = async () => {
      await world.stop()
      await master.stop()
    }
    return { ...world, stop }
  }
}

/** A Redis that takes writes only while a replica follows it, as one does. */
export function followed(served: Served = {}) {
  return async (): Promise<World> => {
    const replica = await startRedis()
    const world = await onRedis({
      ...served,
      arranged: async (redis) => {
        await redis.cli('CONFIG', 'SET', 'min-replicas-to-write', '1')
        await replica.cli('REPLICAOF', redis.host, String(redis.port))
        await until(redis, ['INFO', 'replication'], /min_slaves_good_slaves:1/)
      },
    })().catch(async (error) => {
      await replica.stop()
      throw error
    })
    const stop = async () => {
      await replica.stop()
      await world.stop()
    }
    return { ...world, stop }
  }
}

/** Waits until a command answers what is wanted. */
export async function until(
  { cli }: RedisServer,
  command: readonly string[],
  wanted: RegExp,
): Promise<void> {
  for (const end = Date.now() + 20_000; ; await sleep(20)) {
    const said = await cli(...command).catch(String)
    if (wanted.test(said)) return
    if (Date.now() > end) throw new Error(`${command.join(' ')} did not become ${wanted}: ${said}`)
  }
}
