import { type Context, type Evidence, fact, limitsOf } from '../../src/index.ts'
import { historyOf } from './history.ts'
import { type S3Exchange, s3Exchange } from './s3-exchange.ts'
import { element, textOf } from './s3-reply.ts'
import { place } from './target.ts'

/** The bucket's answer on whether it keeps every object for a time. */
export const retention = fact('retention', ask)

/** The same, asked again in the style that is let in, where the first was not. */
const retentionByHost = fact('retention by host', ask)

/** How long to wait for an answer to what the product never asks. */
const PATIENCE_MS = 3000

async function ask(context: Context): Promise<S3Exchange | undefined> {
  const limits = limitsOf(context, PATIENCE_MS)
  const at = place(context)
  if (at === undefined) return undefined
  const s3 = await context.clients.s3(at.target)
  return s3Exchange(s3.lock(limits))
}

/** How long the bucket keeps every object; see `keptFor`. */
export async function defaultRetention(context: Context): Promise<Evidence | undefined> {
  const exchange = await retention(context)
  const other = historyOf(context).virtual && exchange?.answered && exchange.reply.root === 'Error'
  return keptFor(other ? await retentionByHost(context) : exchange)
}

/** As `defaultRetention`, but only where it has been asked already. */
export async function knownRetention(context: Context): Promise<Evidence | undefined> {
  return keptFor(await (retentionByHost.peek(context) ?? retention.peek(context)))
}

/**
 * How long the bucket keeps every object, as evidence; undefined where it keeps none, where this
 * server does not know of it, and where the keys may not ask.
 * Source: docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLockConfiguration.html.
 */
function keptFor(exchange: S3Exchange | undefined): Evidence | undefined {
  // Some servers answer a question that they do not know with a listing.
  if (!exchange?.answered || exchange.reply.root !== 'ObjectLockConfiguration') return undefined
  const rule = element(textOf(exchange.reply), 'DefaultRetention')
  if (rule === undefined) return undefined
  const mode = element(rule, 'Mode') ?? ''
  const days = element(rule, 'Days')
  const years = element(rule, 'Years')
  return {
    host: exchange.reply.answer.host,
    httpStatus: exchange.reply.answer.status,
    retention: `${mode} ${days === undefined ? `${years ?? '?'} years` : `${days} days`}`.trim(),
  }
}
