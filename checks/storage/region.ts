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
import { endpointIn, endpointSaid, regionOfBucket, regionRefused, toChange } from './region-said.ts'
import { isListing, type S3Says, s3Evidence } from './s3-says.ts'
import { signatureRefused } from './signature.ts'
import { hostAsked } from './styles.ts'
import { place } from './target.ts'
import type { Told } from './told.ts'
import { regionInHost } from './vendors.ts'

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
    return (
      (await signingTrouble(context, says)) ??
      (await hiddenByDenial(context, says)) ??
      pass(seenIn(context, says))
    )
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
    return timeRefused(context, says, evidence)
  }
  if (regionRefused(says)) return wrongRegion(context, says, evidence)
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
    const said = endpointSaid(context, told.says)
    const region = await rightRegion(context, told.says, said)
    return region === undefined
      ? undefined
      : listNoted(context, { region, ...at(said ?? endpointIn(context, region)) })
  },
)

/** The region that an answer names, or the endpoint that it sends to, or a question without keys. */
async function rightRegion(
  context: Context,
  { expectedRegion }: S3Says,
  said: URL | undefined,
): Promise<string | undefined> {
  const named = said === undefined ? undefined : regionInHost(said.hostname)
  return expectedRegion ?? named ?? (await regionOfBucket(context))
}

/** Scaleway denies what is signed for another region than its host names (gee1k/uPic#263). */
async function hiddenByDenial(
  context: Context,
  says: S3Says,
): Promise<Outcome<CauseId> | undefined> {
  const actual = context.settings.get('region')
  const named = regionInHost(says.answer.host)
  if (says.code !== 'AccessDenied' || named === undefined || named === actual) return undefined
  const told = await listSigned(context, { region: named })
  if (!told?.answered || !isListing(told.says)) return undefined
  const found = { expectedRegion: named, confirmed: true, ...toChange(context, named) }
  return fail('storage/region-mismatch', { ...seenIn(context, says), ...found })
}

/** AWS answers for a bucket only at its own region's host. */
function at(endpoint: URL | undefined): { endpoint?: URL } {
  return endpoint === undefined ? {} : { endpoint }
}

async function wrongRegion(
  context: Context,
  says: S3Says,
  evidence: Evidence,
): Promise<Outcome<CauseId>> {
  const told = await answerInRightRegion(context)
  const said = endpointSaid(context, says)
  const expected = await rightRegion(context, says, said)
  const elsewhere =
    said?.hostname ?? (expected === undefined ? undefined : hostIn(context, expected))
  const asked = elsewhere === says.answer.host ? undefined : elsewhere
  if (expected === evidence.actualRegion && said === undefined) {
    return alsoNaming(
      asked,
      unsure('the request was turned away, to the region that it was signed for', evidence),
    )
  }
  const found = fail('storage/region-mismatch', {
    ...evidence,
    ...(expected === undefined ? {} : { expectedRegion: expected }),
    // Signed for that region, the request got further: it is not only the server's word.
    confirmed: told?.answered === true && !regionRefused(told.says),
    ...toChange(context, expected, said),
  })
  return alsoNaming(asked, found)
}

/** The host at which the bucket was asked for in its right region; undefined where it is the same. */
function hostIn(context: Context, region: string): string | undefined {
  const target = place(context)?.target
  const endpoint = endpointIn(context, region)
  return target === undefined || endpoint === undefined
    ? undefined
    : hostAsked({ ...target, endpoint })
}
