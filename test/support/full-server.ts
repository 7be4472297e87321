import { once } from 'node:events'
import { connect } from 'node:net'
import { Worker } from 'node:worker_threads'

/** A server that takes no more connections: the handshake of TCP itself is not answered. */
export interface FullServer {
  readonly host: string
  readonly port: number
  stop(): Promise<void>
}

/** Its thread listens and then sleeps for ever, so that nobody accepts. */
const LISTEN_AND_SLEEP = `
const { parentPort } = require('node:worker_threads')
const server = require('node:net').createServer()
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  parentPort.postMessage(server.address().port)
  setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 50)
})`

/** Starts a server whose queue of connections is full. */
export async function startFull(): Promise<FullServer> {
  const worker = new Worker(LISTEN_AND_SLEEP, { eval: true })
  const [port] = await once(worker, 'message')
  await new Promise((resolve) => setTimeout(resolve, 200))
  const queued = Array.from({ length: 4 }, () => connect(port, '127.0.0.1').on('error', () => {}))
  // Those that fit are connected within a moment.
  await new Promise((resolve) => setTimeout(resolve, 200))
  return {
    host: '127.0.0.1',
    port,
    stop: async () => {
      for (const socket of queued) socket.destroy()
      await worker.terminate()
    },
  }
}
