import { isIP, type Socket } from 'node:net'
import { connect, type SecureContext } from 'node:tls'
import { abortable } from './abortable.ts'

/** A TLS connection over `socket` with a server that proves to be `host`. */
export function secure(
  socket: Socket,
  host: string,
  secureContext: SecureContext,
  signal: AbortSignal,
): Promise<Socket> {
  return abortable(signal, (resolve, reject) => {
    const name = host.replace(/^\[(.*)\]$/, '$1')
    const servername = isIP(name) === 0 ? { servername: name } : {}
    const secured = connect({ socket, host: name, ...servername, secureContext })
    const failed = (error: Error) => {
      socket.destroy()
      reject(error)
    }
    const closed = () =>
      failed(Object.assign(new Error('closed during the TLS handshake'), { code: 'ECONNRESET' }))
    secured.once('error', failed)
    secured.once('end', closed)
    secured.once('secureConnect', () => {
      secured.off('error', failed)
      secured.off('end', closed)
      resolve(secured)
    })
    return () => {
      secured.destroy()
      socket.destroy()
    }
  })
}
