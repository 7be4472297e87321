import type { Line } from '../line.ts'
import { KEY, onRedis, ran } from './worlds.ts'
import { scripted, twoNodes } from './worlds-servers.ts'

const AT = { host: '127.0.0.1' }

/** A cluster that is not whole, or cannot be reached as a whole. */
export const redirectLines: readonly Line[] = [
  {
    area: 'metadata',
    what: 'a cluster sends on to a port on which nobody listens',
    source: 'redis/redis, redis.conf: cluster-announce-port',
    world: twoNodes({ announces: true }),
    root: 'metadata/redirect-unreachable',
    check: 'metadata/setting',
    seen: { ...AT, stage: 'tcp', code: 'ECONNREFUSED', sentBy: /^127\.0\.0\.1:\d+$/, key: KEY },
  },
  {
    area: 'metadata',
    what: 'a cluster sends on to a name that only its own network knows',
    source: 'redis/redis, redis.conf: cluster-announce-hostname',
    world: scripted({ STRLEN: '-MOVED 1716 redis-1.internal.invalid:6379\r\n' }),
    root: 'metadata/redirect-unreachable',
    check: 'metadata/setting',
    seen: { host: 'redis-1.internal.invalid', stage: 'dns' },
  },
  {
    area: 'metadata',
    what: 'a cluster whose slots nobody has',
    source: 'redis.io/docs/latest/develop/reference/errors, CLUSTERDOWN',
    world: onRedis({
      redis: { cluster: true },
      arranged: ran(['CLUSTER', 'DELSLOTSRANGE', '0', '16383']),
    }),
    root: 'metadata/cluster-down',
    check: 'metadata/health',
    seen: { ...AT, clusterState: 'fail' },
  },
  {
    area: 'metadata',
    what: 'a cluster that goes on without the slot of the workspace',
    source: 'redis/redis, redis.conf: cluster-require-full-coverage',
    world: onRedis({
      redis: { cluster: true, config: ['cluster-require-full-coverage no'] },
      setting: null,
      arranged: async ({ cli }) => {
        const slot = await cli('CLUSTER', 'KEYSLOT', KEY)
        await cli('CLUSTER', 'DELSLOTS', slot)
      },
    }),
    root: 'metadata/cluster-down',
    check: 'metadata/setting',
    seen: { ...AT, code: 'CLUSTERDOWN', key: KEY },
  },
]
