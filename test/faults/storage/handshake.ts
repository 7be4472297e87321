import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { createServer, type TlsOptions } from 'node:tls'
import { createAuthority } from '../../support/certificate.ts'
import { listen } from '../../support/free-port.ts'
import type { Line, World } from '../line.ts'
import { WELL } from './well.ts'
import { onS3rver } from './worlds.ts'
import { inMemory } from './worlds-memory.ts'
import { overTls } from './worlds-tls.ts'

const REFUSED = {
  area: 'network',
  root: 'network/tls-refused',
  check: 'storage/reachable',
} as const

/** A server whose handshake differs, by a trusted authority; what comes behind it does not matter. */
function shaking(options: TlsOptions) {
  return async (): Promise<World> => {
    const authority = await createAuthority()
    const { keyFile, certFile } = await authority.issue({ names: ['127.0.0.1'] })
    const [key, cert] = [readFileSync(keyFile), readFileSync(certFile)]
    const server = createServer({ key, cert, ...options }, (socket) => socket.on('error', () => {}))
    server.on('tlsClientError', () => {})
    const { port, stop } = await listen(server)
    const inner = await onS3rver({ env: { SSL_CERT_FILE: authority.caFile } })()
    return {
      ...inner,
      flags: { ...inner.flags, endpoint: `https://127.0.0.1:${port}` },
      stop: async () => {
        await stop()
        await inner.stop()
      },
    }
  }
}

/** Handshakes that a server breaks off, a server that wants TLS, and where trust comes from. */
export const handshakeLines: readonly Line[] = [
  {
    ...REFUSED,
    what: 'a server that knows no TLS later than 1.1',
    source: 'RFC 8446 § 6.2, protocol_version',
    world: shaking({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' }),
    seen: { stage: 'tls', alert: 'protocol version' },
  },
  {
    ...REFUSED,
    what: 'a server that wants a certificate of its clients',
    source: 'RFC 8446 § 6.2, certificate_required',
    world: shaking({ requestCert: true, rejectUnauthorized: true }),
    seen: { alert: 'certificate required' },
  },
  {
    area: 'network',
    what: 'http, which the server sends on to https',
    source: 'nginx.org/en/docs/http/ngx_http_rewrite_module.html, return 301',
    world: inMemory('http://s3.example.test', {
      answers: ({ tls, path }) =>
        tls
          ? undefined
          : {
              status: 301,
              headers: { location: `https://s3.example.test${path}`, server: 'nginx' },
              body: '<html><head><title>301 Moved Permanently</title></head></html>',
            },
    }),
    root: 'network/plain-to-tls',
    check: 'storage/reachable',
    seen: { httpStatus: 301, expectedEndpoint: 'https://s3.example.test' },
  },
  {
    area: 'network',
    what: 'variables that name a file and a directory of authorities where there are none',
    source: 'golang/go, crypto/x509/root_unix.go (SSL_CERT_FILE, SSL_CERT_DIR)',
    world: overTls({
      trusted: false,
      env: { SSL_CERT_FILE: '/nonexistent/roots.pem', SSL_CERT_DIR: '/nonexistent' },
    }),
    root: 'network/tls-untrusted',
    check: 'storage/reachable',
    seen: { stage: 'tls', roots: 0 },
  },
  {
    area: 'network',
    what: 'a private authority in a directory that SSL_CERT_DIR names, beside others',
    source: 'golang/go, crypto/x509/root_unix.go (SSL_CERT_DIR)',
    world: async () => {
      const { caFile } = await createAuthority()
      const env = { SSL_CERT_DIR: `/nonexistent:${dirname(caFile)}` }
      return overTls({ trusted: false, env })()
    },
    ...WELL,
  },
]
