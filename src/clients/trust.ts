import { existsSync, readFileSync } from 'node:fs'
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls'

/** Where Go, and so the product, looks for the system's roots (go/src/crypto/x509/root_linux.go). */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
]

/**
 * Whom to trust: the system's roots, as the product does, and not only those that Node carries.
 * `SSL_CERT_FILE` replaces them, `NODE_EXTRA_CA_CERTS` adds to them.
 */
export function trusted(env: Readonly<NodeJS.ProcessEnv>): SecureContext {
  const bundle = env.SSL_CERT_FILE || BUNDLES.find((path) => existsSync(path))
  const roots = (bundle === undefined ? undefined : pem(bundle)) ?? rootCertificates
  const extra = env.NODE_EXTRA_CA_CERTS
  return createSecureContext({ ca: [...[roots].flat(), ...(extra ? (pem(extra) ?? []) : [])] })
}

function pem(path: string): string[] | undefined {
  try {
    const text = readFileSync(path, 'utf8')
    return text.includes('-----BEGIN') ? [text] : undefined
  } catch {
    return undefined
  }
}
