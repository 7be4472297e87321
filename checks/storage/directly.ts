import { type Context, type Evidence, troubleOf } from '../../src/index.ts'
import type { S3Says } from './s3-says.ts'
import { place } from './target.ts'

/** Whether a proxy may have answered itself: within a tunnel, nobody but the server can. */
export function relayed(context: Context, { answer }: S3Says): boolean {
  return answer.through !== undefined && place(context)?.target.endpoint.protocol === 'http:'
}

/** Long enough for a connection, short enough to leave time to say what was found. */
const DIRECT_MS = 2000

/**
 * Which proxy of the environment was in between, and what becomes of a connection without it; or
 * that a proxy is set and was not to be used for this host.
 */
export async function directly(
  context: Context,
  {
    host,
    port,
    through,
  }: { readonly host: string; readonly port: number; readonly through?: string },
): Promise<Evidence> {
  const { env, clients, signal } = context
  if (through === undefined) {
    const set = ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy'].find((name) => env[name])
    return set === undefined ? {} : { proxy: `${set} is set, and not used for this host` }
  }
  const endpoint = place(context)?.target.endpoint
  const tls = endpoint?.protocol === 'https:'
  const to =
    endpoint === undefined
      ? { host, port }
      : { host: endpoint.hostname, port: Number(endpoint.port || (tls ? 443 : 80)) }
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(DIRECT_MS)])
    const socket = await clients.connect({ ...to, tls, signal: limit })
    socket.destroy()
    return { through, direct: 'connects' }
  } catch (error) {
    return { through, direct: troubleOf(error)?.code ?? 'no connection' }
  }
}
