import { type Context, type Evidence, fail, type Outcome, parseHttpDate } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { AGREE_MS, S3_ALLOWS_MS } from '../clock-limits.ts'
import { workspaceList } from '../orchestrator/facts.ts'
import { element, type S3Reply, textOf } from './s3-reply.ts'

/**
 * Whose clock is wrong, where a request was refused for its time: another server that agrees with
 * this machine's clock shows that it is the storage's.
 */
export async function timeRefused(
  context: Context,
  reply: S3Reply,
  evidence: Evidence,
): Promise<Outcome<CauseId>> {
  const local = context.now()
  const own = Date.parse(element(textOf(reply), 'ServerTime') ?? '')
  const front = parseHttpDate(reply.answer.headers.date ?? '')
  const server = Number.isNaN(own) ? front : own
  const seen: Evidence = {
    ...evidence,
    localTime: new Date(local).toISOString(),
    ...(Number.isNaN(server)
      ? {}
      : {
          serverTime: new Date(server).toISOString(),
          skewSeconds: Math.round((local - server) / 1000),
        }),
  }
  // What passed the refusal on, such as a gateway, has a clock of its own.
  if (Math.abs(local - front) < AGREE_MS)
    return fail('storage/clock-skewed', { ...seen, agrees: reply.answer.headers.server ?? 'Date' })
  const witness = await workspaceList(context)
  const other = witness?.answered ? witness.http : undefined
  const theirTime = parseHttpDate(other?.headers.date ?? '')
  return other !== undefined && Math.abs(context.now() - theirTime) < AGREE_MS
    ? fail('storage/clock-skewed', { ...seen, agrees: other.host })
    : fail('host/clock-skewed', seen)
}

/** The cause of a refusal where the server's clock is too far from ours, though it does not say so. */
export function clockOff(
  context: Context,
  reply: S3Reply,
  evidence: Evidence,
): Promise<Outcome<CauseId>> | undefined {
  const { date, age } = reply.answer.headers
  const off = Math.abs(context.now() - parseHttpDate(date ?? ''))
  return age === undefined && off > S3_ALLOWS_MS ? timeRefused(context, reply, evidence) : undefined
}
