import { execFile } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ensureInstalled } from './packages.ts'
import { temporaryDirectory } from './temporary-directory.ts'

/** A server's key and certificate, as PEM files. */
export interface Certificate {
  readonly keyFile: string
  readonly certFile: string
}

/** A certificate authority that no system trusts. */
export interface Authority {
  readonly caFile: string
  /** A certificate for `names` that ends in `days`; with a negative number it has already ended. */
  issue(wanted: { names: readonly string[]; days?: number }): Promise<Certificate>
}

const DAY = 86_400_000
const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']

let authority: Promise<Authority> | undefined

/** The certificate authority of this process; its files go when the process ends. */
export function createAuthority(): Promise<Authority> {
  authority ??= makeAuthority()
  return authority
}

async function makeAuthority(): Promise<Authority> {
  ensureInstalled({ command: 'openssl', package: 'openssl' })
  const { path: home } = await temporaryDirectory()
  const caFile = join(home, 'ca.pem')
  const caKey = join(home, 'ca.key')
  const subject = ['-subj', '/CN=artifacts-doctor test CA', '-days', '30']
  const constraints = ['-addext', 'keyUsage=critical,keyCertSign']
  await openssl([
    'req',
    '-x509',
    ...NEW_KEY,
    ...subject,
    ...constraints,
    '-keyout',
    caKey,
    '-out',
    caFile,
  ])

  return {
    caFile,
    issue: async ({ names, days = 30 }) => {
      const directory = await mkdtemp(join(home, 'server-'))
      const at = (name: string) => join(directory, name)
      const config = at('openssl.cnf')
      await writeFile(config, configuration(directory, names))
      await writeFile(at('index.txt'), '')
      const [keyFile, request, certFile] = [at('key.pem'), at('request.pem'), at('cert.pem')]
      const subject = ['-subj', '/CN=artifacts-doctor test server']
      await openssl(['req', ...NEW_KEY, ...subject, '-keyout', keyFile, '-out', request])
      // `x509 -req` cannot set dates before OpenSSL 3.4; `ca` always could.
      const end = Date.now() + days * DAY
      const dates = ['-startdate', asn1(Math.min(Date.now(), end) - DAY), '-enddate', asn1(end)]
      const signer = ['-config', config, '-cert', caFile, '-keyfile', caKey]
      const files = ['-in', request, '-out', certFile]
      await openssl(['ca', '-batch', '-notext', '-create_serial', ...signer, ...dates, ...files])
      return { keyFile, certFile }
    },
  }
}

function configuration(directory: string, names: readonly string[]): string {
  const alternatives = names.map((name) => `${isIP(name) ? 'IP' : 'DNS'}:${name}`)
  return `
[ca]
default_ca = own
[own]
database = ${join(directory, 'index.txt')}
serial = ${join(directory, 'serial')}
new_certs_dir = ${directory}
default_md = sha256
policy = any
x509_extensions = server
[any]
commonName = supplied
[server]
basicConstraints = CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = ${alternatives.join(',')}
`
}

function asn1(time: number): string {
  return `${new Date(time).toISOString().replace(/\..*|\D/g, '')}Z`
}

async function openssl(args: readonly string[]): Promise<void> {
  await promisify(execFile)('openssl', args)
}
