import { createServer, type Socket } from 'node:net'
import { expect, it } from 'vitest'
import { startRawRedis } from '../../secrets/raw-redis.ts'
import { listen } from '../../support/free-port.ts'
import { findings, runChecks } from '../../support/run-check.ts'
import { started } from '../../support/started.ts'

/** A server whose open connections are counted. */
async function counted(talk: (socket: Socket) => unknown) {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => {}).once('close', () => open.delete(socket))
    socket.resume()
    talk(socket)
  })
  return { ...(await started(listen(server))), open }
}

it.each<[what: string, scheme: string, talk: (socket: Socket) => unknown]>([
  ['that is silent', 'redis', () => {}],
  ['that is silent to TLS', 'rediss', () => {}],
  ['that is none', 'redis', (socket) => socket.write('SSH-2.0-x\r\n')],
  ['that is full', 'redis', (socket) => socket.end('-ERR max number of clients reached\r\n')],
])('no connection stays open to a Redis %s', async (_, scheme, talk) => {
  const { port, open } = await counted(talk)
  const env = {
    ARTIFACTS_METADATA_URL: `${scheme}://:pw@127.0.0.1:${port}`,
    ARTIFACTS_METADATA_PREFIX: '',
  }
  const results = await runChecks({ only: ['metadata/*'], env, timeoutMs: 2000 })
  expect(Object.keys(findings(results))).toEqual(['metadata/reachable'])
  await expect.poll(() => open.size).toBe(0)
})

it('two that wait on one connection both name network/timeout, not each other', async () => {
  // It answers the greeting, then nothing; after five seconds each asks on a new connection.
  const { port } = await started(
    startRawRedis((command) => (command === 'PING' ? '+PONG\r\n' : '')),
  )
  const results = await runChecks({
    only: ['metadata/health', 'metadata/setting'],
    env: {
      ARTIFACTS_METADATA_URL: `redis://127.0.0.1:${port}`,
      ARTIFACTS_METADATA_PREFIX: '',
    },
    timeoutMs: 7000,
  })
  expect(findings(results)).toEqual({
    'metadata/health': 'fail network/timeout',
    'metadata/setting': 'fail network/timeout',
  })
})
