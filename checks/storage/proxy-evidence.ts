import { addressOf, type Context, type Evidence } from '../../src/index.ts'
import { directly } from '../directly.ts'
import type { S3Reply } from './s3-reply.ts'
import { place } from './target.ts'

/** Whether a proxy may have answered itself: within a tunnel, nobody but the server can. */
export function relayed(context: Context, { answer }: S3Reply): boolean {
  return answer.through !== undefined && place(context)?.target.endpoint.protocol === 'http:'
}

/**
 * The proxy of the environment that was in between, and what becomes of a connection without it; or
 * that a proxy is set and was not to be used for this host.
 */
export async function proxyEvidence(
  context: Context,
  through: string | undefined,
): Promise<Evidence> {
  if (through === undefined) {
    const set = PROXIES.find((name) => context.env[name])
    return set === undefined ? {} : { proxy: `${set} is set, and not used for this host` }
  }
  const endpoint = place(context)?.target.endpoint
  return endpoint === undefined
    ? { through }
    : { through, direct: await directly(context, addressOf(endpoint)) }
}

const PROXIES = ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy']
