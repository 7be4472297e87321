import { createServer } from 'node:net'
import { listen } from './free-port.ts'

/** A running server that never answers. */
export interface SilentServer {
  readonly host: string
  readonly port: number
  /** How many connections it has accepted. */
  connections(): number
  stop(): Promise<void>
}

/** Starts a TCP server that accepts, greets if it is told to, and reads without answering. */
export async function startSilent({ greeting }: { greeting?: string } = {}): Promise<SilentServer> {
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    socket.on('error', () => {}).resume()
    if (greeting !== undefined) socket.write(greeting)
  })
  return { host: '127.0.0.1', connections: () => connections, ...(await listen(server)) }
}
