import { connect, createServer, type Socket } from 'node:net'
import { listen } from './free-port.ts'

/** The first byte of whoever begins with TLS (RFC 8446 § 5.1). */
const HANDSHAKE = 0x16

/** A fatal alert of TLS 1.2: unexpected_message (RFC 5246 § 7.2). */
export const ALERT = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x0a])

/** A front of a server on 127.0.0.1 that speaks TLS: it passes TLS on, and is `rude` to whoever speaks plain. */
export function startTlsTerminator(
  behind: number,
  rude: (socket: Socket) => unknown,
): Promise<{ port: number; stop(): Promise<void> }> {
  return listen(
    createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', (first: Buffer) => {
        if (first[0] !== HANDSHAKE) return rude(socket)
        const secure = connect(behind, '127.0.0.1').on('error', () => socket.destroy())
        secure.write(first)
        return socket.pipe(secure).pipe(socket)
      })
    }),
  )
}
