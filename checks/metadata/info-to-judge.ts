import { type Context, type Evidence, type Outcome, skip } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { networkOutcome } from '../network.ts'
import { type Info, serverInfo } from './info.ts'
import { metadataPlace } from './place.ts'
import { redisError } from './redis-error.ts'

/** What Redis says of itself or why it does not, and where it is. */
export interface InfoToJudge {
  readonly info: Exclude<Info, { readonly error: string }>
  /** Its host and port, which every verdict on it shows. */
  readonly at: Evidence
}

/** What a check of INFO judges; or its outcome, where nothing can be judged. */
export async function infoToJudge(
  context: Context,
): Promise<InfoToJudge | { readonly outcome: Outcome<CauseId> }> {
  const place = metadataPlace(context)
  const exchange = await serverInfo(context)
  if (place === undefined || exchange === undefined)
    return { outcome: skip('no metadata URL was given', 'metadataUrl') }
  if (!exchange.answered) return { outcome: networkOutcome(exchange.trouble) }
  const { reply: info } = exchange
  const at = { host: place.host, port: place.port }
  return 'error' in info ? { outcome: redisError(info.error, at) } : { info, at }
}
