import { bulk } from '../../secrets/raw-redis.ts'
import type { Line } from '../line.ts'
import { onRedis } from './worlds.ts'
import { info, scripted } from './worlds-servers.ts'

const CHECK = { area: 'metadata', check: 'metadata/auth' } as const
const AT = { host: '127.0.0.1' }
const NOAUTH = { ...CHECK, root: 'metadata/password-missing' } as const
/** As Redis 7.0.15 says it while a script runs for longer than it allows. */
const BUSY =
  '-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.\r\n'
const WRONG = { ...CHECK, root: 'metadata/password-wrong' } as const

/** Who logs in, and into what. */
export const loginLines: readonly Line[] = [
  {
    ...NOAUTH,
    what: 'a Redis with a password, and a URL without one',
    source: 'redis.io/docs/latest/develop/reference/errors, NOAUTH',
    world: onRedis({ redis: { password: 'pw' } }),
    seen: { ...AT, code: 'NOAUTH', user: 'default' },
  },
  {
    ...NOAUTH,
    what: 'a password that lost its colon, so that it is taken for a user',
    source: 'redis/go-redis, options.go, ParseURL: the user stands before the colon',
    world: onRedis({ redis: { password: 'pw-of-a-test' }, login: 'pw-of-a-test@' }),
    seen: { ...AT, code: 'NOAUTH', user: 'given' },
  },
  {
    ...WRONG,
    what: 'the password of another Redis',
    source: 'redis.io/docs/latest/develop/reference/errors, WRONGPASS',
    world: onRedis({ redis: { password: 'pw' }, login: ':other@' }),
    seen: { ...AT, code: 'WRONGPASS', user: 'default' },
  },
  {
    ...WRONG,
    what: 'a password with a line break at its end',
    source: 'redis/node-redis#1591',
    world: onRedis({ redis: { password: 'pw' }, login: ':pw%0A@' }),
    seen: { ...AT, code: 'WRONGPASS' },
  },
  {
    ...WRONG,
    what: 'a user that was never made',
    source: 'redis.io/docs/latest/operate/oss_and_stack/management/security/acl',
    world: onRedis({ login: 'nobody:pw@' }),
    seen: { ...AT, code: 'WRONGPASS', user: 'nobody' },
  },
  {
    ...WRONG,
    what: 'the user of a session that was switched off',
    source: 'redis.io/docs/latest/operate/oss_and_stack/management/security/acl, off',
    world: onRedis({ redis: { aclUsers: ['s-1 off >pw ~* +@all'] }, login: 's-1:pw@' }),
    seen: { ...AT, code: 'WRONGPASS', user: 's-1' },
  },
  {
    ...WRONG,
    what: 'the user of a session that has ended',
    source: 'redis.io/docs/latest/commands/acl-deluser',
    world: onRedis({
      redis: { aclUsers: ['s-2 on >pw ~* +@all'] },
      login: 's-2:pw@',
      arranged: ({ cli }) => cli('ACL', 'DELUSER', 's-2'),
    }),
    seen: { ...AT, code: 'WRONGPASS', user: 's-2' },
  },
  {
    ...WRONG,
    what: 'a wrong password for a Redis 5',
    source: 'redis/redis 5.0, src/server.c, authCommand',
    world: scripted({ AUTH: '-ERR invalid password\r\n' }, { login: ':pw@' }),
    seen: { ...AT, code: 'ERR' },
  },
  {
    ...CHECK,
    what: 'a password for a Redis 5 that has none',
    source: 'redis/redis 5.0, src/server.c, authCommand; redis/go-redis, initConn',
    world: scripted(
      { AUTH: '-ERR Client sent AUTH, but no password is set\r\n' },
      { login: ':pw@' },
    ),
    root: 'metadata/password-unwanted',
    seen: { ...AT, code: 'ERR' },
  },
  {
    ...CHECK,
    what: 'a user for a Redis 5, which knows none',
    source: 'juicedata/juicefs#1433, wrong number of arguments for auth',
    world: scripted(
      {
        AUTH: (_, args) =>
          args.length > 1 ? "-ERR wrong number of arguments for 'auth' command\r\n" : '+OK\r\n',
        INFO: () => bulk(info({ redis_version: '5.0.14' })),
      },
      { login: 'default:pw@' },
    ),
    root: 'metadata/users-unsupported',
    seen: { ...AT, code: 'ERR', user: 'default' },
  },
  {
    ...CHECK,
    what: 'a database that there is not',
    source: 'redis/redis, redis.conf: databases 16',
    world: onRedis({ behind: '/99' }),
    root: 'metadata/database-missing',
    seen: { ...AT, database: 99, code: 'ERR' },
  },
  {
    ...CHECK,
    what: 'Upstash, which has one database, and the number of another',
    source: 'tbphp/gpt-load#124',
    world: scripted(
      { SELECT: '-ERR Only 0th database is supported! Selected DB: 1.\r\n' },
      { behind: '/1' },
    ),
    root: 'metadata/database-missing',
    seen: { ...AT, database: 1, code: 'ERR' },
  },
  {
    ...CHECK,
    what: 'a Redis that somebody’s script holds up',
    source: 'redis.io/docs/latest/develop/programmability/eval-intro, busy-reply-threshold',
    world: scripted({ PING: BUSY, SELECT: BUSY, STRLEN: BUSY, GET: BUSY, INFO: BUSY }),
    root: 'metadata/busy',
    seen: { ...AT, code: 'BUSY' },
  },
  {
    ...CHECK,
    what: 'a user who may not choose a database',
    source: 'redis.io/docs/latest/operate/oss_and_stack/management/security/acl',
    world: onRedis({
      redis: { aclUsers: ['s-3 on >pw ~* +get +ping +info'] },
      login: 's-3:pw@',
      behind: '/3',
    }),
    root: 'metadata/command-denied',
    seen: { ...AT, code: 'NOPERM', command: 'select', database: 3 },
  },
  {
    ...CHECK,
    what: 'a Sentinel in the place of Redis, with a number of a database',
    source: 'redis.io/docs/latest/operate/oss_and_stack/management/sentinel',
    world: onRedis({ redis: { sentinel: true }, setting: null, behind: '/2' }),
    root: 'metadata/sentinel',
    seen: { ...AT, mode: 'sentinel' },
  },
  {
    ...CHECK,
    what: 'a Sentinel in the place of Redis, with a password that it has not',
    source: 'redis.io/docs/latest/operate/oss_and_stack/management/sentinel, authentication',
    world: onRedis({ redis: { sentinel: true }, setting: null, login: ':pw@' }),
    root: 'metadata/sentinel',
    seen: { ...AT, mode: 'sentinel' },
  },
  {
    ...CHECK,
    what: 'a Redis that reads its data in',
    source: 'redis.io/docs/latest/develop/reference/errors, LOADING',
    world: onRedis({
      redis: { config: ['key-load-delay 400', 'loading-process-events-interval-bytes 1024'] },
      arranged: async ({ cli }) => {
        await cli('DEBUG', 'POPULATE', '20000', 'key', '100')
        // Ends with the server.
        cli('DEBUG', 'RELOAD').catch(() => {})
        while (!(await cli('PING').catch(String)).includes('LOADING'));
      },
    }),
    root: 'metadata/loading',
    seen: { ...AT, code: 'LOADING' },
  },
  {
    ...CHECK,
    what: 'a replica that lost its master, and serves nothing that may be old',
    source: 'redis/redis, redis.conf: replica-serve-stale-data',
    world: onRedis({
      arranged: async ({ cli }) => {
        await cli('CONFIG', 'SET', 'replica-serve-stale-data', 'no')
        await cli('REPLICAOF', '127.0.0.1', '9')
      },
    }),
    root: 'metadata/master-down',
    seen: { ...AT, code: 'MASTERDOWN' },
  },
]
