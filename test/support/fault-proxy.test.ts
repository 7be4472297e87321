import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { describe, expect, it, onTestFinished } from 'vitest'
import { captured } from './captured.ts'
import { createAuthority } from './certificate.ts'
import { type Rule, startFaultProxy } from './fault-proxy.ts'
import { freePort } from './free-port.ts'
import { startS3 } from './s3-server.ts'
import { KEYS, s3 } from './sdk-client.ts'
import { started } from './started.ts'

describe('fault proxy', () => {
  async function proxied(rules: readonly Rule[]) {
    const server = await started(startS3({ keys: KEYS, buckets: ['cases'] }))
    const proxy = await started(startFaultProxy(server, rules))
    return { server, proxy, client: s3(proxy.endpoint) }
  }
  const isPut: Rule['when'] = ({ method }) => method === 'PUT'

  it('forwards so that signatures hold, and records', async () => {
    const { server, proxy, client } = await proxied([])
    await client.put('key')
    const { Body } = await client.get('key')
    expect(await Body?.transformToString()).toBe('body')
    await expect(s3(proxy.endpoint, { secret: 'wrong' }).list()).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    })
    expect(await server.keys('cases')).toEqual(['key'])
    expect(proxy.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'PUT /cases/key?x-id=PutObject',
      'GET /cases/key?x-id=GetObject',
      'GET /cases?list-type=2',
    ])
    expect(proxy.requests[0]?.headers.host).toBe(`127.0.0.1:${proxy.port}`)
    expect(proxy.requests[0]?.at).toBeGreaterThan(Date.now() - 60_000)
  })

  it('speaks TLS', async () => {
    const authority = await createAuthority()
    const tls = await authority.issue({ names: ['127.0.0.1'] })
    const rules: Rule[] = [
      { when: ({ path }) => path === '/reset', do: { reset: true } },
      { do: { answer: { status: 200, body: 'hello' } } },
    ]
    const { endpoint } = await started(startFaultProxy(undefined, rules, { tls }))
    const dispatcher = new Agent({ connect: { ca: readFileSync(authority.caFile) } })
    onTestFinished(() => dispatcher.destroy())
    const { body } = await request(endpoint, { dispatcher })
    expect(await body.text()).toBe('hello')
    await expect(request(`${endpoint}/reset`, { dispatcher })).rejects.toMatchObject({
      code: 'ECONNRESET',
    })
  })

  it('answers as captured, for as long as the rule fits', async () => {
    const denied = captured('ceph-rgw', 'wrong secret: list')
    const { client } = await proxied([{ when: ({ count }) => count < 2, do: { answer: denied } }])
    await expect(client.list()).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' })
    await expect(client.head()).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } })
    await expect(client.list()).resolves.toMatchObject({ KeyCount: 0 })
  })

  it('rewrites headers, which breaks the signature', async () => {
    const rewrite = (headers: object) => ({ ...headers, 'x-amz-date': '20200101T000000Z' })
    const { client } = await proxied([{ do: { rewrite } }])
    await expect(client.list()).rejects.toMatchObject({ name: 'RequestTimeTooSkewed' })
  })

  it('delays, then forwards', async () => {
    const { client, server } = await proxied([{ do: { delayMs: 300 } }])
    const before = performance.now()
    await client.put('key')
    expect(performance.now() - before).toBeGreaterThan(290)
    expect(await server.keys('cases')).toEqual(['key'])
  })

  it('breaks the connection', async () => {
    const { client, server } = await proxied([{ do: { reset: true } }])
    await expect(client.put('key')).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(await server.keys('cases')).toEqual([])
  })

  it('hangs, and stops all the same', async () => {
    const { proxy } = await proxied([{ do: { hang: true } }])
    const answer = fetch(proxy.endpoint, { method: 'POST', body: 'something' }).then(
      () => 'answered',
      () => 'broken',
    )
    expect(await Promise.race([answer, sleep(300, 'silent')])).toBe('silent')
    await proxy.stop()
    expect(await answer).toBe('broken')
  })

  it('sends headers and no body', async () => {
    const { proxy } = await proxied([{ do: { stall: 'body' } }])
    const response = await fetch(proxy.endpoint)
    const body = response.text().catch(() => 'broken')
    expect(response.status).toBe(200)
    expect(await Promise.race([body, sleep(300, 'silent')])).toBe('silent')
    await proxy.stop()
    expect(await body).toBe('broken')
  })

  it('lets a request take effect and hides its answer', async () => {
    const answer = { status: 503, body: 'busy' }
    const { client, server } = await proxied([
      { when: ({ path }) => path.startsWith('/cases/reset'), do: { forwardThen: 'reset' } },
      { when: isPut, do: { forwardThen: { answer } } },
    ])
    await expect(client.put('reset')).rejects.toMatchObject({ code: 'ECONNRESET' })
    await expect(client.put('other')).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } })
    expect(await server.keys('cases')).toEqual(['other', 'reset'])
  })

  it('says so when there is nobody to forward to', async () => {
    const nowhere = { host: '127.0.0.1', port: await freePort() }
    for (const target of [undefined, nowhere]) {
      const { endpoint } = await started(startFaultProxy(target, []))
      expect((await fetch(endpoint)).status).toBe(502)
    }
  })
})
