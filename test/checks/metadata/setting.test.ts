import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type OrchestratorOptions, startOrchestrator } from '../../support/orchestrator-server.ts'
import { type RedisOptions, type RedisServer, startRedis } from '../../support/redis-server.ts'
import { evidence, findings, runChecks } from '../../support/run-check.ts'
import { freshToken, SETTING, SETTING_PREFIX } from '../../support/set-up.ts'
import { started } from '../../support/started.ts'

const KEY = `${SETTING_PREFIX}setting`
const format: Readonly<Record<string, unknown>> = JSON.parse(SETTING)
const UUID = '6b0452fc-0502-404c-b163-c9ab577ec766'

const check = (
  { port }: RedisServer,
  { prefix = SETTING_PREFIX, login = '', flags = {} as Record<string, string> } = {},
) =>
  runChecks({
    only: ['metadata/setting'],
    env: {
      ARTIFACTS_METADATA_URL: `redis://${login}127.0.0.1:${port}`,
      ARTIFACTS_METADATA_PREFIX: prefix,
    },
    flags,
  })

let open: RedisServer

beforeAll(async () => {
  open = await startRedis()
  return () => open.stop()
})

/** An open Redis on which nothing but these commands was run. */
async function redisAfter(...commands: readonly (readonly string[])[]) {
  await open.cli('FLUSHALL')
  for (const command of commands) await open.cli(...command)
  return open
}

/** A Redis of a test's own, with this key. */
async function redisWith(options: RedisOptions) {
  const redis = await started(startRedis(options))
  await redis.cli('SET', KEY, SETTING)
  return redis
}

describe('metadata/setting', () => {
  it('passes on a setting, and shows of it what is no secret', async () => {
    const redis = await redisAfter(['SET', KEY, SETTING])
    const results = await check(redis)
    expect(findings(results)).toEqual({})
    expect(evidence(results, 'metadata/setting')).toEqual({
      host: '127.0.0.1',
      key: KEY,
      database: 0,
      present: true,
      Name: 'acme-demo',
      UUID,
      Storage: 's3',
      Bucket: 'https://s3.eu-west-3.amazonaws.com/cases',
      MetaVersion: 1,
    })
  })

  it('shows nothing of a bucket’s URL that could be a secret', async () => {
    const Bucket = 'https://me:hidden@s3.example/cases?token=hidden'
    const redis = await redisAfter(['SET', KEY, JSON.stringify({ ...format, Bucket })])
    const results = await check(redis)
    expect(evidence(results, 'metadata/setting')).toMatchObject({
      Bucket: 'https://s3.example/cases',
    })
    expect(JSON.stringify(results)).not.toContain('hidden')
  })

  it('warns of metadata/setting-expires on a setting that is kept for a time only', async () => {
    const redis = await redisAfter(['SET', KEY, SETTING, 'EX', '600'])
    const results = await check(redis)
    expect(findings(results)).toEqual({ 'metadata/setting': 'warn metadata/setting-expires' })
    expect(evidence(results, 'metadata/setting')).toMatchObject({ seconds: expect.any(Number) })
  })

  it('takes the prefix verbatim, and none for the bare key', async () => {
    const redis = await redisAfter(['SET', 'setting', SETTING])
    const bare = await check(redis, { prefix: '' })
    expect(evidence(bare, 'metadata/setting')).toMatchObject({ key: 'setting', present: true })
    const other = await check(redis, { prefix: '{u_1_w_2}:' })
    expect(findings(other)).toEqual({ 'metadata/setting': 'fail metadata/setting-elsewhere' })
    const seen = { key: '{u_1_w_2}:setting', present: false, foundAt: 'setting' }
    expect(evidence(other, 'metadata/setting')).toMatchObject(seen)
  })

  it.each([
    ['metadata/setting-missing', 'there is none', ['PING']],
    ['metadata/setting-missing', 'it is empty', ['SET', KEY, '']],
    ['metadata/setting-malformed', 'it is no JSON', ['SET', KEY, 'no JSON']],
    ['metadata/setting-malformed', 'it is cut', ['SET', KEY, SETTING.slice(0, -2)]],
    ['metadata/setting-malformed', 'it is a list', ['SET', KEY, '[]']],
    ['metadata/setting-malformed', 'fields are missing', ['SET', KEY, '{"Name":"a"}']],
    ['metadata/setting-malformed', 'a field is no text', ['SET', KEY, '{"Name":1}']],
    ['metadata/setting-malformed', 'it is a hash', ['HSET', KEY, 'Name', 'a']],
    ['metadata/setting-malformed', 'it is a list of Redis', ['RPUSH', KEY, 'a']],
  ])('names %s where %s', async (cause, _, command) => {
    const results = await check(await redisAfter(command))
    expect(findings(results)).toEqual({ 'metadata/setting': `fail ${cause}` })
    expect(evidence(results, 'metadata/setting')).toMatchObject({ key: KEY })
  })

  const user = (rights: string) => ({ aclUsers: [`session on >pw ${rights}`] })

  it.each([
    ['metadata/key-denied', '~{other}* +@all', 'NOPERM'],
    ['metadata/command-denied', '~* +ping', 'NOPERM'],
  ])('names %s under a narrow user', async (cause, rights, code) => {
    const redis = await redisWith(user(rights))
    const results = await check(redis, { login: 'session:pw@' })
    expect(findings(results)).toEqual({ 'metadata/setting': `fail ${cause}` })
    expect(evidence(results, 'metadata/setting')).toMatchObject({ key: KEY, code })
  })

  it('needs of a user no more than GET of its key', async () => {
    const redis = await redisWith(user(`~${SETTING_PREFIX}* +get`))
    expect(findings(await check(redis, { login: 'session:pw@' }))).toEqual({})
  })

  it('names metadata/cluster-down where nobody serves the slot', async () => {
    const redis = await redisWith({ cluster: true })
    expect(findings(await check(redis))).toEqual({})
    await redis.cli('CLUSTER', 'DELSLOTSRANGE', '0', '16383')
    const results = await check(redis)
    expect(findings(results)).toEqual({ 'metadata/setting': 'fail metadata/cluster-down' })
    expect(evidence(results, 'metadata/setting')).toMatchObject({ code: 'CLUSTERDOWN' })
  })

  it.each<[state: string | undefined, intent: string | undefined, set: boolean, outcome: object]>([
    ['active', undefined, true, { status: 'pass' }],
    ['active', undefined, false, { cause: 'metadata/setting-missing' }],
    ['active', 'mount', false, { cause: 'metadata/setting-missing' }],
    ['active', 'create', false, { status: 'skip', reason: expect.stringContaining('create') }],
    ['absent', undefined, false, { status: 'skip', reason: expect.stringContaining('absent') }],
    ['absent', 'mount', true, { status: 'skip', reason: expect.stringContaining('absent') }],
    ['absent', 'create', false, { status: 'skip' }],
    ['deleted', undefined, true, { status: 'skip', reason: expect.stringContaining('deleted') }],
    ['deleting', undefined, false, { cause: 'metadata/setting-missing' }],
    ['pending_format', undefined, false, { status: 'pass', evidence: { present: false } }],
    ['pending_format', 'create', false, { status: 'pass', evidence: { present: false } }],
    ['pending_format', 'create', true, { status: 'pass', evidence: { present: true } }],
    [undefined, 'create', true, { status: 'skip' }],
    [undefined, 'mount', false, { cause: 'metadata/setting-missing' }],
  ])('where the workspace is %s, for %s, set %s: %o', async (state, intent, set, outcome) => {
    const redis = await redisAfter(set ? ['SET', KEY, SETTING] : ['PING'])
    const token = freshToken()
    const workspaces: OrchestratorOptions['workspaces'] =
      state === 'absent' || state === undefined ? {} : { demo: { status: state } }
    const options = { tokens: [token], handle: 'acme', workspaces }
    const { url } = await started(startOrchestrator(options))
    const results = await runChecks({
      only: ['metadata/setting', 'workspace/state'],
      env: { TONBO_API_KEY: token, ARTIFACTS_METADATA_PREFIX: SETTING_PREFIX },
      flags: {
        workspace: 'acme/demo',
        metadataUrl: `redis://127.0.0.1:${redis.port}`,
        ...(state === undefined ? {} : { orchestratorUrl: url }),
        ...(intent === undefined ? {} : { intent }),
      },
    })
    expect(results['metadata/setting']).toMatchObject(outcome)
  })

  it('skips without a prefix', async () => {
    const { port } = await redisAfter()
    const flags = { metadataUrl: `redis://127.0.0.1:${port}` }
    const results = await runChecks({ only: ['metadata/setting'], flags })
    expect(results['metadata/setting']).toMatchObject({ status: 'skip', missing: 'metadataPrefix' })
  })

  it('asks a Redis that is well for no more than what it needs to know', async () => {
    const redis = await redisAfter(['SET', KEY, SETTING])
    const ear = await redis.listenIn()
    onTestFinished(() => ear.stop())
    expect(findings(await check(redis))).toEqual({})
    expect(await ear.commands()).toEqual(['PING', `STRLEN ${KEY}`, `TTL ${KEY}`, `GET ${KEY}`])
    expect(await redis.cli('GET', KEY)).toBe(SETTING)
  })

  it('reads nothing of a value that is too long', async () => {
    const redis = await redisAfter(['SETRANGE', KEY, '1048576', '}'])
    const ear = await redis.listenIn()
    onTestFinished(() => ear.stop())
    const results = await check(redis)
    expect(findings(results)).toEqual({ 'metadata/setting': 'fail metadata/setting-malformed' })
    expect(await ear.commands()).toEqual(['PING', `STRLEN ${KEY}`, `TTL ${KEY}`])
  })

  it.each<[what: string, prefix: string, commands: string[][]]>([
    ['there is none', '{u_8_w_8}:', [['PING']]],
    ['it is under another key', '{u_1_w_1}', [['SET', KEY, SETTING]]],
    ['it was flushed', SETTING_PREFIX, [['SET', `${SETTING_PREFIX}usedSpace`, '1']]],
    ['it is in another database', SETTING_PREFIX, [['-n', '3', 'SET', KEY, SETTING]]],
  ])('only reads where %s', async (_, prefix, commands) => {
    const redis = await redisAfter(...commands)
    const ear = await redis.listenIn()
    onTestFinished(() => ear.stop())
    expect(Object.keys(findings(await check(redis, { prefix })))).toEqual(['metadata/setting'])
    const reading = ['exists', 'get', 'info', 'ping', 'select', 'strlen', 'ttl', 'type']
    expect((await ear.ran()).filter((name) => ![...reading, 'auth'].includes(name))).toEqual([])
    const words = (await ear.commands()).map((line) => line.split(' ')[0]?.toLowerCase() ?? '')
    expect(words.filter((name) => !reading.includes(name))).toEqual([])
  })
})
