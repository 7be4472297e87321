import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createClients } from '../../../src/clients/index.ts'
import type { S3Target } from '../../../src/clients/s3-target.ts'

const NOW = Date.UTC(2026, 10, 21, 18, 0, 0)
const KEYS = {
  accessKeyId: 'AKIAEXAMPLEOFADOCTOR',
  secretAccessKey: 'a'.repeat(40),
  sessionToken: 'session',
}
const limits = () => ({ signal: new AbortController().signal, until: performance.now() + 5000 })

beforeEach(() => nock.disableNetConnect())
afterEach(() => {
  nock.cleanAll()
  nock.enableNetConnect()
})

/** What goes over the wire for a listing of this target. */
async function listed(
  target: Partial<S3Target>,
  host: string,
): Promise<{ uri: string; headers: Record<string, string> }> {
  let headers: Record<string, string> = {}
  let uri = ''
  nock(host)
    .get(/.*/)
    .reply(function (path) {
      headers = Object.fromEntries(
        Object.entries(this.req.headers).map(([name, value]) => [name, String(value)]),
      )
      uri = path
      return [
        200,
        '<ListBucketResult><Name>cases</Name></ListBucketResult>',
        { 'x-amz-request-id': 'R1' },
      ]
    })
  const clients = createClients({}, () => NOW)
  const s3 = await clients.s3({
    endpoint: new URL(host.replace('cases.', '')),
    bucket: 'cases',
    style: 'path',
    region: 'eu-west-3',
    signing: 'product',
    keys: KEYS,
    ...target,
  })
  const answer = await s3.list('acme/demo/', limits())
  expect(answer.status).toBe(200)
  clients.close()
  return { uri, headers }
}

describe('a signed listing', () => {
  it('asks by path without a slash behind the bucket, as the product does', async () => {
    const { uri } = await listed({}, 'https://storage.example.com')
    expect(uri).toBe('/cases?list-type=2&prefix=acme%2Fdemo%2F&max-keys=10')
  })

  it("asks AWS by the bucket's own host", async () => {
    const { uri, headers } = await listed(
      { style: 'virtual' },
      'https://cases.s3.eu-west-3.amazonaws.com',
    )
    expect(uri).toBe('/?list-type=2&prefix=acme%2Fdemo%2F&max-keys=10')
    expect(headers.host).toBe('cases.s3.eu-west-3.amazonaws.com')
  })

  it('signs what the Go SDK signs, with an unsigned payload, for its region and time', async () => {
    const { headers } = await listed({}, 'https://storage.example.com')
    expect(headers.authorization).toContain('/20261121/eu-west-3/s3/aws4_request')
    expect(headers.authorization).toContain(
      'SignedHeaders=accept-encoding;amz-sdk-invocation-id;amz-sdk-request;host;x-amz-content-sha256;x-amz-date;x-amz-security-token',
    )
    expect(headers).toMatchObject({
      'accept-encoding': 'identity',
      'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
      'x-amz-date': '20261121T180000Z',
    })
  })

  it('signs only what S3 demands when asked to be minimal', async () => {
    const { headers } = await listed({ signing: 'minimal' }, 'https://storage.example.com')
    expect(headers.authorization).toContain(
      'SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token',
    )
  })
})

describe('an answer', () => {
  it.each([
    ['a page of HTML', 200, '<html></html>'],
    ['broken XML', 403, '<Error><Code>'],
    ['JSON', 401, '{"message":"no"}'],
    ['nothing', 500, ''],
  ])('of %s is given as it was, whatever the SDK makes of it', async (_, status, body) => {
    nock('https://storage.example.com').get(/.*/).reply(status, body, { server: 'odd' })
    const clients = createClients({}, () => NOW)
    const s3 = await clients.s3({
      endpoint: new URL('https://storage.example.com'),
      bucket: 'cases',
      style: 'path',
      region: 'auto',
      signing: 'product',
      keys: KEYS,
    })
    const answer = await s3.list('', limits())
    expect({
      status: answer.status,
      body: answer.body.toString(),
      server: answer.headers.server,
    }).toEqual({ status, body, server: 'odd' })
    clients.close()
  })
})
