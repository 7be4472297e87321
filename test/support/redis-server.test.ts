import { readFileSync } from 'node:fs'
import { Redis, type RedisOptions } from 'ioredis'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createAuthority } from './certificate.ts'
import { startRedis } from './redis-server.ts'
import { started } from './started.ts'

function redis(options: RedisOptions) {
  const client = new Redis({
    lazyConnect: true,
    enableReadyCheck: false,
    retryStrategy: () => null,
    connectTimeout: 1000,
    ...options,
  })
  client.on('error', () => {})
  onTestFinished(() => client.disconnect())
  return client
}

describe('redis', () => {
  it('lets an ACL user do what its line says, and no more', async () => {
    const session = 'session on >pw ~{7}* +get +ping'
    const { host, port, cli } = await started(startRedis({ aclUsers: [session] }))
    await cli('SET', '{7}setting', 'a value')
    const client = redis({ host, port, username: 'session', password: 'pw' })
    await expect(client.get('{7}setting')).resolves.toBe('a value')
    await expect(client.get('{8}setting')).rejects.toThrow('NOPERM')
    await expect(client.info()).rejects.toThrow('NOPERM')
  })

  it('wants its password', async () => {
    const { host, port, cli } = await started(startRedis({ password: 'two "words"' }))
    await expect(redis({ host, port }).ping()).rejects.toThrow('NOAUTH')
    await expect(redis({ host, port, password: 'two "words"' }).ping()).resolves.toBe('PONG')
    await expect(cli('PING')).resolves.toBe('PONG')
    await expect(cli('GET')).rejects.toThrow('wrong number of arguments')
  })

  it('speaks TLS alone when it has a certificate', async () => {
    const authority = await createAuthority()
    const tls = await authority.issue({ names: ['127.0.0.1'] })
    const { host, port } = await started(startRedis({ tls }))
    const ca = readFileSync(authority.caFile)
    await expect(redis({ host, port, tls: { ca } }).ping()).resolves.toBe('PONG')
    await expect(redis({ host, port, commandTimeout: 500 }).ping()).rejects.toThrow()
  })

  it('is a cluster of one, with further configuration', async () => {
    const config = ['maxmemory-policy allkeys-lru']
    const { host, port, cli } = await started(startRedis({ cluster: true, config }))
    await expect(redis({ host, port }).set('key', 'value')).resolves.toBe('OK')
    await cli('CLUSTER', 'DELSLOTSRANGE', '0', '16383')
    await expect(redis({ host, port }).get('key')).rejects.toThrow('CLUSTERDOWN')
    await expect(cli('CONFIG', 'GET', 'maxmemory-policy')).resolves.toContain('allkeys-lru')
  })

  it('stops while it sleeps', async () => {
    const server = await startRedis()
    process.kill(server.pid, 'SIGSTOP')
    await server.stop()
    expect(() => process.kill(server.pid, 0)).toThrow('ESRCH')
  })
})
