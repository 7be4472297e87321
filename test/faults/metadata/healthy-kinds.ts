import { bulk } from '../../secrets/raw-redis.ts'
import { SETTING } from '../../support/set-up.ts'
import type { Line } from '../line.ts'
import { WELL } from './well.ts'
import { onRedis, ran, settingWith } from './worlds.ts'
import { besideBucket, ofBucket } from './worlds-bucket.ts'
import { info, scripted, twoNodes } from './worlds-servers.ts'

const UUID = '6b0452fc-0502-404c-b163-c9ab577ec766'
const SPELT = {
  ...WELL,
  source: 'juicedata/juicefs, pkg/object/s3.go, newS3: how a bucket is spelt',
}
const UNKNOWN = (_: string, [sub = '']: readonly string[]) =>
  `-ERR unknown command 'config', with args beginning with: '${sub}'\r\n`
const at = (Bucket: string, bucket: string, endpoint: string) =>
  onRedis({ setting: settingWith({ Bucket }), ...ofBucket(bucket, endpoint) })

/** Kinds of Redis, and spellings of buckets, that work. */
export const healthyKindLines: readonly Line[] = [
  {
    ...WELL,
    what: 'a cluster of one node',
    source: 'redis.io/docs/latest/operate/oss_and_stack/management/scaling',
    world: onRedis({ redis: { cluster: true } }),
  },
  {
    ...WELL,
    what: 'a cluster that sends on to the node that has the key',
    source: 'redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec, MOVED',
    world: twoNodes(),
  },
  {
    ...WELL,
    what: 'a cluster that sends on, and a password',
    source: 'redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec, MOVED',
    world: twoNodes({ redis: { password: 'pw' }, login: ':pw@' }),
  },
  {
    ...WELL,
    what: 'a cluster whose database number JuiceFS made the prefix',
    source: 'juicedata/juicefs#6615, Redis Cluster',
    world: onRedis({
      redis: { cluster: true },
      setting: null,
      behind: '/7',
      prefix: '{7}',
      arranged: ran(['SET', '{7}setting', SETTING]),
    }),
  },
  {
    ...WELL,
    what: 'a Redis that keeps an append-only file and no snapshots',
    source: 'redis.io/docs/latest/operate/oss_and_stack/management/persistence',
    world: onRedis({ redis: { config: ['appendonly yes', 'save ""'] } }),
  },
  {
    ...WELL,
    what: 'a Redis with a limit that it is far from',
    source: 'redis.io/docs/latest/develop/reference/eviction, noeviction',
    world: onRedis({ redis: { config: ['maxmemory 100mb'] } }),
  },
  {
    ...WELL,
    what: 'Valkey, which tells its own version beside that of Redis',
    source: 'valkey-io/valkey, src/server.c, genValkeyInfoString',
    world: scripted({
      INFO: () =>
        bulk(info({ server_name: 'valkey', valkey_version: '8.0.1', server_mode: 'standalone' })),
    }),
  },
  {
    ...WELL,
    passes: WELL.passes.filter((id) => id !== 'metadata/durability'),
    what: 'a managed Redis that knows no CONFIG',
    source: 'juicedata/juicefs#5283',
    world: scripted({ INFO: () => bulk(info({ aof_enabled: '0' })), CONFIG: UNKNOWN }),
  },
  {
    ...WELL,
    passes: ['metadata/reachable', 'metadata/auth', 'metadata/setting'],
    what: 'a managed Redis that knows neither INFO nor CONFIG',
    source: 'juicedata/juicefs#99, unknown command info',
    world: scripted({ INFO: "-ERR unknown command 'info'\r\n", CONFIG: UNKNOWN }),
  },
  {
    ...WELL,
    passes: ['metadata/reachable', 'metadata/auth', 'metadata/health', 'metadata/setting'],
    what: 'a Redis of which INFO tells little',
    source: 'upstash.com/docs/redis, INFO without persistence',
    world: scripted({
      INFO: () => bulk('redis_version:6.2.6\r\nredis_mode:standalone\r\n'),
      CONFIG: UNKNOWN,
    }),
  },
  {
    ...WELL,
    what: 'a Redis 4.0',
    source: 'juicedata/juicefs, pkg/meta/info.go, oldestSupportedVer',
    world: scripted({ INFO: () => bulk(info({ redis_version: '4.0.0', redis_mode: null })) }),
  },
  {
    ...WELL,
    what: 'a node of a cluster that copies another, and sends on',
    source: 'redis.io/docs/latest/commands/readonly: a replica answers MOVED',
    world: scripted({
      INFO: () => bulk(info({ role: 'slave', redis_mode: 'cluster', cluster_enabled: '1' })),
      CLUSTER: () => bulk('cluster_state:ok\r\ncluster_slots_ok:16384\r\n'),
    }),
  },
  {
    ...SPELT,
    what: 'a bucket of AWS in the path, and in the host',
    world: at('https://cases.s3.eu-west-3.amazonaws.com/', 'cases', 's3.eu-west-3.amazonaws.com'),
  },
  {
    ...SPELT,
    what: 'a bucket of AWS by its name alone',
    world: at('cases', 'cases', 'https://s3.eu-west-3.amazonaws.com'),
  },
  {
    ...SPELT,
    what: 'a bucket of AWS by the global host, and by that of its region',
    world: at(
      'https://my.cases.s3.amazonaws.com',
      'my.cases',
      'https://s3.dualstack.eu-west-3.amazonaws.com',
    ),
  },
  {
    ...SPELT,
    what: 'a bucket of one’s own server with a port, a directory and capitals',
    world: at('HTTP://MinIO.internal:80/cases/acme/demo//', 'cases', 'http://minio.internal'),
  },
  {
    ...SPELT,
    what: 'a server by its name, and by its address',
    world: at('http://minio.internal:9000/cases', 'cases', 'http://10.0.0.5:9000'),
  },
  {
    ...WELL,
    what: 'a setting and a bucket of the same volume',
    source: 'juicedata/juicefs, cmd/format.go: juicefs_uuid',
    world: besideBucket({
      formatted: (endpoint) => settingWith({ Bucket: `${endpoint}/cases` }),
      objects: { juicefs_uuid: `${UUID.toUpperCase()}\n` },
    }),
  },
  {
    ...WELL,
    what: 'a bucket that says nothing of its volume',
    source: 'juicedata/juicefs, cmd/format.go: Put uuid object fails with a warning only',
    world: besideBucket({ formatted: (endpoint) => settingWith({ Bucket: `${endpoint}/cases` }) }),
  },
  {
    ...WELL,
    what: 'a managed bucket, and variables of one that does not count',
    source: 'the product’s page on storage: with managed storage they are not looked at',
    world: onRedis({
      env: {
        ARTIFACTS_S3_BUCKET: 'others',
        ARTIFACTS_S3_ENDPOINT: 'https://s3.us-west-2.amazonaws.com',
      },
    }),
  },
  {
    ...WELL,
    what: 'a setting with fields that are yet to come',
    source: 'juicedata/juicefs, pkg/meta/config.go: every version added some',
    world: onRedis({ setting: settingWith({ Tiers: {}, ChangeLog: true, Later: [1] }) }),
  },
]
