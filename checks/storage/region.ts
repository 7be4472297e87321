import {
  type Context,
  defineCheck,
  type Evidence,
  fact,
  fail,
  type Outcome,
  pass,
  skip,
  unsure,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { networkOutcome } from '../network.ts'
import { listSigned, signedAnswer } from './answers.ts'
import { regionOfBucket, regionRefused } from './region-said.ts'
import { element, type S3Says, s3Evidence } from './s3-says.ts'
import { signatureRefused } from './signature.ts'
import { place } from './target.ts'
import type { Told } from './told.ts'

export default defineCheck<CauseId>({
  id: 'storage/region',
  title: 'Signatures are made for the right region and accepted',
  needs: ['storage/keys', 'storage/reachable'],
  network: true,
  async run(context) {
    const told = await signedAnswer(context)
    if (told === undefined) return skip('there is no signed answer to judge')
    if (!told.answered) return networkOutcome(told.trouble)
    const { says } = told
    return (await signingTrouble(context, says)) ?? pass(seenIn(context, says))
  },
})

function seenIn(context: Context, says: S3Says): Evidence {
  return { ...s3Evidence(says), actualRegion: context.settings.get('region') ?? '' }
}

/** The cause of an answer that is about the clock, the region or the signature; undefined for every other. */
export async function signingTrouble(
  context: Context,
  says: S3Says,
): Promise<Outcome<CauseId> | undefined> {
  const evidence = seenIn(context, says)
  if (says.code === 'RequestTimeTooSkewed') {
    return fail('host/clock-skewed', { ...evidence, ...clocks(says, context.now()) })
  }
  if (regionRefused(says)) return wrongRegion(context, evidence)
  return says.code === 'SignatureDoesNotMatch'
    ? signatureRefused(context, says, evidence)
    : undefined
}

/** The listing signed for the region that the server named; undefined where it named none. */
export const answerInRightRegion = fact(
  'answer in the right region',
  async (context): Promise<Told | undefined> => {
    const told = await signedAnswer(context)
    if (!told?.answered || !regionRefused(told.says)) return undefined
    const region = told.says.expectedRegion ?? (await regionOfBucket(context))
    return region === undefined
      ? undefined
      : listSigned(context, { region, ...(await endpointIn(context, region)) })
  },
)

/** AWS answers for a bucket only at its own region's host. */
async function endpointIn(context: Context, region: string): Promise<{ endpoint?: URL }> {
  const { target } = place(context) ?? {}
  if (target === undefined || target.style === 'path') return {}
  const china = target.endpoint.hostname.endsWith('.cn') ? '.cn' : ''
  return { endpoint: new URL(`https://s3.${region}.amazonaws.com${china}`) }
}

async function wrongRegion(context: Context, evidence: Evidence): Promise<Outcome<CauseId>> {
  const told = await answerInRightRegion(context)
  const expected = evidence.expectedRegion ?? (await regionOfBucket(context))
  if (expected === evidence.actualRegion) {
    return unsure('the request was turned away, to the region that it was signed for', evidence)
  }
  return fail('storage/region-mismatch', {
    ...evidence,
    ...(expected === undefined ? {} : { expectedRegion: expected }),
    // Signed for that region, the request got further: it is not only the server's word.
    confirmed: told?.answered === true && !regionRefused(told.says),
    source: context.settings.values.region?.source ?? '',
  })
}

function clocks(says: S3Says, now: number): Evidence {
  const text = says.answer.body.toString('utf8')
  const said = element(text, 'ServerTime') ?? says.answer.headers.date ?? ''
  const server = Date.parse(said)
  if (Number.isNaN(server)) return { localTime: new Date(now).toISOString() }
  return {
    localTime: new Date(now).toISOString(),
    serverTime: new Date(server).toISOString(),
    skewSeconds: Math.round((now - server) / 1000),
  }
}
