import { bulk } from '../../secrets/raw-redis.ts'
import type { Healthy, Line } from '../line.ts'
import { onRedis, ran } from './worlds.ts'
import { failsToSave, MOVABLE } from './worlds-disk.ts'
import { info, scripted } from './worlds-servers.ts'

const PASSES = ['metadata/reachable', 'metadata/health', 'metadata/setting']
const warned = (warns: Healthy['warns'] & object, also: readonly string[] = []) => ({
  area: 'metadata' as const,
  passes: [...PASSES, ...also].filter((id) => !(id in warns)),
  warns,
  exitCode: 0 as const,
})
const EVICTS = warned({ 'metadata/eviction': 'metadata/eviction-enabled' }, ['metadata/auth'])
const NOT_DURABLE = warned({ 'metadata/durability': 'metadata/not-durable' }, ['metadata/auth'])

/** What works today, and will not for ever. */
export const warningLines: readonly Line[] = [
  {
    ...EVICTS,
    what: 'a Redis that evicts what was used least',
    source: 'juicedata/juicefs, pkg/meta/info.go, maxmemory_policy',
    world: onRedis({ redis: { config: ['maxmemory-policy allkeys-lru', 'maxmemory 100mb'] } }),
  },
  {
    ...EVICTS,
    what: 'a Redis that evicts only what has an end, as managed ones do by default',
    source: 'docs.aws.amazon.com/AmazonElastiCache, ParameterGroups.Redis: volatile-lru',
    world: onRedis({ redis: { config: ['maxmemory-policy volatile-lru'] } }),
  },
  {
    ...EVICTS,
    what: 'a Redis that leaves its policy out of INFO and tells it in CONFIG',
    source: 'redis.io/docs/latest/commands/config-get',
    world: scripted({
      INFO: () => bulk(info({ maxmemory_policy: null })),
      CONFIG: (_, [, name = '']) => `*2\r\n${bulk(name)}${bulk('allkeys-lfu')}`,
    }),
  },
  {
    ...NOT_DURABLE,
    what: 'a Redis that keeps nothing on disk',
    source: 'redis.io/docs/latest/operate/oss_and_stack/management/persistence, no persistence',
    world: onRedis({ redis: { config: ['save ""'] } }),
  },
  {
    ...NOT_DURABLE,
    what: 'a Redis that could not save, and takes writes all the same',
    source: 'redis/redis, redis.conf: stop-writes-on-bgsave-error',
    world: onRedis({
      redis: { config: [MOVABLE, 'stop-writes-on-bgsave-error no'] },
      arranged: failsToSave,
    }),
  },
  {
    ...warned({ 'metadata/auth': 'metadata/password-ignored' }, ['metadata/durability']),
    what: 'a password for a Redis that has none, which the product does not notice',
    source: 'redis/go-redis, redis.go, initConn: HELLO 3 AUTH default',
    world: onRedis({ login: ':pw@' }),
  },
  {
    ...warned({ 'metadata/auth': 'metadata/database-on-cluster' }, ['metadata/durability']),
    what: 'a cluster, and a URL with the number of a database',
    source: 'juicedata/juicefs, pkg/meta/redis.go: the number becomes a prefix',
    world: onRedis({ redis: { cluster: true }, behind: '/7' }),
  },
  {
    ...warned({ 'metadata/setting': 'metadata/setting-expires' }, ['metadata/auth']),
    what: 'a setting that somebody gave an end',
    source: 'redis.io/docs/latest/commands/expire',
    world: onRedis({ arranged: ran(['EXPIRE', '{u_1_w_1}:setting', '3600']) }),
  },
]
