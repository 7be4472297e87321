import { createAuthority } from '../../support/certificate.ts'
import { startFaultProxy } from '../../support/fault-proxy.ts'
import { API_KEY, type HttpWorld, json } from './worlds.ts'

/** How the orchestrator is served over TLS. */
export interface Secured {
  readonly names?: readonly string[]
  readonly days?: number
  /** Whether its authority is among those that this machine trusts. */
  readonly trusted?: boolean
  /** The URL that it is asked at, of its port. */
  readonly url?: (port: number) => string
}

/** An orchestrator without workspaces behind TLS. */
export function overTls({ names = ['127.0.0.1'], days = 30, trusted = true, url }: Secured = {}) {
  return async (): Promise<HttpWorld> => {
    const authority = await createAuthority()
    const tls = await authority.issue({ names, days })
    const answer = json(200, { workspaces: [] })
    const server = await startFaultProxy(undefined, [{ do: { answer } }], { tls })
    return {
      only: ['orchestrator/*', 'auth/accepted'],
      flags: { orchestratorUrl: url?.(server.port) ?? server.endpoint },
      env: { TONBO_API_KEY: API_KEY, ...(trusted ? { SSL_CERT_FILE: authority.caFile } : {}) },
      requests: server.requests,
      left: async () => [],
      stop: () => server.stop(),
    }
  }
}
