import { abortable } from './abortable.ts'
import type { Address } from './address.ts'
import type { Limits } from './limits.ts'
import { asTrouble, type Stage, troubleError } from './trouble.ts'

/** How long a server that accepted a request may take to answer before it is asked once more. */
const FIRST_BYTE_MS = 5000
/** With less time left, a second attempt could tell nothing. */
const SHORTEST_ATTEMPT_MS = 500

/** Silence for less than this says nothing about the server. */
const TOO_SHORT_MS = 300

type Peer = Pick<Address, 'host' | 'port'>

/** One attempt: its signal, and where it reports how far it came. */
export interface Attempt {
  readonly signal: AbortSignal
  readonly reached: (stage: Stage) => void
  /** Whether this is the second attempt, which must not reuse a connection. */
  readonly again: boolean
}

/**
 * Makes a request within its limits: at most five seconds for the first byte, then once more on a
 * new connection with the time that is left. Rejects with an error that carries a `Trouble` naming
 * the stage.
 */
export async function withinLimits<T>(
  request: Limits & Peer,
  attempt: (one: Attempt) => Promise<T>,
): Promise<T> {
  const end = request.until
  try {
    return await once(request, attempt, end, FIRST_BYTE_MS, false)
  } catch (error) {
    const { stage, code } = asTrouble(error, 'first-byte', request)
    const left = end - performance.now()
    if (
      request.signal.aborted ||
      stage !== 'first-byte' ||
      code !== 'TIMEOUT' ||
      left < SHORTEST_ATTEMPT_MS
    )
      throw error
    return once(request, attempt, end, left, true)
  }
}

async function once<T>(
  { host, port, signal }: Limits & Peer,
  attempt: (one: Attempt) => Promise<T>,
  end: number,
  firstByteMs: number,
  again: boolean,
): Promise<T> {
  // Begun all the same, it would fail with nobody listening, and that ends the process.
  signal.throwIfAborted()
  const own = new AbortController()
  const start = performance.now()
  let stage: Stage = 'dns'
  let first: NodeJS.Timeout | undefined
  const late = () => {
    const afterMs = Math.round(performance.now() - start)
    const code = afterMs < TOO_SHORT_MS ? 'NO_TIME' : 'TIMEOUT'
    const message = `nothing within ${Number((afterMs / 1000).toFixed(1))} s`
    own.abort(troubleError({ stage, host, port, code, afterMs, message }))
  }
  const all = setTimeout(late, Math.max(1, end - start))
  const reached = (next: Stage) => {
    stage = next
    clearTimeout(first)
    if (next === 'first-byte') first = setTimeout(late, Math.max(1, firstByteMs))
  }
  try {
    const either = AbortSignal.any([signal, own.signal])
    const work = attempt({ signal: either, reached, again })
    // Not every client gives a request up when its signal says so: Redis' waits on.
    return await abortable<T>(either, (resolve, reject) => {
      work.then(resolve, reject)
      return () => {}
    })
  } catch (error) {
    if (signal.aborted) throw signal.reason
    const reason: unknown = own.signal.aborted ? own.signal.reason : error
    throw troubleError(asTrouble(reason, stage, { host, port }))
  } finally {
    clearTimeout(all)
    clearTimeout(first)
  }
}
