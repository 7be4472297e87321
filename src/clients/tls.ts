import { isIP, type Socket } from 'node:net'
import { connect, type PeerCertificate, type TLSSocket } from 'node:tls'
import { abortable } from './abortable.ts'
import { unbracketed } from './address.ts'
import type { Trust } from './trust.ts'

/** A TLS connection over `socket` with a server that proves to be `host`. */
export function secure(
  socket: Socket,
  host: string,
  { context: secureContext, nobody }: Trust,
  signal: AbortSignal,
): Promise<Socket> {
  return abortable(signal, (resolve, reject) => {
    const name = unbracketed(host)
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
      const refused = untrusted(secured, nobody)
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
function untrusted(secured: TLSSocket, nobody: boolean): Error {
  const reason: unknown = secured.authorizationError
  const certificate = secured.getPeerCertificate()
  const { issuer } = certificate
  const reported = reason instanceof Error && 'code' in reason ? reason.code : reason
  const code = reported === 'UNSPECIFIED' ? (weakness(certificate) ?? reported) : reported
  const signedBy = [issuer?.O, issuer?.CN].flat().filter((part) => part !== undefined)
  return Object.assign(new Error(`the certificate was refused: ${code}`), {
    code: String(code),
    ...(nobody ? { roots: 0 } : {}),
    ...(signedBy.length === 0 ? {} : { issuer: [...new Set(signedBy)].join(', ').slice(0, 200) }),
  })
}

/** Signatures that can be forged, as DER has them: RSA with MD5 and SHA-1, ECDSA with SHA-1 (RFC 3279 § 2.2). */
const FORGEABLE = ['06092a864886f70d010104', '06092a864886f70d010105', '06072a8648ce3d0401'].map(
  (hex) => Buffer.from(hex, 'hex'),
)
/** No RSA key that is shorter is taken (OpenSSL, SSL_CTX_set_security_level, 1). */
const SHORTEST_RSA = 1024

/** What OpenSSL refuses a certificate for, and Node has no code for. */
function weakness({ raw, modulus, bits = 0 }: PeerCertificate): string | undefined {
  if (modulus !== undefined && bits < SHORTEST_RSA) return 'EE_KEY_TOO_SMALL'
  return FORGEABLE.some((algorithm) => raw?.includes(algorithm)) ? 'CA_MD_TOO_WEAK' : undefined
}
