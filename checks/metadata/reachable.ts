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
import { networkOutcome, troubleEvidence } from '../network.ts'
import { spokenInstead } from './crossed.ts'
import { greeting } from './facts.ts'
import { type MetadataPlace, metadataPlace, namesSeveral } from './place.ts'
import { redisError } from './redis-error.ts'

export default defineCheck<CauseId>({
  id: 'metadata/reachable',
  title: 'Metadata service answers',
  network: true,
  async run(context) {
    const place = metadataPlace(context)
    if (place !== undefined && namesSeveral(place))
      return unsure(SEVERAL, { host: place.host, port: place.port })
    const greeted = await greeting(context)
    if (place === undefined || greeted === undefined)
      return skip('no metadata URL was given', 'metadataUrl')
    const { host, port, tls, database } = place
    if (!greeted.answered) return judge(context, place, greeted.trouble)
    const { refused } = greeted.reply
    if (refused !== undefined) return redisError(refused, { host, port, tls })
    return pass({ host, port, tls, database })
  },
})

const SEVERAL =
  'the URL names several hosts, as for Sentinels, and the doctor asks but one: give that of the master in ARTIFACTS_METADATA_URL'

/** How a server that requires a client certificate says so, once it has seen that there is none. */
const WANTS_CERTIFICATE = /CERTIFICATE_REQUIRED|certificate required/i

async function judge(
  context: Context,
  place: MetadataPlace,
  trouble: Trouble,
): Promise<Outcome<CauseId>> {
  const evidence = { ...troubleEvidence(trouble), tls: place.tls }
  const ofTls = trouble.stage === 'tls' || WANTS_CERTIFICATE.test(trouble.code)
  if (ofTls && place.ownTls.length > 0 && !/TIMEOUT|ECONNRESET/.test(trouble.code)) {
    const parameters = place.ownTls.join(', ')
    return unsure(`the URL sets ${parameters} for TLS, which is not followed here`, evidence)
  }
  if (WANTS_CERTIFICATE.test(`${trouble.code} ${trouble.message}`))
    return fail('metadata/client-certificate-required', evidence)
  const instead = await spokenInstead(context, place, trouble)
  if (instead !== undefined) {
    if ('redis' in instead) return fail('metadata/tls-mismatch', evidence)
    return fail('metadata/not-redis', { ...evidence, protocol: instead.protocol })
  }
  const outcome = networkOutcome(trouble)
  // That is http's: a Redis of the other protocol would have been told above.
  return outcome.status === 'fail' && outcome.cause === 'network/tls-to-plain'
    ? unsure('what answers there is neither Redis nor TLS', evidence)
    : outcome
}
