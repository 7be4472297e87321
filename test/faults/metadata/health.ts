import { bulk } from '../../secrets/raw-redis.ts'
import type { RedisServer } from '../../support/redis-server.ts'
import type { Line } from '../line.ts'
import { onRedis } from './worlds.ts'
import { failsToSave, MOVABLE } from './worlds-disk.ts'
import { info, onReplica, scripted } from './worlds-servers.ts'

const CHECK = { area: 'metadata', check: 'metadata/health' } as const
const AT = { host: '127.0.0.1' }
const READ_ONLY = { ...CHECK, root: 'metadata/read-only' } as const
const FULL = { ...CHECK, root: 'metadata/out-of-memory' } as const

/** A Redis that does not last, from the moment when it is full. */
const limit = (policy: string) => ({
  arranged: async ({ cli }: RedisServer) => {
    await cli('CONFIG', 'SET', 'maxmemory-policy', policy, 'maxmemory', '1')
  },
})

/** A Redis that answers, and cannot be used. */
export const healthLines: readonly Line[] = [
  {
    ...CHECK,
    what: 'a Redis 3.2',
    source: 'juicedata/juicefs, pkg/meta/info.go, oldestSupportedVer',
    world: scripted({ INFO: () => bulk(info({ redis_version: '3.2.12' })) }),
    root: 'metadata/too-old',
    seen: { ...AT, version: '3.2.12', expectedVersion: '4.0' },
  },
  {
    ...READ_ONLY,
    what: 'a replica whose master is well',
    source: 'redis.io/docs/latest/operate/oss_and_stack/management/replication, read-only replica',
    world: onReplica(),
    seen: { ...AT, role: 'slave', masterLink: 'up' },
  },
  {
    ...READ_ONLY,
    what: 'a replica whose master is gone, and which still answers',
    source: 'redis.io/docs/latest/commands/info, master_link_status',
    world: onRedis({ arranged: ({ cli }) => cli('REPLICAOF', '127.0.0.1', '9') }),
    seen: { ...AT, role: 'slave', masterLink: 'down' },
  },
  {
    ...FULL,
    what: 'a Redis that is full and evicts nothing',
    source: 'juicedata/juicefs, docs/en/administration/metadata/redis_best_practices.md, OOM',
    world: onRedis(limit('noeviction')),
    seen: { ...AT, policy: 'noeviction', maxmemory: 1 },
  },
  {
    ...FULL,
    what: 'a Redis that is full, and may evict only keys of which it has none',
    source: 'redis.io/docs/latest/develop/reference/eviction, volatile-lru',
    world: onRedis(limit('volatile-lru')),
    seen: { ...AT, policy: 'volatile-lru' },
  },
  {
    ...CHECK,
    what: 'a Redis that could not save its last snapshot, and writes no more',
    source: 'redis/redis, redis.conf: stop-writes-on-bgsave-error',
    world: onRedis({
      redis: { config: [MOVABLE] },
      arranged: failsToSave,
    }),
    root: 'metadata/writes-refused',
    seen: { ...AT, found: 'the last snapshot could not be saved' },
  },
  {
    ...CHECK,
    what: 'a Redis that cannot write its append-only file',
    source: 'redis/redis, src/server.c, writeCommandsDeniedByDiskError',
    world: scripted({
      PING: '-MISCONF Errors writing to the AOF file: No space left on device\r\n',
      INFO: () => bulk(info({ aof_enabled: '1', aof_last_write_status: 'err' })),
    }),
    root: 'metadata/writes-refused',
    seen: { ...AT, found: 'the append-only file could not be written' },
  },
  {
    ...CHECK,
    what: 'a Redis that wants a replica before it writes, and has none',
    source: 'redis/redis, redis.conf: min-replicas-to-write',
    world: onRedis({ arranged: ({ cli }) => cli('CONFIG', 'SET', 'min-replicas-to-write', '1') }),
    root: 'metadata/replicas-missing',
    seen: { ...AT, replicas: 0, expectedReplicas: 1 },
  },
  {
    ...CHECK,
    what: 'the same, where nobody may ask how many it wants',
    source: 'redis/redis, src/server.c, genRedisInfoString: min_slaves_good_slaves',
    world: scripted({
      INFO: () => bulk(info({ min_slaves_good_slaves: '0' })),
      CONFIG: "-NOPERM this user has no permissions to run the 'config|get' command\r\n",
    }),
    root: 'metadata/replicas-missing',
    seen: { ...AT, replicas: 0 },
  },
  {
    ...CHECK,
    what: 'a Sentinel in the place of Redis',
    source: 'juicedata/juicefs#4171',
    world: onRedis({ redis: { sentinel: true }, setting: null }),
    root: 'metadata/sentinel',
    seen: { ...AT, mode: 'sentinel' },
  },
  {
    ...CHECK,
    what: 'a Redis that loads, and a user who may not PING',
    source: 'redis.io/docs/latest/commands/info, loading',
    world: scripted({
      PING: "-NOPERM this user has no permissions to run the 'ping' command\r\n",
      INFO: () => bulk(info({ loading: '1', loading_eta_seconds: '12' })),
      STRLEN: '-LOADING Redis is loading the dataset in memory\r\n',
    }),
    root: 'metadata/loading',
    seen: { ...AT, seconds: 12 },
  },
]
