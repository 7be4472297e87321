import {
  type Context,
  defineCheck,
  fail,
  type Outcome,
  pass,
  skip,
  type Trouble,
  unsure,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { networkOutcome, speaksTls, troubleEvidence } from '../network.ts'
import { greeting, type MetadataPlace, metadataPlace, plainProbeMs } from './facts.ts'

export default defineCheck<CauseId>({
  id: 'metadata/reachable',
  title: 'Metadata service answers',
  network: true,
  async run(context) {
    const place = metadataPlace(context)
    const greeted = await greeting(context)
    if (place === undefined || greeted === undefined)
      return skip('no metadata URL was given', 'metadataUrl')
    const { host, port, tls, database } = place
    if (greeted.answered) return pass({ host, port, tls, database })
    return judge(context, place, greeted.trouble)
  },
})

async function judge(
  context: Context,
  place: MetadataPlace,
  trouble: Trouble,
): Promise<Outcome<CauseId>> {
  if (/protocol error/i.test(trouble.message)) {
    return unsure('what answers there is not Redis', troubleEvidence(trouble))
  }
  if (await crossed(context, place, trouble))
    return fail('metadata/tls-mismatch', { ...troubleEvidence(trouble), tls: place.tls })
  const outcome = networkOutcome(trouble)
  // That is http's: a Redis of the other protocol would have been told above.
  return outcome.status === 'fail' && outcome.cause === 'network/tls-to-plain'
    ? unsure('what answers there is neither Redis nor TLS', troubleEvidence(trouble))
    : outcome
}

/**
 * Whether the other protocol works on this port. A plain Redis waits for the end of the line
 * that it takes a TLS greeting for, and one with TLS closes on a plain command: neither says so.
 */
async function crossed(
  context: Context,
  place: MetadataPlace,
  { stage, code }: Trouble,
): Promise<boolean> {
  const { host, port, tls } = place
  if (tls)
    return (
      stage === 'tls' &&
      /TIMEOUT|ECONNRESET|EPROTO/.test(code) &&
      (await speaksPlain(context, place))
    )
  return stage === 'first-byte' && code === 'ECONNRESET' && speaksTls(context, host, port)
}

/** Whether Redis answers a plain PING, be it with an error. */
async function speaksPlain(context: Context, { host, port }: MetadataPlace): Promise<boolean> {
  try {
    const socket = await context.clients.connect({ host, port, tls: false, signal: context.signal })
    return await new Promise<boolean>((resolve) => {
      const end = (answer: boolean) => {
        clearTimeout(timer)
        socket.destroy()
        resolve(answer)
      }
      const timer = setTimeout(() => end(false), plainProbeMs(context))
      socket.once('data', (data: Buffer) => end(/^[+-]/.test(data.toString('latin1'))))
      socket.once('error', () => end(false))
      socket.once('close', () => end(false))
      socket.write('PING\r\n')
    })
  } catch {
    return false
  }
}
