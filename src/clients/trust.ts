import { existsSync } from 'node:fs'
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls'
import { readUserFile } from '../disk/read-user-file.ts'

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
 * The roots to trust: the system's, as the product does, and not only those that Node carries.
 * `SSL_CERT_FILE` replaces them, `NODE_EXTRA_CA_CERTS` adds to them.
 */
export async function trusted(env: Readonly<NodeJS.ProcessEnv>): Promise<SecureContext> {
  const bundle = env.SSL_CERT_FILE || BUNDLES.find((path) => existsSync(path))
  const extra = env.NODE_EXTRA_CA_CERTS
  const [roots = rootCertificates, more = []] = await Promise.all([bundle, extra].map(pem))
  return createSecureContext({ ca: [...roots, ...more] })
}

async function pem(path: string | undefined): Promise<string[] | undefined> {
  if (path === undefined || path === '') return undefined
  try {
    const text = await readUserFile(path)
    return text.includes('-----BEGIN') ? [text] : undefined
  } catch {
    return undefined
  }
}
