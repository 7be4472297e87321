import { describe, expect, it } from 'vitest'
import { startS3 } from './s3-server.ts'
import { KEYS, s3 } from './sdk-client.ts'
import { started } from './started.ts'

describe('s3', () => {
  it('takes the right secret and shows what it holds', async () => {
    const server = await started(startS3({ keys: KEYS, buckets: ['cases'] }))
    const client = s3(server.endpoint, { region: 'anywhere' })
    expect(await server.keys('cases')).toEqual([])
    await client.put('a/deep/key')
    await client.put('key')
    expect(await server.keys('cases')).toEqual(['a/deep/key', 'key'])
    const { Contents = [] } = await client.list()
    expect(Contents.map(({ Key }) => Key)).toEqual(['a/deep/key', 'key'])
    await expect(server.keys('none')).rejects.toThrow('ENOENT')
  })

  it('refuses a wrong secret and an unknown key', async () => {
    const { endpoint } = await started(startS3({ keys: KEYS, buckets: ['cases'] }))
    const wrong = s3(endpoint, { secret: 'wrong-secret' })
    await expect(wrong.list()).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' })
    const unknown = s3(endpoint, { id: 'AKIANOBODY' })
    await expect(unknown.list()).rejects.toMatchObject({ name: 'InvalidAccessKeyId' })
  })

  it('keeps a key that another server still needs, and forgets it after that', async () => {
    const first = await startS3({ keys: KEYS })
    const second = await startS3({ keys: KEYS, buckets: ['cases'] })
    await first.stop()
    await expect(s3(second.endpoint).list()).resolves.toMatchObject({ KeyCount: 0 })
    await expect(startS3({ keys: { AKIATEST: 'another' } })).rejects.toThrow('AKIATEST')
    await second.stop()
    await started(startS3({ keys: { AKIATEST: 'another' } }))
  })
})
