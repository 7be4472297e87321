import { describe, expect, it, onTestFinished } from 'vitest'
import { info, scripted } from '../../faults/metadata/worlds-servers.ts'
import { bulk } from '../../secrets/raw-redis.ts'
import { type RedisOptions, startRedis } from '../../support/redis-server.ts'
import { evidence, findings, runChecks, statuses } from '../../support/run-check.ts'
import { started } from '../../support/started.ts'

const ABOUT = ['metadata/health', 'metadata/eviction', 'metadata/durability']

async function check(options: RedisOptions, login = '') {
  const redis = await started(startRedis(options))
  const ear = await redis.listenIn()
  onTestFinished(() => ear.stop())
  const url = `redis://${login}127.0.0.1:${redis.port}`
  const results = await runChecks({ only: ABOUT, env: { ARTIFACTS_METADATA_URL: url } })
  return { results, ear }
}

/** Runs the checks on what INFO is made to say, and on what is answered else. */
async function told(
  fields: Readonly<Record<string, string | null>>,
  replies: Parameters<typeof scripted>[0] = {},
) {
  const world = await scripted({ INFO: () => bulk(info(fields)), ...replies })()
  onTestFinished(() => world.stop())
  return runChecks({ only: ABOUT, flags: world.flags, env: world.env })
}

describe('what a Redis says of itself', () => {
  it('is asked for once, by all that judge it', async () => {
    const { results, ear } = await check({})
    expect(findings(results)).toEqual({})
    expect((await ear.commands()).filter((line) => line.startsWith('INFO'))).toHaveLength(1)
    expect(await ear.ran()).toEqual(expect.arrayContaining(['config|get', 'info', 'ping']))
    expect(evidence(results, 'metadata/health')).toMatchObject({
      mode: 'standalone',
      role: 'master',
    })
  })

  it('is enough where there is an append-only file: CONFIG is not asked for', async () => {
    const { results, ear } = await check({ config: ['appendonly yes'] })
    expect(findings(results)).toEqual({})
    expect(await ear.ran()).not.toContain('config|get')
  })

  it.each([
    ['INFO', 'NOPERM', ABOUT, '~* +get +ping'],
    ['CONFIG', 'NOPERM', ['metadata/durability'], '~* +get +ping +info'],
  ])('is no fault where the user may not ask for %s', async (command, _, skipped, rights) => {
    const aclUsers = [`session on >pw ${rights}`]
    const { results } = await check({ aclUsers }, 'session:pw@')
    expect(findings(results)).toEqual({})
    for (const id of ABOUT) {
      if (!skipped.includes(id)) expect(results[id]).toMatchObject({ status: 'pass' })
      else
        expect(results[id]).toMatchObject({
          status: 'skip',
          reason: expect.stringContaining(command),
        })
    }
  })

  it('is no fault where the service knows neither INFO nor CONFIG', async () => {
    const unknown = "-ERR unknown command 'info', with args beginning with: \r\n"
    const results = await told({}, { INFO: unknown, CONFIG: unknown })
    expect(findings(results)).toEqual({})
    for (const id of ABOUT) expect(results[id]).toMatchObject({ status: 'skip' })
  })

  it('cannot be told from an error that is neither', async () => {
    const results = await told({}, { INFO: '-ERR something else\r\n' })
    expect(findings(results)).toEqual(Object.fromEntries(ABOUT.map((id) => [id, 'error'])))
  })

  it.each([
    [
      'a CLUSTER INFO that is denied',
      "-NOPERM this user has no permissions to run the 'cluster|info' command\r\n",
    ],
    ['a CLUSTER INFO that is not known', "-ERR unknown command 'cluster'\r\n"],
    ['a CLUSTER INFO that says nothing', bulk('')],
  ])('is no fault with %s', async (_, reply) => {
    const results = await told({ cluster_enabled: '1', redis_mode: 'cluster' }, { CLUSTER: reply })
    expect(findings(results)).toEqual({})
    expect(statuses(results)).toMatchObject({ 'metadata/health': 'pass' })
  })
})

describe('metadata/health', () => {
  it.each([
    ['metadata/too-old', '2.8.24', true],
    ['metadata/too-old', '3.9.9', true],
    ['metadata/too-old', '4.0.0', false],
    ['metadata/too-old', '10.1.0', false],
    ['metadata/too-old', '255.255.255', false],
    ['metadata/too-old', 'unknown', false],
  ])('names %s of version %s: %s', async (cause, redis_version, named) => {
    const found = findings(await told({ redis_version }))
    expect(found).toEqual(named ? { 'metadata/health': `fail ${cause}` } : {})
  })

  it.each<[what: string, fields: Record<string, string>, full: boolean]>([
    ['all is used', { used_memory: '1000', maxmemory: '1000' }, true],
    ['more than all is used', { used_memory: '2000', maxmemory: '1000' }, true],
    ['a little is left', { used_memory: '999', maxmemory: '1000' }, false],
    ['there is no limit', { used_memory: '1000', maxmemory: '0' }, false],
    [
      'what replicas wait for does not count',
      { used_memory: '1200', maxmemory: '1000', mem_not_counted_for_evict: '300' },
      false,
    ],
    [
      'something may be evicted',
      {
        used_memory: '1000',
        maxmemory: '1000',
        maxmemory_policy: 'volatile-lru',
        db0: 'keys=2,expires=1',
      },
      false,
    ],
    [
      'nothing has an end',
      {
        used_memory: '1000',
        maxmemory: '1000',
        maxmemory_policy: 'volatile-lru',
        db0: 'keys=2,expires=0',
      },
      true,
    ],
    [
      'anything may be evicted',
      { used_memory: '1000', maxmemory: '1000', maxmemory_policy: 'allkeys-lru' },
      false,
    ],
  ])('names metadata/out-of-memory where %s: %o', async (_, fields, full) => {
    const { 'metadata/health': health } = findings(await told(fields))
    expect(health).toBe(full ? 'fail metadata/out-of-memory' : undefined)
  })

  it('names metadata/writes-refused where INFO may not be asked for too', async () => {
    const results = await told(
      {},
      {
        PING: '-MISCONF Redis is configured to save RDB snapshots, but it is unable to\r\n',
        INFO: "-NOPERM this user has no permissions to run the 'info' command\r\n",
      },
    )
    expect(findings(results)).toEqual({ 'metadata/health': 'fail metadata/writes-refused' })
    expect(evidence(results, 'metadata/health')).toMatchObject({ code: 'MISCONF' })
  })

  it('takes nothing that INFO says for evidence that is no plain word', async () => {
    const odd = '7.0.0 <b>\u001b[31m'
    const results = await told({ redis_version: odd, role: odd })
    expect(evidence(results, 'metadata/health')).not.toHaveProperty('version')
    expect(JSON.stringify(results)).not.toContain('<b>')
  })
})

describe('metadata/durability', () => {
  it.each([
    ['pass', { aof_enabled: '1', rdb_last_bgsave_status: 'err' }, '3600 1'],
    ['warn metadata/not-durable', { aof_enabled: '0', rdb_last_bgsave_status: 'err' }, '3600 1'],
    ['warn metadata/not-durable', { aof_enabled: '1', aof_last_write_status: 'err' }, '3600 1'],
    ['warn metadata/not-durable', { aof_enabled: '0' }, ''],
    ['pass', { aof_enabled: '0' }, '3600 1'],
    ['skip', { aof_enabled: null }, ''],
    ['skip', { aof_enabled: '0', role: 'slave' }, ''],
  ])('is %s with %o and save %j', async (became, fields, save) => {
    const CONFIG = (_: string, [, name = '']: readonly string[]) =>
      `*2\r\n${bulk(name)}${bulk(save)}`
    const results = await told(fields, { CONFIG })
    const id = 'metadata/durability'
    expect(findings(results)[id] ?? statuses(results)[id]).toBe(became)
  })
})
