import { type Context, limitsOf, type Trouble } from '../../src/index.ts'
import { exchangeOf } from '../exchange.ts'
import { speaksTls } from '../network.ts'
import { plainProbeMs } from './facts.ts'
import type { MetadataPlace } from './place.ts'

/** What is on the port in place of the Redis that was expected: one of the other protocol, or none. */
export type OtherProtocol = { readonly redis: true } | { readonly protocol: string }

/**
 * What a port speaks on which the protocol of the URL got nowhere; undefined where that is not
 * why. A plain Redis waits for the end of the line that it takes a TLS greeting for, and one with
 * TLS closes on a plain command: neither says so.
 */
export async function spokenInstead(
  context: Context,
  place: MetadataPlace,
  { stage, code, message }: Trouble,
): Promise<OtherProtocol | undefined> {
  if (code === 'NOT_REDIS')
    return message === 'TLS' && (await speaksTls(context, place.host, place.port))
      ? { redis: true }
      : { protocol: message }
  if (!place.tls) {
    const closed = stage === 'first-byte' && code === 'ECONNRESET'
    return closed && (await speaksTls(context, place.host, place.port))
      ? { redis: true }
      : undefined
  }
  return stage === 'tls' && /TIMEOUT|ECONNRESET|EPROTO|SSL_/.test(code)
    ? spokenInPlain(context, place)
    : undefined
}

/** What answers a plain PING, without a login, which must not cross an open line. */
async function spokenInPlain(
  context: Context,
  { host, port }: MetadataPlace,
): Promise<OtherProtocol | undefined> {
  const limits = limitsOf(context, plainProbeMs(context))
  const target = { host, port, tls: false, username: '', password: '', database: 0 }
  const redis = await context.clients.redis(target)
  const greeted = await exchangeOf(redis.greet(limits))
  redis.close()
  if (greeted.answered) return { redis: true }
  const { code, message } = greeted.trouble
  return code === 'NOT_REDIS' && message !== 'TLS' ? { protocol: message } : undefined
}
