import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { listen } from '../../support/free-port.ts'
import type { World } from '../line.ts'

/** A name that only the proxy knows the way to; s3rver takes it for its own. */
export const HOST = 's3.localhost'

/** How a proxy of the environment treats what is asked of it. */
export interface Proxied {
  /** The status of its own answer; without one it lets everybody through. */
  readonly refuses?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly page?: string
  /** Whom it refuses; everybody unless given. */
  readonly only?: (request: IncomingMessage) => boolean
  /** It accepts connections, and says nothing on them. */
  readonly silent?: true
  /** It opens a tunnel, and breaks it. */
  readonly breaks?: true
  /** The endpoint as the doctor is given it; by `HOST` unless given. */
  readonly endpoint?: string
  /** Hosts that are to be asked directly. */
  readonly noProxy?: string
}

/** The same world, reached by `http_proxy` or `https_proxy` alone, as its endpoint's scheme wants. */
export function throughProxy(inside: () => Promise<World>, proxied: Proxied = {}) {
  return async (): Promise<World> => {
    const inner = await inside()
    const { hostname, port, protocol } = new URL(inner.flags.endpoint ?? '')
    const behind = { host: hostname, port: Number(port) }
    const proxy = await startProxy(behind, proxied)
    const url = `http://127.0.0.1:${proxy.port}`
    const env = {
      ...(protocol === 'https:' ? { HTTPS_PROXY: url } : { HTTP_PROXY: url }),
      ...(proxied.noProxy === undefined ? {} : { NO_PROXY: proxied.noProxy }),
    }
    return {
      ...inner,
      flags: { ...inner.flags, endpoint: proxied.endpoint ?? `${protocol}//${HOST}` },
      env: { ...inner.env, ...env },
      stop: async () => {
        await proxy.stop()
        await inner.stop()
      },
    }
  }
}

function startProxy(behind: { host: string; port: number }, proxied: Proxied) {
  const { refuses, headers = {}, page = '', only = () => true, silent, breaks } = proxied
  const refused = (asked: IncomingMessage) => refuses !== undefined && only(asked)
  const server = createServer((asked, response) => {
    if (silent) return
    if (refused(asked)) return response.writeHead(refuses ?? 0, { ...headers }).end(page)
    return relay(asked, response, behind)
  })
  server.on('connect', (asked, socket: Socket) => {
    socket.on('error', () => {})
    if (silent) return
    if (refused(asked)) {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
      const length = `content-length: ${Buffer.byteLength(page)}\r\n`
      return socket.end(`HTTP/1.1 ${refuses} Refused\r\n${lines.join('')}${length}\r\n${page}`)
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    if (breaks) return socket.resetAndDestroy()
    const beyond = connect(behind).on('error', () => socket.destroy())
    return socket.pipe(beyond).pipe(socket)
  })
  return listen(server)
}

/** Asks for a client what it asked for with the whole URL, headers untouched. */
function relay(
  asked: IncomingMessage,
  response: ServerResponse,
  behind: { host: string; port: number },
): void {
  const { pathname, search } = new URL(asked.url ?? '', 'http://proxied')
  const path = `${pathname}${search}`
  const sent = request({ ...behind, method: asked.method, path, headers: asked.rawHeaders })
  sent.on('error', () => response.destroy())
  sent.once('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
    answer.pipe(response)
  })
  asked.pipe(sent)
}
