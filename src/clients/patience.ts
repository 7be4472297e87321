import { abortable } from './abortable.ts'
import { asTrouble, type Stage, troubleError } from './trouble.ts'

/** A server that accepted a request may think this long before it is asked once more. */
const FIRST_BYTE_MS = 5000
/** With less time left, a second try could tell nothing. */
const SHORTEST_TRY_MS = 500

/** Who is asked, and how much time there is. */
export interface Asking {
  readonly host: string
  readonly port: number
  readonly signal: AbortSignal
  /** When the probe gives up, on the clock of `performance.now()`. */
  readonly until: number
  readonly onStage?: ((stage: Stage) => void) | undefined
}

/** One try: its signal, and where it reports how far it came. */
export interface Try {
  readonly signal: AbortSignal
  readonly reached: (stage: Stage) => void
  /** Whether this is the second try, which must not reuse a connection. */
  readonly again: boolean
}

/**
 * Asks a server: at most five seconds for the first byte, then once more on a new connection
 * with what is left. Rejects with an error that carries a `Trouble` naming the stage.
 */
export async function patiently<T>(asking: Asking, attempt: (one: Try) => Promise<T>): Promise<T> {
  const end = asking.until
  try {
    return await once(asking, attempt, end, FIRST_BYTE_MS, false)
  } catch (error) {
    const { stage, code } = asTrouble(error, 'first-byte', asking)
    const left = end - performance.now()
    if (
      asking.signal.aborted ||
      stage !== 'first-byte' ||
      code !== 'TIMEOUT' ||
      left < SHORTEST_TRY_MS
    )
      throw error
    return once(asking, attempt, end, left, true)
  }
}

async function once<T>(
  { host, port, signal, onStage }: Asking,
  attempt: (one: Try) => Promise<T>,
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
    const message = `nothing within ${Number((afterMs / 1000).toFixed(1))} s`
    own.abort(troubleError({ stage, host, port, code: 'TIMEOUT', afterMs, message }))
  }
  const all = setTimeout(late, Math.max(1, end - start))
  const reached = (next: Stage) => {
    stage = next
    onStage?.(next)
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
