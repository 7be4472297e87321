import { type Context, type Evidence, fact, limitsOf } from '../../src/index.ts'
import { historyOf } from './history.ts'
import { element, textOf } from './s3-says.ts'
import { place } from './target.ts'
import { aside, type Told } from './told.ts'

/** What the bucket says of whether it keeps every object for a time. */
export const retention = fact('retention', ask)

/** The same, asked again in the style that is let in, where the first was not. */
const retentionByHost = fact('retention by host', ask)

/** A server that lists and does not answer this is not waited for: the product never asks it. */
const PATIENCE_MS = 3000

async function ask(context: Context): Promise<Told | undefined> {
  const limits = limitsOf(context, PATIENCE_MS)
  const at = place(context)
  if (at === undefined) return undefined
  const s3 = await context.clients.s3(at.target)
  return aside(s3.lock(limits))
}

/** How long the bucket keeps every object; see `keptFor`. */
export async function defaultRetention(context: Context): Promise<Evidence | undefined> {
  const told = await retention(context)
  const other = historyOf(context).virtual && told?.answered && told.says.root === 'Error'
  return keptFor(other ? await retentionByHost(context) : told)
}

/** The same, as far as it was asked already. */
export async function knownRetention(context: Context): Promise<Evidence | undefined> {
  return keptFor(await (retentionByHost.peek(context) ?? retention.peek(context)))
}

/**
 * How long the bucket keeps every object, as evidence; undefined where it keeps none, where this
 * server does not know of it, and where the keys may not ask.
 * Source: docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLockConfiguration.html.
 */
function keptFor(told: Told | undefined): Evidence | undefined {
  // Some servers answer a question that they do not know with a listing.
  if (!told?.answered || told.says.root !== 'ObjectLockConfiguration') return undefined
  const rule = element(textOf(told.says), 'DefaultRetention')
  if (rule === undefined) return undefined
  const mode = element(rule, 'Mode') ?? ''
  const days = element(rule, 'Days')
  const years = element(rule, 'Years')
  return {
    host: told.says.answer.host,
    httpStatus: told.says.answer.status,
    retention: `${mode} ${days === undefined ? `${years ?? '?'} years` : `${days} days`}`.trim(),
  }
}
