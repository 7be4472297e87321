import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { HttpRequest } from './http-client.ts'

/** A request as the SDK hands it over: signed, but not yet on the wire. */
export interface Signed {
  readonly method: string
  readonly protocol: string
  readonly hostname: string
  readonly port?: number
  readonly path: string
  readonly query?: Readonly<Record<string, string | string[] | null>>
  readonly headers: Record<string, string>
  readonly body?: unknown
}

/** The same as it goes on the wire, with a body that is all there. */
export async function onTheWire({
  method,
  protocol,
  hostname,
  port,
  path,
  query = {},
  headers,
  body,
}: Signed): Promise<HttpRequest> {
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    [values ?? ''].flat().map((value) => `${encode(name)}=${encode(value)}`),
  )
  const url = new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`)
  return {
    method,
    url,
    path: pairs.length === 0 ? path : `${path}?${pairs.join('&')}`,
    headers,
    body:
      body instanceof Readable ? await buffer(body) : body instanceof Uint8Array ? body : undefined,
  }
}

/** As signatures want it: everything but the unreserved characters (RFC 3986 § 2.3). */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
