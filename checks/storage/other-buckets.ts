import { distance } from 'fastest-levenshtein'
import { type Context, type Evidence, fact, limitsOf } from '../../src/index.ts'
import { listSigned } from './answers.ts'
import { isListed, s3Exchange } from './s3-exchange.ts'
import { textOf } from './s3-reply.ts'
import { place } from './target.ts'

/** A slip of the hand: no further from what was meant than this many letters. */
const SLIP = 2

/** The bucket whose name is nearly the one that was asked for, where the keys may list buckets. */
export const nearestBucket = fact(
  'nearest bucket',
  async (context): Promise<Evidence | undefined> => {
    const limits = limitsOf(context)
    const target = place(context)?.target
    if (target === undefined) return undefined
    const s3 = await context.clients.s3(target)
    const exchange = await s3Exchange(s3.buckets(limits))
    if (!exchange.answered || exchange.reply.root !== 'ListAllMyBucketsResult') return undefined
    const names = [
      ...textOf(exchange.reply).matchAll(/<Name>([a-zA-Z0-9._-]{3,255})<\/Name>/g),
    ].map(([, name = '']) => name)
    const [nearest] = names
      .map((name) => ({ name, off: distance(name.toLowerCase(), target.bucket.toLowerCase()) }))
      .sort((a, b) => a.off - b.off)
    const near = nearest !== undefined && nearest.off <= SLIP
    return { buckets: names.length, ...(near ? { nearest: nearest.name } : {}) }
  },
)

/** The other jurisdictions of an account at R2 (developers.cloudflare.com/r2/reference/data-location). */
const JURISDICTIONS = ['', 'eu.', 'fedramp.']

/** The result of asking for the bucket in the other jurisdictions of R2. */
export interface Elsewhere {
  /** The hosts that were asked. */
  readonly asked: string
  /** The one at which the bucket is. */
  readonly foundAt?: string
}

/** Whether the bucket is in another jurisdiction of R2; undefined everywhere else. */
export const bucketElsewhere = fact(
  'bucket elsewhere',
  async (context): Promise<Elsewhere | undefined> => {
    const { endpoint } = place(context)?.target ?? {}
    const account = /^([0-9a-f]{32})\.(?:eu\.|fedramp\.)?r2\.cloudflarestorage\.com$/.exec(
      endpoint?.hostname ?? '',
    )?.[1]
    if (account === undefined) return undefined
    const hosts = JURISDICTIONS.map((part) => `${account}.${part}r2.cloudflarestorage.com`)
    const others = hosts.filter((host) => host !== endpoint?.hostname)
    const there = await Promise.all(others.map((host) => isThere(context, host)))
    const foundAt = others.find((_, index) => there[index])
    return { asked: others.join(', '), ...(foundAt === undefined ? {} : { foundAt }) }
  },
)

async function isThere(context: Context, host: string): Promise<boolean> {
  const exchange = await listSigned(context, { endpoint: new URL(`https://${host}`) })
  return isListed(exchange)
}
