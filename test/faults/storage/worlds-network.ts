import { createServer, request } from 'node:http'
import { createServer as createTcpServer, type Socket } from 'node:net'
import { freePort, listen } from '../../support/free-port.ts'
import { startSilent } from '../../support/silent-server.ts'
import type { World } from '../line.ts'
import { type Changes, onS3rver } from './worlds.ts'

/** Silence that is long enough to tell, and no longer. */
export const SHORT_MS = 2000

/** A healthy bucket, and an endpoint at which nobody hears of it. */
export function endpointAt(endpoint: string | (() => Promise<string>), changes: Changes = {}) {
  return async (): Promise<World> => {
    const inner = await onS3rver(changes)()
    const at = typeof endpoint === 'string' ? endpoint : await endpoint()
    return { ...inner, flags: { ...inner.flags, endpoint: at } }
  }
}

/** A port on which nobody listens. */
export function nobodyThere(): Promise<World> {
  return endpointAt(async () => `http://127.0.0.1:${await freePort()}`)()
}

/** A server that accepts and is silent, or greets as another protocol does. */
export function silence(
  scheme: 'http' | 'https',
  { greeting, ...changes }: Changes & { readonly greeting?: string } = {},
) {
  return async (): Promise<World> => {
    const server = await startSilent(greeting === undefined ? {} : { greeting })
    const inner = await endpointAt(`${scheme}://127.0.0.1:${server.port}`, changes)()
    return besides(inner, server)
  }
}

/** A server that is `rude` to a connection as soon as something is said on it. */
export function rudeness(scheme: 'http' | 'https', rude: (socket: Socket) => unknown) {
  return async (): Promise<World> => {
    const server = await listen(
      createTcpServer((socket) => {
        socket.on('error', () => {})
        socket.once('data', () => rude(socket))
      }),
    )
    return besides(await endpointAt(`${scheme}://127.0.0.1:${server.port}`)(), server)
  }
}

/** A healthy bucket behind a balancer that promises to keep connections, and breaks each when it is used again. */
export async function forgetfulBalancer(): Promise<World> {
  const inner = await onS3rver()()
  const { hostname: host, port } = new URL(inner.flags.endpoint ?? '')
  const used = new WeakSet<Socket>()
  const balancer = createServer((asked, response) => {
    if (used.has(asked.socket)) return asked.socket.resetAndDestroy()
    used.add(asked.socket)
    const { method, url: path, rawHeaders: headers } = asked
    const sent = request({ host, port, method, path, headers })
    sent.on('error', () => response.destroy())
    sent.once('response', (answer) => {
      const { statusCode = 502, headers: given } = answer
      response.writeHead(statusCode, { ...given, connection: 'keep-alive' })
      answer.pipe(response)
    })
    return asked.pipe(sent)
  })
  const server = await listen(balancer)
  const world = { ...inner, flags: { ...inner.flags, endpoint: `http://127.0.0.1:${server.port}` } }
  return besides(world, server)
}

/** The world, with one server more to stop. */
function besides(world: World, server: { stop(): Promise<void> }): World {
  const stop = async () => {
    await server.stop()
    await world.stop()
  }
  return { ...world, stop }
}
