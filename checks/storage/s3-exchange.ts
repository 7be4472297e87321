import type { Context, S3Answer } from '../../src/index.ts'
import { exchangeOf, type Unanswered } from '../exchange.ts'
import { noteAnswer } from './history.ts'
import { isListing, readS3, type S3Reply } from './s3-reply.ts'

/** What came of one request to S3. */
export type S3Exchange = S3Answered | Unanswered

/** A request that S3 replied to. */
export interface S3Answered {
  readonly answered: true
  readonly reply: S3Reply
  /** Whether it was refused as keys are that have only just been made. */
  readonly freshKeys: boolean
}

/** Awaits the reply to a request, and notes in the run's history whether it refused fresh keys. */
export async function notedS3Exchange(
  context: Context,
  request: Promise<S3Answer>,
): Promise<S3Exchange> {
  const exchange = await s3Exchange(request)
  if (!exchange.answered) return exchange
  const { answer, code } = exchange.reply
  const good = answer.status >= 200 && answer.status < 300
  return { ...exchange, freshKeys: noteAnswer(context, code, good) }
}

/** Awaits the reply to a request whose refusal says nothing about whether the keys are fresh. */
export async function s3Exchange(request: Promise<S3Answer>): Promise<S3Exchange> {
  const exchange = await exchangeOf(request)
  return exchange.answered
    ? { answered: true, reply: readS3(exchange.reply), freshKeys: false }
    : exchange
}

/** Whether a bucket was listed. */
export function isListed(exchange: S3Exchange | undefined): boolean {
  return exchange?.answered === true && isListing(exchange.reply)
}

/** Whether the reply is a denial. */
export function isDenied(exchange: S3Exchange | undefined): boolean {
  return exchange?.answered === true && exchange.reply.code === 'AccessDenied'
}
