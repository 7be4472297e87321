import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { createServer } from 'node:tls'
import type { Certificate } from '../../support/certificate.ts'
import { listen } from '../../support/free-port.ts'

/** Serves over TLS what a port of this machine serves plain, whatever its protocol. */
export function startTls(port: number, { keyFile, certFile }: Certificate) {
  const keys = { key: readFileSync(keyFile), cert: readFileSync(certFile) }
  const server = createServer(keys, (socket) => {
    const behind = connect(port, '127.0.0.1').on('error', () => socket.destroy())
    socket.on('error', () => behind.destroy())
    socket.pipe(behind).pipe(socket)
  })
  // Whoever does not trust the certificate breaks off.
  server.on('tlsClientError', () => {})
  return listen(server)
}
