import { connect, createServer, type Socket } from 'node:net'
import { listen } from '../test/support/free-port.ts'

/** Bytes that passed a proxy: when they came, and which way they went. */
export interface Passed {
  readonly at: number
  readonly to: 'server' | 'client'
  readonly bytes: Buffer
}

/** A running proxy. */
export interface DelayProxy {
  readonly port: number
  readonly passed: readonly Passed[]
  stop(): Promise<void>
}

/** Starts a TCP proxy that holds back every byte for half of `roundTripMs`, each way. */
export async function startDelayProxy(
  target: { readonly host: string; readonly port: number },
  roundTripMs: number,
): Promise<DelayProxy> {
  const passed: Passed[] = []
  const later = (from: Socket, to: Socket, way: Passed['to']) => {
    from.on('data', (bytes) => {
      passed.push({ at: performance.now(), to: way, bytes })
      setTimeout(() => to.write(bytes), roundTripMs / 2)
    })
    from.on('end', () => setTimeout(() => to.end(), roundTripMs / 2))
    from.on('error', () => to.destroy())
    from.on('close', () => setTimeout(() => to.destroy(), roundTripMs))
  }
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect({ ...target, allowHalfOpen: true }).setNoDelay()
    later(client.setNoDelay(), upstream, 'server')
    later(upstream, client, 'client')
  })
  return { passed, ...(await listen(server)) }
}
