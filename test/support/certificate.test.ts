import { readFileSync } from 'node:fs'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { type Certificate, createAuthority } from './certificate.ts'
import { startFaultProxy } from './fault-proxy.ts'
import { started } from './started.ts'

describe('certificates', () => {
  async function greet(certificate: Certificate, ca?: Buffer): Promise<string> {
    const { port } = await started(startFaultProxy(undefined, [], { tls: certificate }))
    return new Promise((resolve) => {
      const socket: TLSSocket = connectTls({ host: '127.0.0.1', port, ca }, () => {
        socket.destroy()
        resolve('trusted')
      })
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)))
    })
  }

  it('are trusted, expired, misnamed and unknown', async () => {
    const authority = await createAuthority()
    const ca = readFileSync(authority.caFile)
    const good = await authority.issue({ names: ['localhost', '127.0.0.1'] })
    const [expired, other] = await Promise.all([
      authority.issue({ names: ['127.0.0.1'], days: -3 }),
      authority.issue({ names: ['other.example'] }),
    ])
    expect(await greet(good, ca)).toBe('trusted')
    expect(await greet(expired, ca)).toBe('CERT_HAS_EXPIRED')
    expect(await greet(other, ca)).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
    expect(await greet(good)).toMatch(/UNABLE_TO_(VERIFY|GET_ISSUER)/)
  })
})
