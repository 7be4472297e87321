import { type ArtifactsProgram, createArtifactsProgram } from './artifacts-program.ts'
import { type Connect, createConnect } from './connect.ts'
import { createHttpClient } from './http-client.ts'
import type { Orchestrator } from './orchestrator.ts'
import { routerOf } from './proxy.ts'
import { proxyRules } from './proxy-rules.ts'
import type { Redis } from './redis.ts'
import type { RedisTarget } from './redis-greeting.ts'
import { resolveName } from './resolve-name.ts'
import type { S3 } from './s3.ts'
import type { S3Target } from './s3-target.ts'
import { dated, type ServerDate } from './server-dates.ts'

/** The only place where clients are made; each SDK is loaded when the first client needs it. */
export interface Clients {
  readonly connect: Connect
  /** How many addresses a name has; 0 where it has none, or where a proxy looks it up. */
  addresses(url: URL, signal: AbortSignal): Promise<number>
  /** A client of one bucket on connections of its own. */
  s3(target: S3Target): Promise<S3>
  orchestrator(base: URL): Promise<Orchestrator>
  readonly program: ArtifactsProgram
  redis(target: RedisTarget): Promise<Redis>
  /** The times that the servers which answered so far gave. */
  readonly dates: readonly ServerDate[]
  /** Closes every connection that any of them holds. */
  close(): void
}

/** The real clients; without `online`, the program on PATH is asked only for its version. */
export function createClients(
  env: Readonly<NodeJS.ProcessEnv>,
  now: () => number,
  { online = true }: { readonly online?: boolean } = {},
): Clients {
  const connect = createConnect(env)
  const routeTo = routerOf(proxyRules(env))
  const open: { close(): void }[] = []
  const dates: ServerDate[] = []
  return {
    connect,
    addresses: async (url, signal) => {
      const { proxy, relay } = routeTo(url)
      if (proxy !== undefined || relay !== undefined) return 0
      const resolved = await resolveName(url.hostname, signal)
      return 'code' in resolved ? 0 : resolved.addresses.length
    },
    s3: async (target) => {
      const http = createHttpClient((peer) => connect({ ...peer, turn: target.turn }), routeTo)
      open.push(http)
      const exchange: typeof http.exchange = (request, limits) =>
        dated(dates, now, () => http.exchange(request, limits))
      return (await import('./s3.ts')).createS3(target, { ...http, exchange }, now)
    },
    orchestrator: async (base) => {
      const { get } = (await import('./orchestrator.ts')).createOrchestrator(base, connect, routeTo)
      return { get: (...asked) => dated(dates, now, () => get(...asked)) }
    },
    program: createArtifactsProgram(env, { online }),
    dates,
    redis: async (target) => {
      const redis = await (await import('./redis.ts')).createRedis(target, connect)
      open.push(redis)
      return redis
    },
    close: () => {
      for (const client of open.splice(0)) client.close()
    },
  }
}
