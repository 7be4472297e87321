import {
  type Context,
  fact,
  limitsOf,
  type Outcome,
  type S3Answer,
  type S3Target,
} from '../../src/index.ts'
import { historyOf } from './history.ts'
import { retention } from './retention.ts'
import { notedS3Exchange, type S3Exchange, s3Exchange } from './s3-exchange.ts'
import type { S3Reply } from './s3-reply.ts'
import { canBeVirtual, hostAsked, isLetIn, isStyleRefusal, mayBeStyleRefusal } from './styles.ts'
import { type Place, place } from './target.ts'

/** How the bucket can be addressed, and what it answered. */
export interface WayIn {
  /** The signed listing that several checks judge. */
  readonly listing: S3Exchange
  /** What it said to the bucket in the path, where only the bucket in the host's name is let in. */
  readonly byPath?: S3Reply
  /** What came of trying the bucket in the host's name, where that did not help. */
  readonly byHost?: S3Exchange
  /** The host that was tried for it, which nobody named. */
  readonly tried?: string
}

/** An outcome that also names the hosts that were asked though no setting names them. */
export function alsoNaming<Id extends string>(
  hosts: string | undefined,
  outcome: Outcome<Id>,
): Outcome<Id> {
  if (hosts === undefined || hosts === '' || outcome.status === 'skip') return outcome
  return { ...outcome, evidence: { ...outcome.evidence, alsoAsked: hosts } }
}

/**
 * The way into the bucket, in the product's own style unless only the other one is let in;
 * undefined without a place or keys.
 */
export const wayIn = fact('way in', async (context): Promise<WayIn | undefined> => {
  const at = place(context)
  if (at?.target.keys === undefined) return undefined
  // Asked along with it, so that knowing it before the first write costs no time.
  if (context.mayWrite) retention(context).catch(() => {})
  const byPath = await notedS3Exchange(context, listing(context, at))
  if (
    !byPath.answered ||
    historyOf(context).virtual ||
    !mayBeStyleRefusal(byPath.reply, at.target) ||
    !canBeVirtual(at.target)
  )
    return { listing: byPath }
  const virtual: Place = { ...at, target: { ...at.target, style: 'virtual' } }
  const outright = isStyleRefusal(byPath.reply)
  const byHost = await notedS3Exchange(
    context,
    listing(context, virtual, outright ? undefined : GUESS_MS),
  )
  if (!byHost.answered || !isLetIn(byHost.reply, outright))
    return { listing: byPath, byHost, tried: hostAsked(virtual.target) }
  historyOf(context).virtual = true
  return { listing: byHost, byPath: byPath.reply }
})

/** The signed listing that several checks judge; undefined without a place or keys. */
export const signedAnswer = fact(
  'signed answer',
  async (context): Promise<S3Exchange | undefined> => (await wayIn(context))?.listing,
)

/** An unsigned HEAD of the bucket: what can be told without keys, and the region, even when refused. */
export const unsignedHead = fact(
  'unsigned head',
  async (context): Promise<S3Exchange | undefined> => {
    const limits = limitsOf(context)
    const at = place(context)
    if (at === undefined) return undefined
    const { keys: _, ...target } = at.target
    const s3 = await context.clients.s3(target)
    return s3Exchange(s3.head(limits))
  },
)

type Change = Partial<Omit<S3Target, 'bucket'>>

/** The same listing, signed or requested differently, as an experiment; undefined without a place or keys. */
export async function listSigned(
  context: Context,
  change: Change,
): Promise<S3Exchange | undefined> {
  const at = changed(context, change)
  return at === undefined ? undefined : s3Exchange(listing(context, at))
}

/** As `listSigned`, where the answer also counts in the history of the keys. */
export async function listNoted(context: Context, change: Change): Promise<S3Exchange | undefined> {
  const at = changed(context, change)
  return at === undefined ? undefined : notedS3Exchange(context, listing(context, at))
}

function changed(context: Context, change: Change): Place | undefined {
  const at = place(context)
  return at?.target.keys === undefined ? undefined : { ...at, target: { ...at.target, ...change } }
}

/** A host that may not exist is not waited for as long as the endpoint. */
const GUESS_MS = 2000

async function listing(
  context: Context,
  { target, prefix }: Place,
  withinMs = Number.POSITIVE_INFINITY,
): Promise<S3Answer> {
  const limits = limitsOf(context, withinMs)
  const s3 = await context.clients.s3(target)
  return s3.list(prefix, limits)
}
