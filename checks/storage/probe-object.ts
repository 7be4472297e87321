import { randomBytes } from 'node:crypto'
import { type Context, limitsOf, type S3 } from '../../src/index.ts'
import { type Told, tell } from './told.ts'

/** The parts of one round trip, each as soon as it is known; `got` only where the put went through. */
export interface RoundTrip {
  readonly key: string
  readonly put: Promise<Told>
  readonly got: Promise<{ readonly told: Told; readonly same: boolean } | undefined>
  readonly removed: Promise<Removal>
}

/** Whether the object is gone, and what the last attempt to remove it said. */
export interface Removal {
  readonly gone: boolean
  readonly told: Told
  readonly version?: string
}

const REMOVE_MS = 5000
const BYTES = 100

/**
 * What the product's own format test writes: 100 random bytes under `testing/`, read back,
 * compared and removed (juicedata/juicefs, cmd/format.go). The key tells whose it is and when.
 */
function probeKey(prefix: string, now: number): string {
  return `${prefix}testing/artifacts-doctor-${now.toString(36)}-${randomBytes(5).toString('hex')}`
}

/**
 * Writes, reads and removes one object. The removal is tried whenever a put was sent, whatever
 * came back, under a signal of its own, and the run does not end before it has.
 */
export function roundTrip(context: Context, s3: S3, bucket: string, prefix: string): RoundTrip {
  const key = probeKey(prefix, context.now())
  const body = randomBytes(BYTES)
  const name = `s3://${bucket}/${key}`
  const limits = () => limitsOf(context)

  context.leftovers.add(name)
  const put = tell(context, s3.put(key, body, limits()))
  const got = put.then(async (told) => {
    if (!told.answered || told.says.answer.status !== 200 || context.signal.aborted)
      return undefined
    const read = await tell(context, s3.get(key, limits()))
    return { told: read, same: read.answered && body.equals(read.says.answer.body) }
  })
  const removed = got
    .catch(() => {})
    .then(() => put.catch(() => undefined))
    .then((told) =>
      remove(
        context,
        s3,
        key,
        told?.answered ? told.says.answer.headers['x-amz-version-id'] : undefined,
      ),
    )
    .then((removal) => {
      if (removal.gone) context.leftovers.delete(name)
      return removal
    })
  context.finish(removed)
  // Each part has its reader, but a run that ends early may leave one without.
  for (const part of [put, got, removed]) part.catch(() => {})
  return { key, put, got, removed }
}

async function remove(
  context: Context,
  s3: S3,
  key: string,
  version: string | undefined,
): Promise<Removal> {
  // Not the run's signal: what was written must go even after Ctrl-C.
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(new Error('the removal took too long')), REMOVE_MS)
  const limits = { signal: late.signal, until: performance.now() + REMOVE_MS + 500 }
  const attempt = async (id: string | undefined): Promise<Removal> => {
    const told = await tell(context, s3.delete(key, id, limits))
    const status = told.answered ? told.says.answer.status : 0
    const gone = (status >= 200 && status < 300) || status === 404
    return { gone, told, ...(version === undefined ? {} : { version }) }
  }
  try {
    const first = await attempt(version === 'null' ? undefined : version)
    return first.gone || version === undefined ? first : await attempt(undefined)
  } finally {
    clearTimeout(timer)
  }
}
