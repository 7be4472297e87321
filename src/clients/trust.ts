import { type Dirent, existsSync } from 'node:fs'
import { readdir, readlink, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls'
import { mayHang } from '../disk/hang-prone.ts'
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
/** Where it looks as well, whatever the bundle is. */
const DIRECTORIES = ['/etc/ssl/certs', '/etc/pki/tls/certs']
/** A directory of certificates has some hundreds; what has more is none. */
const MOST_FILES = 2000
const LARGEST = 4 * 1024 * 1024

/** Whom to trust; `nobody` where what is set leads to no certificate of any authority. */
export interface Trust {
  readonly context: SecureContext
  readonly nobody: boolean
}

/**
 * The roots to trust: the system's, as the product does, and not only those that Node carries.
 * `SSL_CERT_FILE` stands for the bundle, `SSL_CERT_DIR` for the directories beside it (separated
 * by colons), and `NODE_EXTRA_CA_CERTS` adds to them. Those that Node carries count only where
 * nothing is set and the machine has none, as a slim container beside the one of the product.
 * Source: go/src/crypto/x509/root_unix.go, loadSystemRoots.
 */
export async function trusted(env: Readonly<NodeJS.ProcessEnv>): Promise<Trust> {
  const own = env.SSL_CERT_DIR || undefined
  const given = env.SSL_CERT_FILE || undefined
  const bundle = BUNDLES.find((path) => existsSync(path))
  const directories = own?.split(':') ?? DIRECTORIES
  // The bundle of the system stands in one of them, and holds all that the links beside it lead to.
  const complete = own === undefined && bundle !== undefined
  const [roots, known, others, extra] = await Promise.all([
    pem(given ?? bundle),
    pem(complete ? bundle : undefined),
    Promise.all(directories.map((directory) => within(directory, complete))),
    pem(env.NODE_EXTRA_CA_CERTS),
  ])
  const found = [...new Set([...roots, ...known, ...others.flat()])]
  const set = given !== undefined || own !== undefined
  const ca = [...(found.length > 0 || set ? found : rootCertificates), ...extra]
  return { context: createSecureContext({ ca }), nobody: ca.length === 0 }
}

/** The certificates of a directory's files; with `plainOnly` none that a link leads to. */
async function within(directory: string, plainOnly: boolean): Promise<string[]> {
  try {
    if (await mayHang(resolve(directory))) return []
    const entries = await readdir(directory, { withFileTypes: true })
    const wanted = entries.filter((entry) => !(plainOnly && entry.isSymbolicLink()))
    const found = wanted.slice(0, MOST_FILES).map((entry) => beside(directory, entry))
    return (await Promise.all(found)).flat()
  } catch {
    return []
  }
}

/** The certificates of one entry; a link within the directory is left out, as Go leaves it out. */
async function beside(directory: string, entry: Dirent): Promise<string[]> {
  const path = join(directory, entry.name)
  try {
    if (entry.isSymbolicLink() && !(await readlink(path)).includes('/')) return []
    const about = await stat(path)
    return about.isFile() && about.size <= LARGEST ? await pem(path) : []
  } catch {
    return []
  }
}

async function pem(path: string | undefined): Promise<string[]> {
  if (path === undefined || path === '') return []
  try {
    const text = await readUserFile(path)
    return text.includes('-----BEGIN CERTIFICATE-----') ? [text] : []
  } catch {
    return []
  }
}
