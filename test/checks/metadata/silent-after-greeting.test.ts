import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { listen } from '../../support/free-port.ts'
import { evidence, findings, runChecks } from '../../support/run-check.ts'
import { started } from '../../support/started.ts'

it('metadata/setting names network/timeout where Redis greets, and then says nothing', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (data) => {
      if (/ping/i.test(data.toString())) socket.write('+PONG\r\n')
    })
  })
  const { port } = await started(listen(server))
  const results = await runChecks({
    only: ['metadata/setting'],
    flags: { metadataUrl: `redis://127.0.0.1:${port}`, metadataPrefix: '' },
    timeoutMs: 2000,
  })
  expect(findings(results)).toEqual({ 'metadata/setting': 'fail network/timeout' })
  const seen = { stage: 'first-byte', code: 'TIMEOUT', key: 'setting' }
  expect(evidence(results, 'metadata/setting')).toMatchObject(seen)
})
