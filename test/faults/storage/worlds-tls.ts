import { execFile } from 'node:child_process'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createBrokenCertificates, type Flaw } from '../../support/broken-certificates.ts'
import { type Certificate, createAuthority } from '../../support/certificate.ts'
import { type Rule, startFaultProxy } from '../../support/fault-proxy.ts'
import { ensureInstalled } from '../../support/packages.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import { startTlsTerminator } from '../../support/tls-terminator.ts'
import type { World } from '../line.ts'
import { type Changes, onS3rver } from './worlds.ts'

/** How a bucket is served over TLS. */
export interface Secured extends Changes {
  /** The names of the certificate; its own address unless given. */
  readonly names?: readonly string[]
  readonly days?: number
  /** Whether the authority is among those that this machine trusts. */
  readonly trusted?: boolean
  /** Who signs, as `/O=…/CN=…`, in place of the tests' own authority. */
  readonly signedBy?: string
  /** What is wrong with the certificate itself, by an authority that is trusted. */
  readonly flaw?: Flaw
  readonly rules?: readonly Rule[]
}

/** A healthy bucket of s3rver behind TLS. */
export function overTls(secured: Secured = {}) {
  const { names = ['127.0.0.1'], days = 30, trusted = true, signedBy, flaw, rules = [] } = secured
  const { flags, env, names: _, rules: __, ...others } = secured
  const served = async () => {
    if (flaw !== undefined) {
      const broken = await createBrokenCertificates()
      return { caFile: broken.caFile, tls: await broken.make(flaw) }
    }
    const authority = await createAuthority()
    const own = signedBy === undefined ? authority.issue({ names, days }) : signed(signedBy, names)
    return { caFile: authority.caFile, tls: await own }
  }
  return async (): Promise<World> => {
    const { caFile, tls } = await served()
    const inner = await onS3rver(others)()
    const behind = new URL(inner.flags.endpoint ?? '')
    const target = { host: behind.hostname, port: Number(behind.port) }
    const proxy = await startFaultProxy(target, rules, { tls })
    return {
      ...inner,
      flags: { ...inner.flags, endpoint: proxy.endpoint, ...flags },
      env: { ...inner.env, ...(trusted ? { SSL_CERT_FILE: caFile } : {}), ...env },
      stop: async () => {
        await proxy.stop()
        await inner.stop()
      },
    }
  }
}

/** A healthy bucket behind TLS that is asked in plain http, and is `rude` to whoever does. */
export function plainToTls(rude: (socket: Socket) => unknown) {
  return async (): Promise<World> => {
    const inner = await overTls()()
    const { port: behind } = new URL(inner.flags.endpoint ?? '')
    const { port, stop } = await startTlsTerminator(Number(behind), rude)
    return {
      ...inner,
      flags: { ...inner.flags, endpoint: `http://127.0.0.1:${port}` },
      stop: async () => {
        await stop()
        await inner.stop()
      },
    }
  }
}

/** A certificate for `names` from an authority that calls itself `subject`. */
async function signed(subject: string, names: readonly string[]): Promise<Certificate> {
  ensureInstalled({ command: 'openssl', package: 'openssl' })
  const { path } = await temporaryDirectory()
  const at = (name: string) => join(path, name)
  const openssl = promisify(execFile)
  const made = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  const ca = ['-keyout', at('ca.key'), '-out', at('ca.pem')]
  await openssl('openssl', ['req', ...made, '-subj', subject, '-days', '30', ...ca])
  const [keyFile, certFile] = [at('key.pem'), at('cert.pem')]
  const signer = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-days', '30']
  const alternatives = names.map((name) => `${/^[\d.]+$/.test(name) ? 'IP' : 'DNS'}:${name}`)
  const extensions = ['-addext', `subjectAltName=${alternatives.join(',')}`]
  const leaf = ['-subj', '/CN=artifacts-doctor test server', '-keyout', keyFile, '-out', certFile]
  await openssl('openssl', ['req', ...made, ...leaf, ...signer, ...extensions])
  return { keyFile, certFile }
}
