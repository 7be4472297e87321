import {
  type Context,
  defineCheck,
  type Evidence,
  fail,
  type Outcome,
  pass,
  skip,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { networkOutcome } from '../network.ts'
import { alsoNaming, wayIn } from './answers.ts'
import { bucketElsewhere, nearestBucket } from './other-buckets.ts'
import { element, isListing, type S3Reply, s3Evidence, textOf } from './s3-reply.ts'
import { bucketTaken, isStyleRefusal } from './styles.ts'

export default defineCheck<CauseId>({
  id: 'storage/bucket',
  title: 'Bucket is there',
  needs: ['storage/region', 'storage/credentials'],
  network: true,
  async run(context) {
    const way = await wayIn(context)
    if (way === undefined) return skip('there is no signed answer to judge')
    const { listing: exchange, byPath, byHost } = way
    if (!exchange.answered) return networkOutcome(exchange.trouble)
    const { reply } = exchange
    const bucket = context.settings.get('bucket') ?? ''
    const evidence = { ...s3Evidence(reply), bucket }
    if (isStyleRefusal(reply)) {
      if (byHost?.answered === false)
        return networkOutcome(byHost.trouble, { pathStyle: reply.code ?? '' })
      return fail('storage/virtual-host-impossible', evidence)
    }
    const taken = bucketTaken(reply, bucket)
    if (taken !== undefined)
      return fail('storage/host-not-served', { ...evidence, bucketName: taken })
    if (reply.code === 'NoSuchBucket') return missing(context, evidence)
    if (reply.code === 'InvalidBucketName')
      return fail('storage/bucket-name-invalid', { ...evidence, found: 'the server refuses it' })
    const other = otherListed(reply, bucket)
    if (other !== undefined) return fail('storage/not-this-bucket', { ...evidence, ...other })
    if (byPath !== undefined) {
      const { code = '', answer } = byPath
      const refused = { pathStyle: code, pathStyleStatus: answer.status }
      return fail('storage/path-style-refused', { ...evidence, ...refused })
    }
    // A denial (403) is about what may be done there: a bucket that is not there is a 404.
    return reply.code === 'AccessDenied' ? denied(context, evidence) : pass(evidence)
  },
})

async function missing(context: Context, evidence: Evidence): Promise<Outcome<CauseId>> {
  const [elsewhere, nearest] = await Promise.all([bucketElsewhere(context), nearestBucket(context)])
  const { foundAt } = elsewhere ?? {}
  const outcome = fail('storage/no-such-bucket', {
    ...evidence,
    ...(foundAt === undefined ? {} : { foundAt }),
    ...(nearest ?? {}),
  })
  return alsoNaming(elsewhere?.asked, outcome)
}

/** R2 answers a denial too for a bucket of another jurisdiction (cloudflare/sandbox-sdk#731). */
async function denied(context: Context, evidence: Evidence): Promise<Outcome<CauseId>> {
  const { asked, foundAt } = (await bucketElsewhere(context)) ?? {}
  const outcome =
    foundAt === undefined
      ? pass(evidence)
      : fail('storage/no-such-bucket', { ...evidence, foundAt })
  return alsoNaming(asked, outcome)
}

/** What was listed in place of the bucket; undefined where it is this bucket, or not a listing. */
function otherListed(reply: S3Reply, bucket: string): Evidence | undefined {
  const { root, answer, code } = reply
  if (root === 'ListAllMyBucketsResult') return { root }
  // The bucket was taken for the key of an object.
  if (code === 'NoSuchKey') return { key: element(textOf(reply), 'Key') ?? bucket }
  if (!isListing(reply)) {
    return root !== undefined && answer.status === 200 && root !== 'Error' ? { root } : undefined
  }
  const listed = element(textOf(reply), 'Name')
  if (listed === undefined || listed === '') return undefined
  return bare(listed) === bare(bucket) ? undefined : { listed }
}

/** Ceph lets a tenant stand before a name, and may put it there itself. */
function bare(name: string): string {
  return name.replace(/^[^:/]*[:/]/, '').toLowerCase()
}
