import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'

/**
 * A socket that passes on only chunks in which `inspect` finds no error, and otherwise breaks with
 * that error. In all else it is the socket, as far as ioredis uses one.
 */
export function guarded(socket: Socket, inspect: (chunk: Buffer) => Error | undefined): Socket {
  const stream = new Duplex({
    read: () => {
      socket.resume()
    },
    write: (chunk, _, done) => {
      socket.write(chunk, done)
    },
    final: (done) => {
      socket.end(done)
    },
    destroy: (error, done) => {
      socket.destroy()
      done(error)
    },
  })
  socket.on('data', (chunk: Buffer) => {
    const wrong = inspect(chunk)
    if (wrong !== undefined) stream.destroy(wrong)
    else if (!stream.push(chunk)) socket.pause()
  })
  socket.once('end', () => stream.push(null))
  socket.once('error', (error) => stream.destroy(error))
  socket.once('close', () => stream.destroy())
  // The socket has its settings already.
  const settled = () => stream
  return Object.assign(stream, {
    connecting: false,
    setNoDelay: settled,
    setKeepAlive: settled,
    setTimeout: settled,
  }) as unknown as Socket
}
