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
import { alsoNaming, listNoted, listSigned, signedAnswer } from './answers.ts'
import { timeRefused } from './clocks.ts'
import {
  endpointIn,
  endpointSaid,
  isRegionRefusal,
  regionOfBucket,
  toChange,
} from './other-region.ts'
import type { S3Exchange } from './s3-exchange.ts'
import { isListing, type S3Reply, s3Evidence } from './s3-reply.ts'
import { signatureRefused } from './signature.ts'
import { hostAsked } from './styles.ts'
import { place } from './target.ts'
import { regionInHost } from './vendors.ts'

export default defineCheck<CauseId>({
  id: 'storage/region',
  title: 'Signatures are made for the right region and accepted',
  needs: ['storage/keys', 'storage/reachable'],
  network: true,
  async run(context) {
    const exchange = await signedAnswer(context)
    if (exchange === undefined) return skip('there is no signed answer to judge')
    if (!exchange.answered) return networkOutcome(exchange.trouble)
    const { reply } = exchange
    return (
      (await signingTrouble(context, reply)) ??
      (await hiddenByDenial(context, reply)) ??
      pass(seenIn(context, reply))
    )
  },
})

function seenIn(context: Context, reply: S3Reply): Evidence {
  return { ...s3Evidence(reply), actualRegion: context.settings.get('region') ?? '' }
}

/** The cause of an answer that is about the clock, the region or the signature; undefined for every other. */
export async function signingTrouble(
  context: Context,
  reply: S3Reply,
): Promise<Outcome<CauseId> | undefined> {
  const evidence = seenIn(context, reply)
  if (reply.code === 'RequestTimeTooSkewed') {
    return timeRefused(context, reply, evidence)
  }
  if (isRegionRefusal(reply)) return wrongRegion(context, reply, evidence)
  return reply.code === 'SignatureDoesNotMatch'
    ? signatureRefused(context, reply, evidence)
    : undefined
}

/** The listing signed for the region that the server named; undefined where it named none. */
export const answerInRightRegion = fact(
  'answer in the right region',
  async (context): Promise<S3Exchange | undefined> => {
    const exchange = await signedAnswer(context)
    if (!exchange?.answered || !isRegionRefusal(exchange.reply)) return undefined
    const said = endpointSaid(context, exchange.reply)
    const region = await rightRegion(context, exchange.reply, said)
    return region === undefined
      ? undefined
      : listNoted(context, { region, ...at(said ?? endpointIn(context, region)) })
  },
)

/** The region that an answer names, or the endpoint that it sends to, or a question without keys. */
async function rightRegion(
  context: Context,
  { expectedRegion }: S3Reply,
  said: URL | undefined,
): Promise<string | undefined> {
  const named = said === undefined ? undefined : regionInHost(said.hostname)
  return expectedRegion ?? named ?? (await regionOfBucket(context))
}

/** Scaleway denies what is signed for another region than its host names (gee1k/uPic#263). */
async function hiddenByDenial(
  context: Context,
  reply: S3Reply,
): Promise<Outcome<CauseId> | undefined> {
  const actual = context.settings.get('region')
  const named = regionInHost(reply.answer.host)
  if (reply.code !== 'AccessDenied' || named === undefined || named === actual) return undefined
  const exchange = await listSigned(context, { region: named })
  if (!exchange?.answered || !isListing(exchange.reply)) return undefined
  const found = { expectedRegion: named, confirmed: true, ...toChange(context, named) }
  return fail('storage/region-mismatch', { ...seenIn(context, reply), ...found })
}

/** AWS answers for a bucket only at its own region's host. */
function at(endpoint: URL | undefined): { endpoint?: URL } {
  return endpoint === undefined ? {} : { endpoint }
}

async function wrongRegion(
  context: Context,
  reply: S3Reply,
  evidence: Evidence,
): Promise<Outcome<CauseId>> {
  const exchange = await answerInRightRegion(context)
  const said = endpointSaid(context, reply)
  const expected = await rightRegion(context, reply, said)
  const elsewhere =
    said?.hostname ?? (expected === undefined ? undefined : hostIn(context, expected))
  const elsewhereHost = elsewhere === reply.answer.host ? undefined : elsewhere
  if (expected === evidence.actualRegion && said === undefined) {
    return alsoNaming(
      elsewhereHost,
      unsure('the request was turned away, to the region that it was signed for', evidence),
    )
  }
  const found = fail('storage/region-mismatch', {
    ...evidence,
    ...(expected === undefined ? {} : { expectedRegion: expected }),
    // Signed for that region, the request got further: it is not only the server's word.
    confirmed: exchange?.answered === true && !isRegionRefusal(exchange.reply),
    ...toChange(context, expected, said),
  })
  return alsoNaming(elsewhereHost, found)
}

/** The host at which the bucket was asked for in its right region; undefined where it is the same. */
function hostIn(context: Context, region: string): string | undefined {
  const target = place(context)?.target
  const endpoint = endpointIn(context, region)
  return target === undefined || endpoint === undefined
    ? undefined
    : hostAsked({ ...target, endpoint })
}
