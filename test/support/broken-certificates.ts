import { execFile } from 'node:child_process'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Certificate } from './certificate.ts'
import { ensureInstalled } from './packages.ts'
import { temporaryDirectory } from './temporary-directory.ts'

/** What is wrong with a certificate for 127.0.0.1 and localhost. */
export type Flaw =
  | 'expired'
  | 'not yet valid'
  | 'of another name'
  | 'of a name alone, and no address'
  | 'without any name'
  | 'self-signed'
  | 'of an unknown authority'
  | 'without its intermediate'
  | 'of an expired intermediate'
  | 'of an issuer that is no authority'
  | 'for clients only'
  | 'of a key that is too short'
  | 'signed with SHA-1'

/** Broken certificates, and the file of the one authority that is trusted. */
export interface BrokenCertificates {
  readonly caFile: string
  make(flaw: Flaw): Promise<Certificate>
}

interface Issued extends Certificate {
  readonly directory: string
}

interface Wanted {
  readonly by?: Issued
  /** From when to when, in days from now. */
  readonly days?: readonly [from: number, to: number]
  readonly digest?: string
  readonly key?: string
  readonly extensions: readonly string[]
}

const DAY = 86_400_000
const NAMES = 'subjectAltName=IP:127.0.0.1,DNS:localhost'
const SERVER = ['basicConstraints=CA:FALSE', 'extendedKeyUsage=serverAuth', NAMES]
const CA = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign']

/** Makes an authority by whose certificates to see each way in which one can be broken. */
export async function createBrokenCertificates(): Promise<BrokenCertificates> {
  ensureInstalled({ command: 'openssl', package: 'openssl' })
  const { path: home } = await temporaryDirectory()
  const own = await issue(home, 'chaos CA', { extensions: CA })
  return { caFile: own.certFile, make: (flaw) => make(home, own, flaw) }
}

async function make(home: string, by: Issued, flaw: Flaw): Promise<Certificate> {
  const server = (more: Partial<Wanted>) =>
    issue(home, '127.0.0.1', { by, extensions: SERVER, ...more })
  const named = (names: string) =>
    server({ extensions: [...SERVER.slice(0, 2), ...(names === '' ? [] : [names])] })
  switch (flaw) {
    case 'expired':
      return server({ days: [-9, -2] })
    case 'not yet valid':
      return server({ days: [2, 9] })
    case 'of another name':
      return named('subjectAltName=DNS:other.example.test,IP:127.9.9.9')
    case 'of a name alone, and no address':
      return named('subjectAltName=DNS:127.0.0.1')
    case 'without any name':
      return named('')
    case 'self-signed':
      return issue(home, '127.0.0.1', { extensions: SERVER })
    case 'of an unknown authority':
      return server({ by: await issue(home, 'another CA', { extensions: CA }) })
    case 'without its intermediate':
      return server({ by: await issue(home, 'intermediate', { by, extensions: CA }) })
    case 'of an expired intermediate': {
      const between = { by, days: [-9, -2], extensions: CA } as const
      return chained(home, await issue(home, 'intermediate', between), server)
    }
    case 'of an issuer that is no authority':
      return chained(home, await issue(home, '127.0.0.1', { by, extensions: SERVER }), server)
    case 'for clients only':
      return server({ extensions: ['extendedKeyUsage=clientAuth', NAMES] })
    case 'of a key that is too short':
      return server({ key: 'rsa:768' })
    case 'signed with SHA-1':
      return server({ digest: 'sha1' })
  }
}

/** A certificate that is sent along with its issuer's. */
async function chained(
  home: string,
  by: Issued,
  server: (more: Partial<Wanted>) => Promise<Issued>,
): Promise<Certificate> {
  const issued = await server({ by })
  const certFile = join(home, `${Math.random().toString(36).slice(2)}.pem`)
  const parts = await Promise.all([issued.certFile, by.certFile].map((file) => readFile(file)))
  await writeFile(certFile, Buffer.concat(parts))
  return { keyFile: issued.keyFile, certFile }
}

async function issue(home: string, name: string, wanted: Wanted): Promise<Issued> {
  const { by, days: [from, to] = [-1, 30], digest = 'sha256', key = 'ec', extensions } = wanted
  const directory = await mkdtemp(join(home, 'issued-'))
  const at = (file: string) => join(directory, file)
  const [keyFile, certFile, request] = [at('key.pem'), at('cert.pem'), at('request.pem')]
  await writeFile(at('index.txt'), '')
  await writeFile(at('openssl.cnf'), configuration(directory, digest, extensions))
  const curve = key === 'ec' ? ['-pkeyopt', 'ec_paramgen_curve:P-256'] : []
  const made = ['-newkey', key, ...curve, '-nodes', '-subj', `/CN=${name}`]
  await openssl(['req', ...made, '-keyout', keyFile, '-out', request])
  const signer =
    by === undefined
      ? ['-selfsign', '-keyfile', keyFile]
      : ['-cert', by.certFile, '-keyfile', by.keyFile]
  const dates = ['-startdate', asn1(from), '-enddate', asn1(to)]
  const files = ['-config', at('openssl.cnf'), '-in', request, '-out', certFile]
  await openssl(['ca', '-batch', '-notext', '-create_serial', ...signer, ...dates, ...files])
  return { directory, keyFile, certFile }
}

function configuration(directory: string, digest: string, extensions: readonly string[]): string {
  return `
[ca]
default_ca = own
[own]
database = ${join(directory, 'index.txt')}
serial = ${join(directory, 'serial')}
new_certs_dir = ${directory}
default_md = ${digest}
policy = any
x509_extensions = given
[any]
commonName = supplied
[given]
${extensions.join('\n')}
`
}

function asn1(days: number): string {
  return `${new Date(Date.now() + days * DAY).toISOString().replace(/\..*|\D/g, '')}Z`
}

async function openssl(args: readonly string[]): Promise<void> {
  await promisify(execFile)('openssl', args)
}
