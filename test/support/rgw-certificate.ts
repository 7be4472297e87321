import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Certificate } from './certificate.ts'
import { ensureInstalled } from './packages.ts'
import { runTool } from './rgw-programs.ts'

/** A certificate for `name` that nobody signed but itself, in a directory of its own below `home`. */
export async function selfSigned(home: string, name: string): Promise<Certificate> {
  ensureInstalled({ command: 'openssl', package: 'openssl' })
  const directory = await mkdtemp(join(home, 'tls-'))
  const [keyFile, certFile] = [join(directory, 'key.pem'), join(directory, 'cert.pem')]
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', keyFile]
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`]
  await runTool(['openssl', 'req', '-x509', '-days', '2', ...key, ...subject, '-out', certFile])
  return { keyFile, certFile }
}
