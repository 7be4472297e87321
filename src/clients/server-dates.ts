import type { HttpAnswer } from './http-answer.ts'
import { parseHttpDate } from './http-date.ts'

/** What a server's answer says of our clock. */
export interface ServerDate {
  readonly host: string
  /** The time that the server gave, in milliseconds since 1970. */
  readonly serverTime: number
  /**
   * How far our clock is ahead of the server's, in milliseconds: the smallest value that the answer
   * allows.
   */
  readonly aheadMs: number
}

/** The resolution of a `Date` header (RFC 9110 § 5.6.7). */
const RESOLUTION_MS = 1000

/**
 * Asks a server and notes its `Date`, of a failed answer too. What a cache has kept (`Age`) is
 * not the time.
 */
export async function dated<T extends HttpAnswer>(
  seen: ServerDate[],
  now: () => number,
  ask: () => Promise<T>,
): Promise<T> {
  const sent = now()
  const answer = await ask()
  const { host, headers } = answer
  const serverTime = parseHttpDate(headers.date ?? '')
  if (!Number.isNaN(serverTime) && headers.age === undefined) {
    // The server wrote it at some moment while we waited, and left the rest of the second out.
    const most = now() - serverTime
    const least = sent - serverTime - RESOLUTION_MS
    const aheadMs = least > 0 ? least : most < 0 ? most : 0
    seen.push({ host, serverTime, aheadMs })
  }
  return answer
}
