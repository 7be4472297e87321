import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { freePort, listen } from '../../support/free-port.ts'
import { startFull } from '../../support/full-server.ts'
import { evidence, findings } from '../../support/run-check.ts'
import { startSilent } from '../../support/silent-server.ts'
import { ask, metadata, orchestrator, storage } from './peers.ts'

const PEERS = [orchestrator, storage, metadata]

/** A server that does `what` to each connection as soon as something is said. */
function startRude(what: 'reset' | 'close') {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => (what === 'reset' ? socket.resetAndDestroy() : socket.end()))
  })
  return listen(server)
}

describe.concurrent.each(PEERS)('$check', (peer) => {
  const { check, plain, secure } = peer

  it('names network/refused where nobody listens', async () => {
    const port = await freePort()
    const results = await ask(peer, `${plain}://127.0.0.1:${port}`)
    expect(findings(results)).toEqual({ [check]: 'fail network/refused' })
    const seen = { host: '127.0.0.1', port, stage: 'tcp', code: 'ECONNREFUSED' }
    expect(evidence(results, check)).toMatchObject(seen)
  })

  it('names network/dns-failure on a name that nobody has', async () => {
    const results = await ask(peer, `${plain}://nobody.invalid:6379`)
    expect(findings(results)).toEqual({ [check]: 'fail network/dns-failure' })
    expect(evidence(results, check)).toMatchObject({ host: 'nobody.invalid', stage: 'dns' })
  })

  it('names network/unreachable where no route leads', async () => {
    // TCP to a multicast address has no route on any Linux (net/ipv4/tcp_ipv4.c).
    const results = await ask(peer, `${plain}://224.0.0.1:6379`)
    expect(findings(results)).toEqual({ [check]: 'fail network/unreachable' })
    expect(evidence(results, check)).toMatchObject({ stage: 'tcp', code: 'ENETUNREACH' })
  })

  it.for(['reset', 'close'] as const)(
    'names network/reset on a %s',
    async (what, { onTestFinished }) => {
      const { port, stop } = await startRude(what)
      onTestFinished(stop)
      const results = await ask(peer, `${plain}://127.0.0.1:${port}`)
      expect(findings(results)).toEqual({ [check]: 'fail network/reset' })
      expect(evidence(results, check)).toMatchObject({ stage: 'first-byte' })
    },
  )

  it('names network/reset on a reset of the TLS handshake', async ({ onTestFinished }) => {
    const { port, stop } = await startRude('reset')
    onTestFinished(stop)
    const results = await ask(peer, `${secure}://127.0.0.1:${port}`)
    expect(findings(results)).toEqual({ [check]: 'fail network/reset' })
    expect(evidence(results, check)).toMatchObject({ stage: 'tls', code: 'ECONNRESET' })
  })

  it('names network/timeout at the first byte on silence', async ({ onTestFinished }) => {
    const { port, connections, stop } = await startSilent()
    onTestFinished(stop)
    const results = await ask(peer, `${plain}://127.0.0.1:${port}`, { timeoutMs: 6000 })
    expect(findings(results)).toEqual({ [check]: 'fail network/timeout' })
    const seen = { stage: 'first-byte', code: 'TIMEOUT', afterMs: expect.any(Number) }
    expect(evidence(results, check)).toMatchObject(seen)
    expect(connections()).toBeGreaterThan(0)
  })

  it('names network/timeout in the TLS handshake', async ({ onTestFinished }) => {
    const { port, stop } = await startSilent()
    onTestFinished(stop)
    const results = await ask(peer, `${secure}://127.0.0.1:${port}`, { timeoutMs: 6000 })
    expect(findings(results)).toEqual({ [check]: 'fail network/timeout' })
    expect(evidence(results, check)).toMatchObject({ stage: 'tls', code: 'TIMEOUT' })
  })

  it('names network/timeout on the connection', async ({ onTestFinished }) => {
    const { port, stop } = await startFull()
    onTestFinished(stop)
    const results = await ask(peer, `${plain}://127.0.0.1:${port}`, { timeoutMs: 2000 })
    expect(findings(results)).toEqual({ [check]: 'fail network/timeout' })
    expect(evidence(results, check)).toMatchObject({ stage: 'tcp', code: 'TIMEOUT' })
  })
})
