import { SETTING } from '../../support/set-up.ts'
import type { Line } from '../line.ts'
import { overTls } from './connection-tls.ts'
import { WELL } from './well.ts'
import { KEY, onRedis, ran } from './worlds.ts'
import { followed } from './worlds-servers.ts'

/** What is known to a user who may not ask the server about itself. */
const NARROW = {
  ...WELL,
  passes: ['metadata/reachable', 'metadata/auth', 'metadata/setting'],
} as const
const user = (rights: string) => ({
  redis: { aclUsers: [`session on >pw ${rights}`] },
  login: 'session:pw@',
})

/** Ways to log in and to be asked that work. */
export const healthyLines: readonly Line[] = [
  {
    ...WELL,
    what: 'a Redis without a password, and a formatted workspace',
    source: 'juicedata/juicefs, docs/en/reference/how_to_set_up_metadata_engine.md, Redis',
    world: onRedis(),
  },
  {
    ...WELL,
    what: 'a Redis with a password',
    source: 'redis.io/docs/latest/commands/auth',
    world: onRedis({ redis: { password: 'pw' }, login: ':pw@' }),
  },
  {
    ...WELL,
    what: 'a password of odd characters, percent-encoded',
    source: 'RFC 3986 § 2.1',
    world: onRedis({
      redis: { password: 'p @:/?#[]%é' },
      login: ':p%20%40%3A%2F%3F%23%5B%5D%25%C3%A9@',
    }),
  },
  {
    ...WELL,
    what: 'the default user by its name, where none has a password',
    source: 'redis/redis, src/acl.c: any password is accepted for nopass',
    world: onRedis({ login: 'default:whatever@' }),
  },
  {
    ...NARROW,
    what: 'a user of a session, who may do what the product does with these keys and no more',
    source: 'juicedata/juicefs, docs/en/administration/metadata/redis_best_practices.md',
    world: onRedis(user('~{u_1_w_1}:* +@read +@write +@transaction +@connection +select')),
  },
  {
    ...NARROW,
    what: 'a user who may GET, and nothing else',
    source: 'redis.io/docs/latest/operate/oss_and_stack/management/security/acl',
    world: onRedis(user('~{u_1_w_1}:* +get')),
  },
  {
    ...WELL,
    what: 'a user who may ask for INFO, and for the configuration only where that is needed',
    source: 'redis.io/docs/latest/operate/oss_and_stack/management/security/acl',
    world: onRedis(user('~{u_1_w_1}:* +@read +info +config|get')),
  },
  {
    ...WELL,
    passes: WELL.passes.filter((id) => id !== 'metadata/durability'),
    what: 'a user who may not ask for the configuration',
    source: 'redis.io/docs/latest/operate/oss_and_stack/management/security/acl, dangerous',
    world: onRedis(user('~{u_1_w_1}:* +@read +info')),
  },
  {
    ...WELL,
    what: 'a Redis with an append-only file, whose configuration may not be asked for',
    source: 'redis.io/docs/latest/operate/oss_and_stack/management/persistence',
    world: onRedis({
      redis: {
        config: ['appendonly yes', 'save ""'],
        aclUsers: ['session on >pw ~{u_1_w_1}:* +@read +info'],
      },
      login: 'session:pw@',
    }),
  },
  {
    ...WELL,
    what: 'another database than the first',
    source: 'redis.io/docs/latest/commands/select',
    world: onRedis({
      setting: null,
      behind: '/7',
      arranged: ran(['-n', '7', 'SET', KEY, SETTING]),
    }),
  },
  {
    ...WELL,
    what: 'no prefix at all',
    source: 'juicedata/juicefs, pkg/meta/redis.go: a single server has none',
    world: onRedis({ setting: null, prefix: '', arranged: ran(['SET', 'setting', SETTING]) }),
  },
  {
    ...WELL,
    what: 'a Redis that wants a replica before it writes, and has one',
    source: 'redis/redis, redis.conf: min-replicas-to-write',
    world: followed(),
  },
  {
    ...WELL,
    what: 'a URL that ends in a slash',
    source: 'redis/go-redis, options.go, ParseURL',
    world: onRedis({ behind: '/' }),
  },
  {
    ...WELL,
    what: 'a URL with options of JuiceFS in its query',
    source: 'juicedata/juicefs, pkg/meta/redis.go: read-timeout, route-read',
    world: onRedis({ behind: '/0?read-timeout=30s&route-read=master' }),
  },
  {
    ...WELL,
    what: 'a Redis over TLS, of a private authority that SSL_CERT_FILE names',
    source: 'golang/go, crypto/x509/root_unix.go (SSL_CERT_FILE)',
    world: overTls(),
  },
  {
    ...WELL,
    what: 'a Redis over TLS that takes a certificate of its clients, and does without',
    source: 'redis/redis, redis.conf: tls-auth-clients optional',
    world: overTls({ config: ['tls-auth-clients optional', 'tls-ca-cert-file <ca>'] }),
  },
]
