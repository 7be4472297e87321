import type { HttpClient } from './exchange.ts'
import type { HttpAnswer } from './http-answer.ts'
import type { Limits } from './limits.ts'

/** Asks the orchestrator, with GET only and a bearer token; redirects are not followed. */
export interface Orchestrator {
  get(path: string, token: string | undefined, limits: Limits): Promise<HttpAnswer>
}

/** A list of many thousand workspaces is read whole; what never ends is not. */
const LARGEST_LIST = 4_194_304

/** A client for the orchestrator at `base`. */
export function createOrchestrator(base: URL, http: HttpClient): Orchestrator {
  const root = base.pathname.replace(/(?<!\/)\/+$/, '')
  return {
    get: (path, token, limits) => {
      const login = token === undefined ? undefined : { authorization: `Bearer ${token}` }
      // Named here: behind a proxy, the port that goes without saying is that of the proxy's kind.
      const headers = { host: base.host, accept: 'application/json', ...login }
      const request = { method: 'GET', url: base, path: `${root}${path}`, headers }
      return http.exchange({ ...request, largestBody: LARGEST_LIST }, limits)
    },
  }
}
