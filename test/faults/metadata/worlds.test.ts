import { Redis } from 'ioredis'
import { expect, it, onTestFinished } from 'vitest'
import { onRedis } from './worlds.ts'

it('a world hears whatever is run on its Redis but to read', async () => {
  const world = await onRedis()()
  onTestFinished(() => world.stop())
  const { port } = new URL(world.env.ARTIFACTS_METADATA_URL ?? '')
  const client = new Redis({ port: Number(port), enableReadyCheck: false, disableClientInfo: true })
  onTestFinished(() => client.disconnect())
  await client.call('GET', 'setting')
  await client.call('CONFIG', 'GET', 'save')
  expect(await world.left()).toEqual([])
  await client.call('SET', 'setting', 'x')
  await client.call('CONFIG', 'SET', 'maxmemory', '0')
  await client.call('HGETALL', 'a')
  const heard = ['config|set', 'hgetall', 'set', 'SET setting x', 'HGETALL a']
  expect(await world.left()).toEqual(heard)
})
