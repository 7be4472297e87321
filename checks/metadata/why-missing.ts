import type { Context, Evidence } from '../../src/index.ts'
import { bucketUuid } from './bucket-uuid.ts'
import { otherDatabases } from './elsewhere.ts'
import { infoFields, whole } from './info.ts'
import { keyAsker } from './nodes.ts'
import type { MetadataPlace } from './place.ts'
import { exists } from './read-key.ts'

/** The keys of a volume in use beside its setting (juicedata/juicefs, docs/en/development/internals.md). */
const BESIDE = ['totalInodes', 'usedSpace', 'allSessions', 'nextinode', 'nextchunk', 'i1']

/** What is left of a volume whose setting is gone; undefined where nothing is. */
export async function leftBehind(context: Context, prefix: string): Promise<Evidence | undefined> {
  const askKey = keyAsker(context)
  const there = await Promise.all(BESIDE.map((name) => exists(askKey, `${prefix}${name}`)))
  const left = BESIDE.filter((_, index) => there[index])
  if (left.length === 0) return undefined
  const fields = await infoFields(context)
  const evicted = whole(fields?.get('evicted_keys')) ?? 0
  const uptime = whole(fields?.get('uptime_in_seconds'))
  return {
    left: left.join(', '),
    ...(evicted === 0 ? {} : { evictedKeys: evicted }),
    ...(uptime === undefined ? {} : { uptimeSeconds: uptime }),
  }
}

/** What tells why a setting is not there: how full the database is, and how far formatting came. */
export async function whyMissing(context: Context, { database }: MetadataPlace): Promise<Evidence> {
  const [fields, uuid] = await Promise.all([infoFields(context), bucketUuid(context)])
  const keys = /^keys=(\d+)/.exec(fields?.get(`db${database}`) ?? '')?.[1]
  const others = otherDatabases(fields, database)
  // A service that keeps its keyspace to itself must not pass for an empty one.
  const counted = fields !== undefined && [...fields.keys()].some((name) => /^db\d+$/.test(name))
  const empty = fields?.get('redis_mode') === 'standalone' && !counted
  return {
    ...(counted || empty ? { keysInDatabase: Number(keys ?? 0) } : {}),
    ...(others.length === 0 ? {} : { otherDatabases: others.join(', ') }),
    ...formatted(uuid),
  }
}

function formatted(uuid: Awaited<ReturnType<typeof bucketUuid>>): Evidence {
  if (uuid === undefined) return {}
  if ('code' in uuid) return { storageCode: uuid.code }
  return { volumeInBucket: 'uuid' in uuid }
}
