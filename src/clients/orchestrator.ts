import type { Connect } from './connect.ts'
import type { Limits } from './exchange.ts'
import { type HttpAnswer, plainHeaders, readBody } from './http-answer.ts'
import { patiently } from './patience.ts'
import { proxyFor } from './proxy.ts'

/** Asks the orchestrator, with GET only and a bearer token; redirects are not followed. */
export interface Orchestrator {
  get(path: string, token: string | undefined, limits: Limits): Promise<HttpAnswer>
}

/** A client for the orchestrator at `base`. */
export async function createOrchestrator(base: URL, connect: Connect): Promise<Orchestrator> {
  const { Agent, request } = await import('undici')
  const tls = base.protocol === 'https:'
  const host = base.hostname
  const port = Number(base.port || (tls ? 443 : 80))
  const proxy = tls ? proxyFor(base) : undefined

  return {
    get: (path, token, limits) =>
      patiently({ ...limits, host, port }, async ({ signal, reached }) => {
        const agent = new Agent({
          connect: (_, done) => {
            connect({ host, port, tls, proxy, signal, reached }).then(
              (socket) => {
                reached('first-byte')
                done(null, socket)
              },
              (error) => done(error, null),
            )
          },
        })
        try {
          const url = new URL(base)
          url.pathname = `${base.pathname.replace(/\/+$/, '')}${path}`
          const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
          const response = await request(url, {
            method: 'GET',
            dispatcher: agent,
            signal,
            headers: { accept: 'application/json', ...authorization },
          })
          reached('body')
          const read = await readBody(response.body)
          return {
            status: response.statusCode,
            headers: plainHeaders(response.headers),
            host,
            port,
            ...read,
          }
        } finally {
          void agent.destroy().catch(() => {})
        }
      }),
  }
}
