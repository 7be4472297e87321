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

/** What is read of a body: no answer that the doctor asks for is larger. */
export const LARGEST_BODY = 262_144

/** The first of a body, up to its limit. */
export async function readBody(
  stream: AsyncIterable<Buffer>,
  limit = LARGEST_BODY,
): Promise<{ body: Buffer; truncated: boolean }> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    chunks.push(chunk)
    size += chunk.length
    // Leaving the loop destroys the stream.
    if (size > limit) return { body: Buffer.concat(chunks).subarray(0, limit), truncated: true }
  }
  return { body: Buffer.concat(chunks), truncated: false }
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
