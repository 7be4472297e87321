import type { Context, S3 } from '../../src/index.ts'
import { notedS3Exchange, type S3Exchange } from './s3-exchange.ts'
import { element } from './s3-reply.ts'

/** Whether nothing is left, what the last attempt got, and the version that is left, if any. */
export interface Removal {
  readonly gone: boolean
  readonly exchange: S3Exchange
  readonly version?: string
  /** A plain delete was let through, and only hid it behind a marker. */
  readonly hidden?: true
}

/** The limit of a removal, whatever the server does. */
const REMOVE_MS = 5000

/**
 * Removes an object of the doctor's, under a signal of its own: what was written must go even
 * after Ctrl-C. By version where it is known, plainly if that is refused; where a plain delete
 * only hid the object behind a marker, every version of it and the marker.
 */
export async function removeProbe(
  context: Context,
  s3: S3,
  key: string,
  version: string | undefined,
): Promise<Removal> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(new Error('the removal took too long')), REMOVE_MS)
  const limits = { signal: late.signal, until: performance.now() + REMOVE_MS }
  const drop = (id?: string) => notedS3Exchange(context, s3.delete(key, id, limits))
  try {
    // A bucket whose versioning is suspended calls its one version `null`: that is plain.
    const known = version === 'null' ? undefined : version
    const refusal = known === undefined ? undefined : await drop(known)
    if (refusal !== undefined && deleted(refusal))
      return { gone: true, exchange: refusal, ...named(known) }
    const exchange = await drop()
    const marker = exchange.answered
      ? exchange.reply.answer.headers['x-amz-delete-marker'] === 'true'
      : false
    if (!marker || !deleted(exchange)) return { gone: deleted(exchange), exchange, ...named(known) }
    const rest = known === undefined ? await versionsOf(context, s3, key, limits) : undefined
    // What kept the version says more than the marker that hides it.
    if (rest === undefined)
      return {
        gone: false,
        hidden: true,
        exchange: refusal ?? exchange,
        ...named(known ?? markerOf(exchange)),
      }
    for (const id of rest) {
      const one = await drop(id)
      if (!deleted(one)) return { gone: false, hidden: true, exchange: one, version: id }
    }
    return { gone: true, exchange }
  } finally {
    clearTimeout(timer)
  }
}

function deleted(exchange: S3Exchange): boolean {
  const status = exchange.answered ? exchange.reply.answer.status : 0
  return (status >= 200 && status < 300) || status === 404
}

function named(version: string | undefined): { version?: string } {
  return version === undefined ? {} : { version }
}

function markerOf(exchange: S3Exchange): string | undefined {
  return exchange.answered ? exchange.reply.answer.headers['x-amz-version-id'] : undefined
}

/** The ids of all versions and markers of exactly this key; undefined where they may not be listed. */
async function versionsOf(
  context: Context,
  s3: S3,
  key: string,
  limits: Parameters<S3['versions']>[1],
): Promise<string[] | undefined> {
  const exchange = await notedS3Exchange(context, s3.versions(key, limits))
  if (!exchange.answered || exchange.reply.root !== 'ListVersionsResult') return undefined
  const text = exchange.reply.answer.body.toString('utf8')
  return text.split(/<(?:Version|DeleteMarker)>/).flatMap((entry) => {
    const id = element(entry, 'VersionId')
    return id !== undefined && element(entry, 'Key') === key ? [id] : []
  })
}
