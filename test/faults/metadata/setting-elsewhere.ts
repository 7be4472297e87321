import { SETTING } from '../../support/set-up.ts'
import type { Line } from '../line.ts'
import { KEY, onRedis, ran, settingWith } from './worlds.ts'

const ELSEWHERE = {
  area: 'metadata',
  check: 'metadata/setting',
  root: 'metadata/setting-elsewhere',
} as const
const PREFIX = '{u_1_w_1}:'
const UUID = '6b0452fc-0502-404c-b163-c9ab577ec766'
const SOURCE = 'juicedata/juicefs, pkg/meta/redis.go: the prefix stands before setting, verbatim'
const own = { foundAt: KEY, expectedPrefix: PREFIX, UUID, setting: 'ARTIFACTS_METADATA_PREFIX' }

/** A setting that is there, under another key than that which was asked for. */
export const settingElsewhereLines: readonly Line[] = [
  {
    ...ELSEWHERE,
    what: 'a prefix without its colon',
    source: SOURCE,
    world: onRedis({ prefix: '{u_1_w_1}' }),
    seen: { ...own, key: '{u_1_w_1}setting' },
  },
  {
    ...ELSEWHERE,
    what: 'a prefix with a colon that it has not',
    source: SOURCE,
    world: onRedis({
      setting: null,
      prefix: '{7}:',
      arranged: ran(['SET', '{7}setting', SETTING]),
    }),
    seen: { foundAt: '{7}setting', expectedPrefix: '{7}', key: '{7}:setting' },
  },
  {
    ...ELSEWHERE,
    what: 'a prefix without its braces',
    source: 'redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec, hash tags',
    world: onRedis({ prefix: 'u_1_w_1:' }),
    seen: { ...own, key: 'u_1_w_1:setting' },
  },
  {
    ...ELSEWHERE,
    what: 'a prefix with the quotes of a shell around it',
    source: 'docs.docker.com/compose/environment-variables, env files keep quotes',
    world: onRedis({ prefix: "'{u_1_w_1}:'" }),
    seen: { ...own, key: "'{u_1_w_1}:'setting" },
  },
  {
    ...ELSEWHERE,
    what: 'the whole key in place of the prefix',
    source: SOURCE,
    world: onRedis({ prefix: KEY }),
    seen: { ...own, key: `${KEY}setting` },
  },
  {
    ...ELSEWHERE,
    what: 'a prefix, where the volume was formatted without one',
    source: 'juicedata/juicefs, docs/en/reference/how_to_set_up_metadata_engine.md, Redis',
    world: onRedis({ setting: null, arranged: ran(['SET', 'setting', SETTING]) }),
    seen: { key: KEY, foundAt: 'setting', expectedPrefix: '' },
  },
  {
    ...ELSEWHERE,
    what: 'no prefix, where JuiceFS made one of the number of the database',
    source: 'juicedata/juicefs#6615, Redis Cluster',
    world: onRedis({
      redis: { cluster: true },
      setting: null,
      prefix: '',
      behind: '/0',
      arranged: ran(['SET', '{0}setting', SETTING]),
    }),
    seen: { key: 'setting', foundAt: '{0}setting', expectedPrefix: '{0}' },
  },
  {
    ...ELSEWHERE,
    what: 'the setting is in another database of the same Redis',
    source: 'redis.io/docs/latest/commands/select',
    world: onRedis({ setting: null, arranged: ran(['-n', '5', 'SET', KEY, SETTING]) }),
    seen: { key: KEY, database: 0, expectedDatabase: 5, UUID },
  },
  {
    ...ELSEWHERE,
    what: 'the number of another database in the URL',
    source: 'redis.io/docs/latest/commands/select',
    world: onRedis({ behind: '/5' }),
    seen: { key: KEY, database: 5, expectedDatabase: 0, UUID },
  },
  {
    area: 'metadata',
    what: 'the only setting is plainly of another workspace',
    source: 'juicedata/juicefs, pkg/meta/config.go, Format',
    world: onRedis({
      setting: null,
      flags: { backend: 'byo', bucket: 'cases', endpoint: 'https://s3.eu-west-3.amazonaws.com' },
      arranged: ran([
        'SET',
        'setting',
        settingWith({ Bucket: 'https://others.s3.us-west-2.amazonaws.com' }),
      ]),
    }),
    check: 'metadata/setting',
    root: 'metadata/setting-missing',
    seen: { key: KEY, present: false, keysInDatabase: 1 },
  },
]
