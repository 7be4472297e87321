import { createServer } from 'node:http'
import { connect, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createAuthority } from '../../support/certificate.ts'
import { startFaultProxy } from '../../support/fault-proxy.ts'
import { freePort, listen } from '../../support/free-port.ts'
import { evidence, findings } from '../../support/run-check.ts'
import { startS3 } from '../../support/s3-server.ts'
import { started } from '../../support/started.ts'
import { ask, orchestrator, storage } from './peers.ts'

const authority = await createAuthority()
const HOST = 'server.example'
const LOGIN = `Basic ${Buffer.from('me:pass word').toString('base64')}`
const LIST = { status: 200, body: '{"workspaces":[]}' }

/** What was asked of the proxy and how it answers; it connects whoever may pass to `port`. */
async function startProxy({ status = 200, port = 0 }) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers['proxy-authorization']}`)
    response.writeHead(status, { 'content-type': 'text/html' }).end('<html>from the proxy</html>')
  })
  server.on('connect', (request, socket: Socket) => {
    asked.push(`CONNECT ${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim())
    socket.on('error', () => {})
    if (status !== 200) return socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`)
    const behind = connect(port, '127.0.0.1').on('error', () => socket.destroy())
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    return socket.pipe(behind).pipe(socket)
  })
  return { asked, ...(await started(listen(server))) }
}

describe.each([orchestrator, storage])('$check', (peer) => {
  const { check } = peer

  it.each([403, 407, 502])('names network/proxy-refused on %d of the proxy', async (status) => {
    const { port, asked } = await startProxy({ status })
    const env = { HTTPS_PROXY: `http://me:pass%20word@127.0.0.1:${port}` }
    const results = await ask(peer, `https://${HOST}`, { env })
    expect(findings(results)).toEqual({ [check]: 'fail network/proxy-refused' })
    const seen = { host: '127.0.0.1', port, stage: 'proxy', httpStatus: status }
    expect(evidence(results, check)).toMatchObject(seen)
    expect([...new Set(asked)]).toEqual([`CONNECT ${HOST}:443 ${LOGIN}`])
  })

  it('names network/refused where the proxy is not there', async () => {
    const port = await freePort()
    const env = { HTTPS_PROXY: `http://127.0.0.1:${port}` }
    const results = await ask(peer, `https://${HOST}`, { env })
    expect(findings(results)).toEqual({ [check]: 'fail network/refused' })
    expect(evidence(results, check)).toMatchObject({ host: '127.0.0.1', port, stage: 'tcp' })
  })

  it('passes through a proxy that lets it', async () => {
    const s3 = await started(startS3({ keys: { AKIATEST: 'secret' }, buckets: ['cases'] }))
    const rules = peer === storage ? [] : [{ do: { answer: LIST } }]
    const tls = await authority.issue({ names: [HOST] })
    const server = await started(startFaultProxy(s3, rules, { tls }))
    const { port, asked } = await startProxy({ port: server.port })
    const env = {
      HTTPS_PROXY: `http://me:pass%20word@127.0.0.1:${port}`,
      SSL_CERT_FILE: authority.caFile,
    }
    const results = await ask(peer, `https://${HOST}`, { env })
    expect(findings(results)).toEqual({})
    // s3rver reads a name as that of a bucket, so that the bucket is tried in it too.
    expect(asked).toContain(`CONNECT ${HOST}:443 ${LOGIN}`)
    // The login is the proxy's alone.
    expect(server.requests.length).toBeGreaterThan(0)
    expect(JSON.stringify(server.requests)).not.toContain('proxy-authorization')
  })

  it('goes round the proxy to loopback and to what NO_PROXY names', async () => {
    const { port, asked } = await startProxy({ status: 403 })
    const env = { HTTPS_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: '.invalid' }
    expect(findings(await ask(peer, 'https://nobody.invalid', { env }))).toEqual({
      [check]: 'fail network/dns-failure',
    })
    expect(findings(await ask(peer, `https://127.0.0.1:${await freePort()}`, { env }))).toEqual({
      [check]: 'fail network/refused',
    })
    expect(asked).toEqual([])
  })

  it('asks the proxy for plain http, with the login of its URL', async () => {
    const { port, asked } = await startProxy({ status: 407 })
    const env = { HTTP_PROXY: `http://me:pass%20word@127.0.0.1:${port}` }
    const results = await ask(peer, `http://${HOST}`, { env })
    expect(asked).not.toEqual([])
    const login = expect.stringMatching(`^GET http://${HOST}/.* ${LOGIN}$`)
    expect(asked).toEqual(asked.map(() => login))
    expect(findings(results)).toEqual({ [check]: 'fail network/proxy-refused' })
    const seen = { host: '127.0.0.1', port, stage: 'proxy', httpStatus: 407 }
    expect(evidence(results, check)).toMatchObject(seen)
  })
})
