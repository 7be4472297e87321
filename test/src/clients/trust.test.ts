import { cp, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { createConnect } from '../../../src/clients/connect.ts'
import { troubleOf } from '../../../src/clients/trouble.ts'
import { createAuthority } from '../../support/certificate.ts'
import { startChaos } from '../../support/chaos-server.ts'
import { started } from '../../support/started.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const authority = await createAuthority()
const tls = await authority.issue({ names: ['127.0.0.1'] })

/** `trusted`, or the code by which a server of that authority is refused. */
async function trusts(env: NodeJS.ProcessEnv): Promise<string> {
  const { port } = await started(startChaos(() => {}, { tls }))
  const signal = AbortSignal.timeout(5000)
  try {
    const socket = await createConnect(env)({ host: '127.0.0.1', port, tls: true, signal })
    socket.destroy()
    return (socket as TLSSocket).authorized ? 'trusted' : 'let in unseen'
  } catch (error) {
    return troubleOf(error)?.code ?? String(error)
  }
}

const UNKNOWN = /^UNABLE_TO_/
const NOWHERE = '/nonexistent'

describe('whom the machine trusts', () => {
  it('is not whoever signs, without a word of it', async () => {
    expect(await trusts({})).toMatch(UNKNOWN)
  })

  it('is who stands in SSL_CERT_FILE', async () => {
    expect(await trusts({ SSL_CERT_FILE: authority.caFile })).toBe('trusted')
  })

  it('is who stands in a file of a directory of SSL_CERT_DIR, links from elsewhere included', async () => {
    const { path } = await temporaryDirectory()
    const [plain, linked] = [join(path, 'plain'), join(path, 'linked')]
    await mkdir(plain)
    await mkdir(linked)
    await mkdir(join(plain, 'deeper'))
    await writeFile(join(plain, 'README'), 'no certificate')
    await writeFile(join(plain, 'broken.pem'), '-----BEGIN CERTIFICATE-----\nno\n')
    await cp(authority.caFile, join(plain, 'corporate.pem'))
    await symlink(join(plain, 'corporate.pem'), join(linked, 'corporate.pem'))
    await symlink(NOWHERE, join(linked, 'dangling.pem'))
    expect(await trusts({ SSL_CERT_DIR: plain })).toBe('trusted')
    expect(await trusts({ SSL_CERT_DIR: `${NOWHERE}:${linked}` })).toBe('trusted')
    expect(await trusts({ SSL_CERT_DIR: path })).toMatch(UNKNOWN)
  })

  it('is both, where both are set', async () => {
    const { path } = await temporaryDirectory()
    await cp(authority.caFile, join(path, 'corporate.pem'))
    expect(await trusts({ SSL_CERT_FILE: NOWHERE, SSL_CERT_DIR: path })).toBe('trusted')
    expect(await trusts({ SSL_CERT_FILE: authority.caFile, SSL_CERT_DIR: NOWHERE })).toBe('trusted')
  })

  it('is nobody, where nobody is known', async () => {
    expect(await trusts({ SSL_CERT_FILE: NOWHERE, SSL_CERT_DIR: NOWHERE })).toMatch(UNKNOWN)
  })

  it('is whom NODE_EXTRA_CA_CERTS adds', async () => {
    const env = { SSL_CERT_FILE: NOWHERE, SSL_CERT_DIR: NOWHERE }
    expect(await trusts({ ...env, NODE_EXTRA_CA_CERTS: authority.caFile })).toBe('trusted')
  })
})
