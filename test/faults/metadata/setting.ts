import { SETTING } from '../../support/set-up.ts'
import type { Line } from '../line.ts'
import { KEY, onRedis, ran, settingWith } from './worlds.ts'

const CHECK = { area: 'metadata', check: 'metadata/setting' } as const
const MALFORMED = { ...CHECK, root: 'metadata/setting-malformed' } as const
const DENIED = { ...CHECK, root: 'metadata/key-denied' } as const
const FLUSHED = { ...CHECK, root: 'metadata/flushed' } as const
const MISSING = { ...CHECK, root: 'metadata/setting-missing' } as const
const PREFIX = KEY.slice(0, -'setting'.length)

const user = (rights: string) => ({
  redis: { aclUsers: [`session on >pw ${rights}`] },
  login: 'session:pw@',
})

/** The setting of a workspace: gone, out of reach, or not what it should be. */
export const settingLines: readonly Line[] = [
  {
    ...MISSING,
    what: 'a Redis in which nothing was ever formatted',
    source: 'juicedata/juicefs, pkg/meta/base.go: database is not formatted',
    world: onRedis({ setting: null }),
    seen: { key: KEY, present: false, keysInDatabase: 0 },
  },
  {
    ...MISSING,
    what: 'a Redis full of others’ keys',
    source: 'juicedata/juicefs, pkg/meta/base.go: database is not formatted',
    world: onRedis({
      setting: null,
      arranged: ran(['MSET', 'a', '1', '{u_2_w_3}:totalInodes', '2']),
    }),
    seen: { key: KEY, present: false, keysInDatabase: 2 },
  },
  {
    ...MISSING,
    what: 'a setting that is empty',
    source: 'juicedata/juicefs, pkg/meta/redis.go, doLoad: no body is no format',
    world: onRedis({ setting: '' }),
    seen: { key: KEY, present: false, empty: true },
  },
  {
    ...MALFORMED,
    what: 'a setting that is no JSON',
    source: 'juicedata/juicefs, cmd/format.go: existing format is broken',
    world: onRedis({ setting: 'formatted by hand' }),
    seen: { key: KEY, found: 'no JSON object', length: 17 },
  },
  {
    ...MALFORMED,
    what: 'a setting that was cut short',
    source: 'juicedata/juicefs, cmd/format.go: existing format is broken',
    world: onRedis({ setting: SETTING.slice(0, 200) }),
    seen: { key: KEY, found: 'no JSON object' },
  },
  {
    ...MALFORMED,
    what: 'a setting without what makes it one',
    source: 'juicedata/juicefs, pkg/meta/config.go, Format',
    world: onRedis({ setting: settingWith({ UUID: undefined, Bucket: 7 }) }),
    seen: { key: KEY, found: 'no UUID, Bucket' },
  },
  {
    ...MALFORMED,
    what: 'a setting of a client that is yet to come',
    source: 'juicedata/juicefs, pkg/meta/config.go, CheckVersion',
    world: onRedis({ setting: settingWith({ MetaVersion: 2 }) }),
    seen: { key: KEY, found: /MetaVersion 2/ },
  },
  {
    ...MALFORMED,
    what: 'a setting that was loaded from a dump without its secret key',
    source: 'juicedata/juicefs, pkg/meta/config.go, Decrypt: secret was removed',
    world: onRedis({ setting: settingWith({ KeyEncrypted: true, SecretKey: 'removed' }) }),
    seen: { key: KEY, found: /without its secret key/ },
  },
  {
    ...MALFORMED,
    what: 'a hash where the setting should be',
    source: 'redis.io/docs/latest/develop/reference/errors, WRONGTYPE',
    world: onRedis({ setting: null, arranged: ran(['HSET', KEY, 'Name', 'acme-demo']) }),
    seen: { key: KEY, type: 'hash' },
  },
  {
    ...MALFORMED,
    what: 'a setting of two mebibytes',
    source: 'redis.io/docs/latest/commands/strlen',
    world: onRedis({ setting: null, arranged: ran(['SETRANGE', KEY, '2097151', '}']) }),
    seen: { key: KEY, length: 2097152, found: 'more than a mebibyte' },
  },
  {
    ...MALFORMED,
    what: 'a setting of eight mebibytes, and a user who may not ask how long it is',
    source: 'redis.io/docs/latest/commands/get: a value may be 512 megabytes',
    world: onRedis({
      ...user(`~${PREFIX}* +get`),
      setting: null,
      arranged: ran(['SETRANGE', KEY, '8388607', '}']),
    }),
    seen: { key: KEY, found: 'more than a mebibyte' },
  },
  {
    ...DENIED,
    what: 'the user of another workspace',
    source: 'redis.io/docs/latest/develop/reference/errors, NOPERM',
    world: onRedis(user('~{u_2_w_7}:* +@all')),
    seen: { key: KEY, code: 'NOPERM' },
  },
  {
    ...DENIED,
    what: 'a user of this workspace, and a prefix that lost its colon',
    source: 'redis.io/docs/latest/operate/oss_and_stack/management/security/acl, key patterns',
    world: onRedis({ ...user(`~${PREFIX}* +@read +info`), prefix: '{u_1_w_1}' }),
    seen: { key: '{u_1_w_1}setting', foundAt: KEY, expectedPrefix: PREFIX },
  },
  {
    ...CHECK,
    what: 'a user who may read nothing',
    source: 'redis.io/docs/latest/develop/reference/errors, NOPERM',
    world: onRedis(user('~* +ping +info')),
    root: 'metadata/command-denied',
    seen: { key: KEY, code: 'NOPERM', command: 'get' },
  },
  {
    ...FLUSHED,
    what: 'a flushed database, into which a mount went on writing',
    source: 'juicedata/juicefs-csi-driver#444',
    world: onRedis({
      arranged: ran(
        ['FLUSHALL'],
        ['INCRBY', `${PREFIX}totalInodes`, '3'],
        ['INCRBY', `${PREFIX}usedSpace`, '4096'],
        ['ZADD', `${PREFIX}allSessions`, '1', '1'],
      ),
    }),
    seen: { key: KEY, left: 'totalInodes, usedSpace, allSessions' },
  },
  {
    ...FLUSHED,
    what: 'a setting that was deleted, with all the rest still there',
    source: 'juicedata/juicefs, docs/en/development/internals.md: i1 is the root',
    world: onRedis({ arranged: ran(['SET', `${PREFIX}i1`, 'x'], ['DEL', KEY]) }),
    seen: { key: KEY, left: 'i1' },
  },
  {
    ...FLUSHED,
    what: 'a flushed database, and a user who may only GET',
    source: 'juicedata/juicefs-csi-driver#444',
    world: onRedis({
      ...user(`~${PREFIX}* +get`),
      arranged: ran(['FLUSHALL'], ['INCRBY', `${PREFIX}usedSpace`, '4096']),
    }),
    seen: { key: KEY, left: 'usedSpace' },
  },
]
