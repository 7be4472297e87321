import { describe, expect, it } from 'vitest'
import { startFaultProxy } from './fault-proxy.ts'
import { regionGate } from './region-gate.ts'
import { startS3 } from './s3-server.ts'
import { KEYS, s3 } from './sdk-client.ts'
import { started } from './started.ts'

describe('region gate', () => {
  it('refuses signatures for another region, naming the wanted one', async () => {
    const server = await started(startS3({ keys: KEYS, buckets: ['cases'] }))
    const { endpoint } = await started(startFaultProxy(server, regionGate('eu-west-3')))
    const elsewhere = s3(endpoint, { region: 'us-west-2' })
    await expect(elsewhere.list()).rejects.toMatchObject({
      name: 'AuthorizationHeaderMalformed',
      message: expect.stringContaining("'us-west-2' is wrong; expecting 'eu-west-3'"),
      Region: 'eu-west-3',
      $metadata: { httpStatusCode: 400 },
    })
    await expect(elsewhere.head()).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } })
    await expect(s3(endpoint, { region: 'eu-west-3' }).list()).resolves.toMatchObject({
      KeyCount: 0,
    })
    expect((await fetch(`${endpoint}/cases`)).status).toBe(200)
  })
})
