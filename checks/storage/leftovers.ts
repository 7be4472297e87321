import { type Context, defineCheck, fail, limitsOf, pass, skip } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { signedAnswer } from './answers.ts'
import { type ListedObject, listingOf } from './listing.ts'
import { madeAt, OWN } from './probe-key.ts'
import { type S3Exchange, s3Exchange } from './s3-exchange.ts'
import { isListing, s3Evidence } from './s3-reply.ts'
import { place } from './target.ts'

/** What is younger may belong to a run that is still going, which removes it itself. */
const AN_HOUR = 3_600_000
/** Nothing depends on the answer, so it is not waited for any longer. */
const WITHIN_MS = 2500

export default defineCheck<CauseId>({
  id: 'storage/leftovers',
  title: 'Nothing is left of earlier runs of the doctor',
  needs: ['storage/bucket'],
  network: true,
  async run(context) {
    const at = place(context)
    const first = await signedAnswer(context)
    if (at === undefined || !first?.answered || !isListing(first.reply))
      return skip('the bucket may not be listed')
    // A listing of the workspace that is complete holds them too.
    const exchange = listingOf(first.reply).truncated ? await ask(context) : first
    if (!exchange?.answered || !isListing(exchange.reply))
      return skip(`what lies under ${at.prefix}testing/ was not listed`)
    const { objects, truncated: cut } = listingOf(exchange.reply)
    const old = older(objects, at.prefix, context.now() - AN_HOUR)
    const evidence = s3Evidence(exchange.reply, 's3:ListBucket')
    const [oldest, ...others] = old
    if (oldest === undefined) return pass(evidence)
    const alsoLeft = others.map(({ key }) => key).join(', ')
    return fail('storage/leftover', {
      ...evidence,
      bucket: at.target.bucket,
      key: oldest.key,
      written: new Date(oldest.at).toISOString(),
      ...(alsoLeft === '' ? {} : { alsoLeft, folder: `${at.prefix}testing/` }),
      ...(alsoLeft !== '' && cut ? { more: true } : {}),
    })
  },
})

/** Lists what the doctor itself writes, beside the round trip of this run. */
async function ask(context: Context): Promise<S3Exchange | undefined> {
  const limits = limitsOf(context, WITHIN_MS)
  const at = place(context)
  if (at === undefined) return undefined
  const s3 = await context.clients.s3(at.target)
  return s3Exchange(s3.list(`${at.prefix}${OWN}`, limits))
}

/** The doctor's own objects that were made before `limit`, the oldest first. */
function older(
  objects: readonly ListedObject[],
  prefix: string,
  limit: number,
): { readonly key: string; readonly at: number }[] {
  return objects
    .flatMap(({ key }) => {
      const at = madeAt(key, prefix)
      return at !== undefined && at < limit ? [{ key, at }] : []
    })
    .sort((a, b) => a.at - b.at)
}
