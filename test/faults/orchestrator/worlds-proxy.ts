import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { listen } from '../../support/free-port.ts'
import type { World } from '../line.ts'
import { API_KEY, json } from './worlds.ts'

/** A name that only the proxy knows the way to. */
const HOST = 'orchestrator.localhost'

/** How a proxy of the environment treats what is asked of the orchestrator. */
export interface Proxied {
  /** The status of its own answer; without one it answers for the orchestrator. */
  readonly refuses?: number
  readonly page?: string
  /** Whether it is to open a tunnel. */
  readonly tls?: true
}

/** An orchestrator that only a proxy of the environment leads to. */
export function throughProxy({ refuses, page = '', tls }: Proxied = {}) {
  return async (): Promise<World> => {
    const list = json(200, { workspaces: [] })
    const server = createServer((_, response) => {
      if (refuses === undefined) return response.writeHead(200, list.headers).end(list.body)
      return response.writeHead(refuses, { 'content-type': 'text/html' }).end(page)
    })
    server.on('connect', (_, socket: Socket) => {
      socket.on('error', () => {})
      socket.end(`HTTP/1.1 ${refuses ?? 502} Refused\r\ncontent-length: 0\r\n\r\n`)
    })
    const { port, stop } = await listen(server)
    const proxy = `http://127.0.0.1:${port}`
    const env: Readonly<Record<string, string>> = tls
      ? { HTTPS_PROXY: proxy }
      : { HTTP_PROXY: proxy }
    return {
      only: ['orchestrator/*', 'auth/accepted'],
      flags: { orchestratorUrl: `${tls ? 'https' : 'http'}://${HOST}` },
      env: { TONBO_API_KEY: API_KEY, ...env },
      left: async () => [],
      stop,
    }
  }
}
