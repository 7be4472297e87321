import {
  type Context,
  fact,
  type Greeting,
  limitsOf,
  type Redis,
  type RedisReply,
} from '../../src/index.ts'
import { type Exchange, exchangeOf } from '../exchange.ts'
import { metadataPlace } from './place.ts'

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
  async (context): Promise<Exchange<Greeting> | undefined> => {
    const { until, ...limits } = limitsOf(context)
    const redis = await client(context)
    // With TLS, time is left to see whether the port speaks plain: a crossed protocol just hangs.
    const reserve = metadataPlace(context)?.tls ? plainProbeMs(context) : 0
    return redis === undefined
      ? undefined
      : exchangeOf(redis.greet({ ...limits, until: until - reserve }))
  },
)

/** The reply to a command on the connection that was greeted; undefined without a URL. */
export async function ask(
  context: Context,
  command: string,
  args: readonly string[],
): Promise<Exchange<RedisReply> | undefined> {
  const limits = limitsOf(context)
  const redis = await client(context)
  return redis === undefined ? undefined : exchangeOf(redis.ask(command, args, limits))
}
