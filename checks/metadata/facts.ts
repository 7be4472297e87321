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
import { metadataPlace } from './place.ts'

/** What came of talking to Redis. */
export type Talk<T> =
  | { readonly answered: false; readonly trouble: Trouble }
  | { readonly answered: true; readonly reply: T }

/** How long a plain PING may take, where TLS did not work. */
export function plainProbeMs({ timeoutMs }: Context): number {
  return Math.min(800, timeoutMs / 3)
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

/** The reply to a command on the connection that was greeted; undefined without a URL. */
export async function ask(
  context: Context,
  command: string,
  args: readonly string[],
): Promise<Talk<RedisReply> | undefined> {
  const limits = limitsOf(context)
  const redis = await client(context)
  return redis === undefined ? undefined : talk(redis.ask(command, args, limits))
}

/** What came of it, a connection that broke or stayed silent included. */
export async function talk<T>(reply: Promise<T>): Promise<Talk<T>> {
  try {
    return { answered: true, reply: await reply }
  } catch (error) {
    const trouble = troubleOf(error)
    if (trouble === undefined) throw error
    return { answered: false, trouble }
  }
}
