import { connect, createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startFaultProxy } from '../../support/fault-proxy.ts'
import { freePort, listen } from '../../support/free-port.ts'
import { startRedis } from '../../support/redis-server.ts'
import { evidence, findings } from '../../support/run-check.ts'
import { startS3 } from '../../support/s3-server.ts'
import { started } from '../../support/started.ts'
import { ask, metadata, orchestrator, type Peer, storage } from './peers.ts'

const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((one) => one?.address === '::1')

const LIST = { status: 200, body: '{"workspaces":[]}' }
const servers: readonly [Peer, () => Promise<{ port: number; stop(): Promise<void> }>][] = [
  [orchestrator, () => startFaultProxy(undefined, [{ do: { answer: LIST } }])],
  [storage, () => startS3({ keys: { AKIATEST: 'secret' }, buckets: ['cases'] })],
  [metadata, () => startRedis()],
]

describe.skipIf(!hasIpv6)('a server that is there over IPv6 alone', () => {
  it.for(servers)('$0.check passes', async ([peer, start]) => {
    const { port } = await started(start())
    const before = createServer((socket) => {
      const behind = connect(port, '127.0.0.1').on('error', () => socket.destroy())
      socket.on('error', () => behind.destroy())
      socket.pipe(behind).pipe(socket)
    })
    const own = await listen(before, { host: '::1', port: 0 })
    onTestFinished(own.stop)
    expect(findings(await ask(peer, `${peer.plain}://[::1]:${own.port}`))).toEqual({})
  })

  it.for(servers)('$0.check tells where it is not', async ([peer]) => {
    const results = await ask(peer, `${peer.plain}://[::1]:${await freePort()}`)
    expect(findings(results)).toEqual({ [peer.check]: 'fail network/refused' })
    expect(evidence(results, peer.check)).toMatchObject({ stage: 'tcp', code: 'ECONNREFUSED' })
  })
})
