import { connect, createServer, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createAuthority } from '../../support/certificate.ts'
import { startFaultProxy } from '../../support/fault-proxy.ts'
import { listen } from '../../support/free-port.ts'
import { startRedis } from '../../support/redis-server.ts'
import { evidence, findings } from '../../support/run-check.ts'
import { startS3 } from '../../support/s3-server.ts'
import { started } from '../../support/started.ts'
import { ask, metadata, orchestrator, type Peer, storage } from './peers.ts'

const authority = await createAuthority()

type Kind = 'good' | 'expired' | 'other'

const certificate = (kind: Kind) =>
  authority.issue({
    names: [kind === 'other' ? 'other.example' : '127.0.0.1'],
    days: kind === 'expired' ? -3 : 30,
  })

interface Server {
  readonly port: number
  stop(): Promise<void>
}

const LIST = { status: 200, body: '{"workspaces":[]}' }
const PEERS: readonly { peer: Peer; start(kind: Kind): Promise<Server> }[] = [
  {
    peer: orchestrator,
    start: async (kind) =>
      startFaultProxy(undefined, [{ do: { answer: LIST } }], { tls: await certificate(kind) }),
  },
  {
    peer: storage,
    start: async (kind) => {
      const s3 = await started(startS3({ keys: { AKIATEST: 'secret' }, buckets: ['cases'] }))
      return startFaultProxy(s3, [], { tls: await certificate(kind) })
    },
  },
  {
    peer: metadata,
    start: async (kind) => startRedis({ tls: await certificate(kind) }),
  },
]

describe.each(PEERS)('$peer.check', ({ peer, start }) => {
  const { check, secure } = peer
  const trusting = { env: { SSL_CERT_FILE: authority.caFile } }

  it('passes where SSL_CERT_FILE or NODE_EXTRA_CA_CERTS names the authority', async () => {
    const { port } = await started(start('good'))
    const url = `${secure}://127.0.0.1:${port}`
    expect(findings(await ask(peer, url, trusting))).toEqual({})
    const extra = { env: { NODE_EXTRA_CA_CERTS: authority.caFile } }
    expect(findings(await ask(peer, url, extra))).toEqual({})
  })

  it.each([
    ['network/tls-untrusted', 'good', {}, /^UNABLE_TO_(VERIFY|GET_ISSUER)/],
    ['network/tls-expired', 'expired', trusting, /^CERT_HAS_EXPIRED$/],
    ['network/tls-name-mismatch', 'other', trusting, /^ERR_TLS_CERT_ALTNAME_INVALID$/],
  ] as const)('names %s', async (cause, kind, more, code) => {
    const { port } = await started(start(kind))
    const results = await ask(peer, `${secure}://127.0.0.1:${port}`, more)
    expect(findings(results)).toEqual({ [check]: `fail ${cause}` })
    const seen = { host: '127.0.0.1', port, stage: 'tls', code: expect.stringMatching(code) }
    expect(evidence(results, check)).toMatchObject(seen)
  })
})

describe.each([orchestrator, storage])('$check', (peer) => {
  const { check } = peer

  it('names network/tls-to-plain on https to a plain port', async () => {
    const { port } = await started(startFaultProxy(undefined, [{ do: { answer: LIST } }]))
    const results = await ask(peer, `https://127.0.0.1:${port}`)
    expect(findings(results)).toEqual({ [check]: 'fail network/tls-to-plain' })
    expect(evidence(results, check)).toMatchObject({ port, stage: 'tls' })
  })

  it.each<[how: string, rude: (socket: Socket) => unknown]>([
    ['closes', (socket) => socket.end()],
    ['resets', (socket) => socket.resetAndDestroy()],
    ['sends an alert', (socket) => socket.end(ALERT)],
    ['answers as nginx does', (socket) => socket.end(badRequest('text/html', NGINX))],
    ['answers as Go does', (socket) => socket.end(badRequest('text/plain', GO))],
  ])('names network/plain-to-tls on http to a TLS port that %s', async (_, rude) => {
    const { port } = await started(startTwoFaced(rude))
    const results = await ask(peer, `http://127.0.0.1:${port}`)
    expect(findings(results)).toEqual({ [check]: 'fail network/plain-to-tls' })
  })
})

const NGINX = '<html><title>400 The plain HTTP request was sent to HTTPS port</title></html>'
const GO = 'Client sent an HTTP request to an HTTPS server.\n'
/** A fatal alert of TLS 1.2: protocol_version. */
const ALERT = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x46])
/** The first byte of whoever begins with TLS (RFC 8446 § 5.1). */
const HANDSHAKE = 0x16

function badRequest(type: string, body: string): string {
  return `HTTP/1.1 400 Bad Request\r\nContent-Type: ${type}\r\nConnection: close\r\n\r\n${body}`
}

/** A server that speaks TLS, and is `rude` to whoever begins with something else. */
async function startTwoFaced(rude: (socket: Socket) => unknown) {
  const secure = await started(
    startFaultProxy(undefined, [{ do: { answer: LIST } }], { tls: await certificate('good') }),
  )
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', (first: Buffer) => {
      if (first[0] !== HANDSHAKE) return rude(socket)
      const behind = connect(secure.port, '127.0.0.1').on('error', () => socket.destroy())
      behind.write(first)
      return socket.pipe(behind).pipe(socket)
    })
  })
  return listen(server)
}
