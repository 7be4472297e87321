import { setTimeout as sleep } from 'node:timers/promises'
import { type Context, limitsOf, type S3 } from '../../src/index.ts'
import { probeKey } from './probe-key.ts'
import { type Removal, removeProbe } from './remove-probe.ts'
import { notedS3Exchange, type S3Exchange } from './s3-exchange.ts'

/** The result of reading the object, and whether it was what had been written. */
export interface ReadBack {
  readonly exchange: S3Exchange
  readonly same: boolean
  /** How often it was asked for: a store may need a moment to show what was written. */
  readonly reads: number
}

/** The parts of one round trip, each as soon as it is known; `got` only where the put went through. */
export interface RoundTrip {
  readonly key: string
  readonly put: Promise<S3Exchange>
  /** Whether the put was accepted. */
  readonly stored: Promise<boolean>
  readonly got: Promise<ReadBack | undefined>
  /** Reads it once more. */
  read(): Promise<ReadBack>
  readonly removed: Promise<Removal>
  /** Tries once more to remove the object. */
  again(): Promise<Removal>
}

const BYTES = 100
/** How long a put that was sent may take to be stored and answered after Ctrl-C. */
const STORED_MS = 1000
/** The pauses before an object that is not found is asked for again (benbjohnson/litestream#903). */
const LATE_MS = [200, 800]

/**
 * Writes, reads and removes one object, as the product's own format test does: 100 random bytes
 * under `testing/`, read back and compared (juicedata/juicefs, cmd/format.go). The removal is tried whenever a put was sent, whatever
 * came back, under a signal of its own, and the run does not end before it has.
 */
export function roundTrip(context: Context, s3: S3, bucket: string, prefix: string): RoundTrip {
  const key = probeKey(prefix, context.now())
  const body = crypto.getRandomValues(Buffer.alloc(BYTES))
  const name = `s3://${bucket}/${key}`
  const limits = () => limitsOf(context)
  const unremoved = unremovedIn(context)

  context.leftovers.add(name)
  const put = notedS3Exchange(
    context,
    s3.put(key, body, { ...limits(), signal: later(context.signal) }),
  )
  const read = async (): Promise<ReadBack> => {
    for (let reads = 1; ; reads += 1) {
      const exchange = await notedS3Exchange(context, s3.get(key, limits()))
      const late = exchange.answered && exchange.reply.code === 'NoSuchKey'
      const pause = late ? LATE_MS[reads - 1] : undefined
      if (pause === undefined || context.signal.aborted)
        return {
          exchange,
          same: exchange.answered && body.equals(exchange.reply.answer.body),
          reads,
        }
      await sleep(pause, undefined, { signal: context.signal }).catch(() => {})
    }
  }
  const stored = put.then((exchange) => exchange.answered && exchange.reply.answer.status === 200)
  const got = stored.then((there) => (there && !context.signal.aborted ? read() : undefined))
  const remove = async (): Promise<Removal> => {
    const exchange = await put.catch(() => undefined)
    const fate = fateOf(exchange)
    if (exchange !== undefined && fate === 'not sent') return { gone: true, exchange }
    const version = exchange?.answered
      ? exchange.reply.answer.headers['x-amz-version-id']
      : undefined
    const removal = await removeProbe(context, s3, key, version)
    return fate === 'refused' ? { ...removal, gone: true } : removal
  }
  const again = async (): Promise<Removal> => {
    const removal = await remove()
    if (!removal.gone) unremoved.add(trip)
    else {
      context.leftovers.delete(name)
      unremoved.delete(trip)
    }
    return removal
  }
  const removed = got.catch(() => undefined).then(again)
  const trip: RoundTrip = { key, put, stored, got, read, removed, again }
  context.finish(removed)
  // Each part has its reader, but a run that ends early may leave one without.
  for (const part of [put, stored, got, removed]) part.catch(() => {})
  return trip
}

const unremovedTrips = new WeakMap<Context['memory'], Set<RoundTrip>>()

/**
 * The round trips of this run whose object could not be removed: these are retried, and no other is
 * written.
 */
export function unremovedIn({ memory }: Context): Set<RoundTrip> {
  const trips = unremovedTrips.get(memory) ?? new Set()
  unremovedTrips.set(memory, trips)
  return trips
}

/** Aborted a moment after `signal`: the removal of what is only just being stored would come too early. */
function later(signal: AbortSignal): AbortSignal {
  const late = new AbortController()
  const abort = () => {
    setTimeout(() => late.abort(signal.reason), STORED_MS).unref()
  }
  if (signal.aborted) late.abort(signal.reason)
  else signal.addEventListener('abort', abort, { once: true })
  return late.signal
}

/** What a put may have done: nothing was sent, it was refused, or it may be stored, whatever came back. */
function fateOf(exchange: S3Exchange | undefined): 'not sent' | 'refused' | 'perhaps stored' {
  if (exchange === undefined) return 'perhaps stored'
  if (exchange.answered) {
    const { status } = exchange.reply.answer
    return status >= 300 && status < 500 ? 'refused' : 'perhaps stored'
  }
  switch (exchange.trouble.stage) {
    case 'dns':
    case 'tcp':
    case 'tls':
    case 'proxy':
      return 'not sent'
    case 'send':
    case 'first-byte':
    case 'body':
      return 'perhaps stored'
  }
}
