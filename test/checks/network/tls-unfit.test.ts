import { describe, expect, it } from 'vitest'
import { createBrokenCertificates } from '../../support/broken-certificates.ts'
import { startChaos } from '../../support/chaos-server.ts'
import { evidence, findings } from '../../support/run-check.ts'
import { started } from '../../support/started.ts'
import { ask, orchestrator } from './peers.ts'

const broken = await createBrokenCertificates()

describe('a certificate that is trusted, and not fit for a server', () => {
  it.each([
    ['signed with SHA-1', 'CA_MD_TOO_WEAK'],
    ['of a key that is too short', 'EE_KEY_TOO_SMALL'],
    ['for clients only', 'INVALID_PURPOSE'],
    ['of an issuer that is no authority', 'INVALID_PURPOSE'],
  ] as const)('%s is network/tls-unfit', async (flaw, code) => {
    // A server of today would not even start with some of them.
    const tls = { ...(await broken.make(flaw)), ciphers: 'DEFAULT@SECLEVEL=0' }
    const { port } = await started(startChaos(() => {}, { tls }))
    const env = { SSL_CERT_FILE: broken.caFile }
    const results = await ask(orchestrator, `https://127.0.0.1:${port}`, { env })
    expect(findings(results)).toEqual({ 'orchestrator/reachable': 'fail network/tls-unfit' })
    expect(evidence(results, 'orchestrator/reachable')).toMatchObject({ stage: 'tls', code })
  })
})
