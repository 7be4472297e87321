// Of undici only this: its index loads fetch, WebSockets and caches as well, twice as much again.
import request from 'undici/lib/api/api-request.js'
import Agent from 'undici/lib/dispatcher/agent.js'
import { addressOf } from './address.ts'
import type { Connect } from './connect.ts'
import { type HttpAnswer, plainHeaders, readBody } from './http-answer.ts'
import type { Limits } from './limits.ts'
import { onRoute, proxyLogin, type Router, throughOf, unlessFromRelay } from './proxy.ts'
import { troubleError, troubleOf } from './trouble.ts'
import { type Attempt, withinLimits } from './within-limits.ts'

/** Asks the orchestrator, with GET only and a bearer token; redirects are not followed. */
export interface Orchestrator {
  get(path: string, token: string | undefined, limits: Limits): Promise<HttpAnswer>
}

/** Room for a list of many thousand workspaces; an answer without end is cut. */
const LARGEST_LIST = 4_194_304

/** A client for the orchestrator at `base`. */
export function createOrchestrator(base: URL, connect: Connect, routeTo: Router): Orchestrator {
  const route = routeTo(base)
  const { relay } = route
  const { host, port } = addressOf(base)
  const root = base.pathname.replace(/(?<!\/)\/+$/, '')

  async function ask(
    path: string,
    token: string | undefined,
    { signal, reached }: Attempt,
  ): Promise<HttpAnswer> {
    const agent = new Agent({
      connect: (_, done) => {
        connect({ ...route, signal, reached }).then(
          (socket) => {
            reached('first-byte')
            done(null, socket)
          },
          (error) => done(error, null),
        )
      },
    })
    try {
      const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
      const relayed = relay === undefined ? {} : { host: base.host, ...proxyLogin(relay) }
      const response = await request.call(agent, {
        method: 'GET',
        origin: (relay ?? base).origin,
        path: `${relay === undefined ? '' : base.origin}${root}${path}`,
        signal,
        headers: { accept: 'application/json', ...authorization, ...relayed },
      })
      reached('body')
      const { statusCode: status, headers } = response
      const read = await readBody(response.body, LARGEST_LIST)
      return unlessFromRelay(
        { status, headers: plainHeaders(headers), host, port, ...throughOf(route), ...read },
        route,
      )
    } finally {
      void agent.destroy().catch(() => {})
    }
  }

  return {
    get: async (path, token, limits) => {
      try {
        return await withinLimits({ ...limits, host, port }, (one) => ask(path, token, one))
      } catch (error) {
        const trouble = troubleOf(error)
        if (trouble === undefined) throw error
        throw troubleError(onRoute(trouble, route))
      }
    },
  }
}
