import {
  type Context,
  fact,
  type Greeting,
  limitsOf,
  type Redis,
  type RedisReply,
  type Trouble,
  troubleOf,
} from '../../src/index.ts'

/** Where the metadata is, from its URL. */
export interface MetadataPlace {
  readonly host: string
  readonly port: number
  readonly tls: boolean
  readonly username: string
  readonly password: string
  readonly database: number
}

/** How long a plain PING may take, where TLS did not work. */
export function plainProbeMs({ timeoutMs }: Context): number {
  return Math.min(800, timeoutMs / 3)
}

/** What came of talking to Redis. */
export type Talk<T> =
  | { readonly answered: false; readonly trouble: Trouble }
  | { readonly answered: true; readonly reply: T }

/** The place that the metadata URL names; undefined when there is none. */
export function metadataPlace({ settings }: Context): MetadataPlace | undefined {
  const text = settings.get('metadataUrl')
  if (text === undefined) return undefined
  const url = new URL(text)
  return {
    host: url.hostname,
    port: Number(url.port || 6379),
    tls: url.protocol === 'rediss:',
    username: decode(url.username),
    password: decode(url.password),
    database: Number(url.pathname.slice(1) || 0),
  }
}

const client = fact('metadata client', async (context): Promise<Redis | undefined> => {
  const place = metadataPlace(context)
  return place === undefined ? undefined : context.clients.redis(place)
})

/** The replies to connecting, logging in and choosing the database; undefined without a URL. */
export const greeting = fact(
  'metadata greeting',
  async (context): Promise<Talk<Greeting> | undefined> => {
    const { until, ...limits } = limitsOf(context)
    const redis = await client(context)
    // With TLS, time is left to see whether the port speaks plain: a crossed protocol just hangs.
    const reserve = metadataPlace(context)?.tls ? plainProbeMs(context) : 0
    return redis === undefined
      ? undefined
      : talk(redis.greet({ ...limits, until: until - reserve }))
  },
)

/** The reply to `GET <key>`, on the connection that was greeted. */
export async function getKey(context: Context, key: string): Promise<Talk<RedisReply> | undefined> {
  const limits = limitsOf(context)
  const redis = await client(context)
  return redis === undefined ? undefined : talk(redis.ask('GET', [key], limits))
}

async function talk<T>(reply: Promise<T>): Promise<Talk<T>> {
  try {
    return { answered: true, reply: await reply }
  } catch (error) {
    const trouble = troubleOf(error)
    if (trouble === undefined) throw error
    return { answered: false, trouble }
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
