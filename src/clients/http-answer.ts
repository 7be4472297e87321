/** What an http server answered, as it was on the wire. */
export interface HttpAnswer {
  readonly status: number
  /** By lower-case name; several of one name are joined with `, `. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** Whether the body was cut at its limit. */
  readonly truncated: boolean
  readonly host: string
  readonly port: number
  /** The proxy of the environment that was in between, as `host:port`. */
  readonly through?: string
}

/** How much of a body is read: no answer that the doctor asks for is larger. */
const LARGEST_BODY = 262_144

const FIRST_ROOM = 16_384

/** What was read of a body. */
export type Read = Pick<HttpAnswer, 'body' | 'truncated'>

/** The beginning of a body, up to its limit. */
export async function readBody(stream: AsyncIterable<Buffer>, limit = LARGEST_BODY): Promise<Read> {
  // One buffer that grows: as an object of its own, a chunk of one byte costs a hundred.
  let held = Buffer.allocUnsafe(Math.min(limit, FIRST_ROOM))
  let size = 0
  for await (const chunk of stream) {
    const taken = chunk.subarray(0, limit - size)
    if (size + taken.length > held.length) {
      const grown = Buffer.allocUnsafe(
        Math.min(limit, Math.max(2 * held.length, size + taken.length)),
      )
      held.copy(grown, 0, 0, size)
      held = grown
    }
    taken.copy(held, size)
    size += taken.length
    // Leaving the loop destroys the stream.
    if (taken.length < chunk.length) return { body: held, truncated: true }
  }
  return { body: held.subarray(0, size), truncated: false }
}

/** Headers as node:http and undici give them, one string a name. */
export function plainHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), String(value)]],
    ),
  )
}
