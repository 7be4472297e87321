/** The limits of one request. */
export interface Limits {
  readonly signal: AbortSignal
  /** When the probe gives up, on the clock of `performance.now()`. */
  readonly until: number
}

/** Requests end this long before the check that waits for them, so that they can say why. */
const RESERVE_MS = 500
/** Within less than this, silence is no evidence: the check runs out of time, and claims nothing. */
const TELLING_MS = 1000

/**
 * The limits of a request made now, on behalf of a check that may take `timeoutMs`; `withinMs`
 * shortens them.
 */
export function limitsOf(
  context: { readonly signal: AbortSignal; readonly timeoutMs: number },
  withinMs = Number.POSITIVE_INFINITY,
): Limits {
  const { signal, timeoutMs } = context
  const own = timeoutMs - RESERVE_MS
  const most = own < TELLING_MS ? timeoutMs + RESERVE_MS : own
  return { signal, until: performance.now() + Math.min(most, withinMs) }
}
