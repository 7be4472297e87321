import { isIP, type Socket } from 'node:net'
import { connect, type SecureContext, type TLSSocket } from 'node:tls'
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
    // Let through at first, so that whoever signed can be named; refused below all the same.
    const unverified = { rejectUnauthorized: false }
    const secured = connect({ socket, host: name, ...servername, secureContext, ...unverified })
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
      if (secured.authorized) return resolve(secured)
      const refused = untrusted(secured)
      secured.destroy()
      failed(refused)
    })
    return () => {
      secured.destroy()
      socket.destroy()
    }
  })
}

/** Why a certificate was not accepted, and who had signed it. */
function untrusted(secured: TLSSocket): Error {
  const reason: unknown = secured.authorizationError
  const code = reason instanceof Error && 'code' in reason ? reason.code : reason
  const { issuer } = secured.getPeerCertificate()
  const signedBy = [issuer?.O, issuer?.CN].flat().filter((part) => part !== undefined)
  return Object.assign(new Error(`the certificate was refused: ${code}`), {
    code: String(code),
    ...(signedBy.length === 0 ? {} : { issuer: [...new Set(signedBy)].join(', ').slice(0, 200) }),
  })
}
