import * as http from 'node:http'
import * as https from 'node:https'
import { addressOf } from './address.ts'
import type { Connect } from './connect.ts'
import { type HttpAnswer, plainHeaders, type Read, readBody } from './http-answer.ts'
import type { Limits } from './limits.ts'
import { onRoute, proxyLogin, type Router, throughOf, unlessFromRelay } from './proxy.ts'
import { troubleError, troubleOf } from './trouble.ts'
import { type Attempt, withinLimits } from './within-limits.ts'

/** One HTTP request, complete: what is given is what is sent. */
export interface HttpRequest {
  readonly method: string
  readonly url: URL
  /** The path and query as they must stand on the wire. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array | undefined
}

/** Sends requests on connections that are kept for the next one. */
export interface HttpClient {
  exchange(request: HttpRequest, limits: Limits): Promise<HttpAnswer>
  /** Closes every connection; the next request makes a new one. */
  close(): void
}

/** An http client over `connect`, for servers whose every byte matters. */
export function createHttpClient(connect: Connect, routeTo: Router): HttpClient {
  const agents: http.Agent[] = []
  const agent = (tls: boolean) => {
    const made = tls ? new https.Agent({ keepAlive: true }) : new http.Agent({ keepAlive: true })
    agents.push(made)
    return made
  }
  let shared: { plain: http.Agent; tls: http.Agent } | undefined

  function send(request: HttpRequest, { signal, reached, again }: Attempt): Promise<HttpAnswer> {
    const { url, method, headers, body } = request
    const route = routeTo(url)
    const { tls, relay } = route
    const { host, port } = addressOf(url)
    shared ??= { plain: agent(false), tls: agent(true) }
    const chosen = again ? agent(tls) : tls ? shared.tls : shared.plain
    chosen.createConnection = (_, done) => {
      connect({ ...route, signal, reached }).then(
        (socket) => done?.(null, socket),
        (error) => done?.(error, undefined as never),
      )
      return undefined
    }
    return new Promise((resolve, reject) => {
      const relayed = relay === undefined ? {} : proxyLogin(relay)
      const path = relay === undefined ? request.path : `${url.origin}${request.path}`
      const options = {
        host,
        port,
        method,
        path,
        headers: { ...headers, ...relayed },
        agent: chosen,
        signal,
      }
      const sent = tls ? https.request(options) : http.request(options)
      sent.once('finish', () => reached('first-byte'))
      sent.once('error', (error) => {
        // A kept connection may have been closed by the server meanwhile: that is no trouble.
        if (sent.reusedSocket && !signal.aborted)
          resolve(send(request, { signal, reached, again: true }))
        else reject(error)
      })
      const answer = ({ statusCode: status = 0, headers }: http.IncomingMessage, read: Read) => {
        resolve({
          status,
          headers: plainHeaders(headers),
          host,
          port,
          ...throughOf(route),
          ...read,
        })
      }
      sent.once('response', (response) => {
        reached('body')
        readBody(response).then((read) => answer(response, read), reject)
      })
      // Nobody asked to switch protocols; without a listener, the answer would be lost.
      sent.once('upgrade', (response, socket) => {
        socket.destroy()
        answer(response, { body: Buffer.alloc(0), truncated: false })
      })
      sent.end(body)
    })
  }

  return {
    exchange: async (request, limits) => {
      const { host, port } = addressOf(request.url)
      const route = routeTo(request.url)
      try {
        return await withinLimits({ ...limits, host, port }, async (one) =>
          unlessFromRelay(await send(request, one), route),
        )
      } catch (error) {
        const trouble = troubleOf(error)
        if (trouble === undefined) throw error
        throw troubleError(onRoute(trouble, route))
      }
    },
    close: () => {
      for (const made of agents.splice(0)) made.destroy()
      shared = undefined
    },
  }
}
