import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createAuthority } from '../../support/certificate.ts'
import { startFaultProxy } from '../../support/fault-proxy.ts'
import { type RedisOptions, type RedisServer, startRedis } from '../../support/redis-server.ts'
import { evidence, findings, runChecks } from '../../support/run-check.ts'
import { startSilent } from '../../support/silent-server.ts'
import { started } from '../../support/started.ts'

const authority = await createAuthority()

/** Runs the checks on a URL, which may hold a password: it comes from the environment. */
function check(
  url: string,
  { prefix = '', ...more }: { waitMs?: number; timeoutMs?: number; prefix?: string } = {},
) {
  return runChecks({
    only: ['metadata/auth'],
    env: {
      ARTIFACTS_METADATA_URL: url,
      ARTIFACTS_METADATA_PREFIX: prefix,
      SSL_CERT_FILE: authority.caFile,
    },
    ...more,
  })
}

/** The same for a Redis with `options`; `login` stands before its host, `database` behind it. */
async function login(options: RedisOptions, login: string, database = '') {
  const { port } = await started(startRedis(options))
  const scheme = options.tls === undefined ? 'redis' : 'rediss'
  return check(`${scheme}://${login}127.0.0.1:${port}${database}`)
}

const SESSION = 'session on >pw ~{7}* +get +ping +select'

describe('metadata/auth', () => {
  it.each<[what: string, options: RedisOptions, login: string, database: string, seen: object]>([
    ['no password where none is wanted', {}, '', '', { user: 'default', database: 0 }],
    ['the password', { password: 'p w@/' }, ':p%20w%40%2F@', '/0', { user: 'default' }],
    ['a user of its own', { aclUsers: [SESSION] }, 'session:pw@', '/7', { database: 7 }],
    ['a user who may not PING', { aclUsers: ['s on >pw ~* +get'] }, 's:pw@', '', { user: 's' }],
  ])('passes with %s', async (_, options, before, database, seen) => {
    const results = await login(options, before, database)
    expect(findings(results)).toEqual({})
    expect(evidence(results, 'metadata/auth')).toMatchObject({ host: '127.0.0.1', ...seen })
  })

  it.each<[cause: string, what: string, options: RedisOptions, login: string, seen: object]>([
    ['metadata/password-missing', 'none is sent', { password: 'pw' }, '', { code: 'NOAUTH' }],
    [
      'metadata/password-wrong',
      'another is sent',
      { password: 'pw' },
      ':no@',
      { code: 'WRONGPASS' },
    ],
    [
      'metadata/password-wrong',
      'the user is unknown',
      { aclUsers: [SESSION] },
      'nobody:pw@',
      { code: 'WRONGPASS', user: 'nobody' },
    ],
    [
      'metadata/password-wrong',
      'the user is switched off',
      { aclUsers: ['session off >pw ~* +@all'] },
      'session:pw@',
      { code: 'WRONGPASS', user: 'session' },
    ],
  ])('names %s where %s', async (cause, _, options, before, seen) => {
    const results = await login(options, before)
    expect(findings(results)).toEqual({ 'metadata/auth': `fail ${cause}` })
    expect(evidence(results, 'metadata/auth')).toMatchObject(seen)
    expect(JSON.stringify(results)).not.toMatch(/pw|"no"/)
  })

  it('names metadata/command-denied where the database may not be chosen', async () => {
    const results = await login({ aclUsers: ['s on >pw ~* +get +ping'] }, 's:pw@', '/3')
    expect(findings(results)).toEqual({ 'metadata/auth': 'fail metadata/command-denied' })
    const seen = { code: 'NOPERM', command: 'select', database: 3 }
    expect(evidence(results, 'metadata/auth')).toMatchObject(seen)
  })

  it('names metadata/database-missing on a database that there is not', async () => {
    const results = await login({}, '', '/99')
    expect(findings(results)).toEqual({ 'metadata/auth': 'fail metadata/database-missing' })
    expect(evidence(results, 'metadata/auth')).toMatchObject({ code: 'ERR', database: 99 })
  })

  it('warns of metadata/password-ignored where the server lets in anybody', async () => {
    const results = await login({}, ':pw@')
    expect(findings(results)).toEqual({ 'metadata/auth': 'warn metadata/password-ignored' })
    expect(JSON.stringify(results)).not.toMatch(/pw/)
  })

  it('sends no login where there is no password, and so is the default user, as the product is', async () => {
    const results = await login({ aclUsers: ['s on nopass ~* +@all', 'default off'] }, 's@')
    expect(findings(results)).toEqual({ 'metadata/auth': 'fail metadata/password-missing' })
    expect(evidence(results, 'metadata/auth')).toMatchObject({ user: 'given' })
  })

  it('warns of metadata/database-on-cluster, unless the number is the prefix', async () => {
    const { port } = await started(startRedis({ cluster: true }))
    const warned = await check(`redis://127.0.0.1:${port}/7`)
    expect(findings(warned)).toEqual({ 'metadata/auth': 'warn metadata/database-on-cluster' })
    expect(evidence(warned, 'metadata/auth')).toMatchObject({ expectedPrefix: '{7}', database: 7 })
    const meant = await check(`redis://127.0.0.1:${port}/7`, { prefix: '{7}' })
    expect(findings(meant)).toEqual({})
    const other = await check(`redis://127.0.0.1:${port}/7`, { prefix: '{70}' })
    expect(findings(other)).toEqual({ 'metadata/auth': 'warn metadata/database-on-cluster' })
  })

  it('names metadata/loading while Redis loads, and waits for it', async () => {
    // 2500 keys, 400 µs each: a second, in which it still answers every kilobyte.
    const config = ['key-load-delay 400', 'loading-process-events-interval-bytes 1024']
    const { port, cli } = await started(startRedis({ config }))
    await cli('DEBUG', 'POPULATE', '2500', 'key', '100')
    const loaded = cli('DEBUG', 'RELOAD')
    while (!(await cli('PING').catch(String)).includes('LOADING')) await sleep(5)
    const url = `redis://127.0.0.1:${port}`
    expect(findings(await check(url))).toEqual({ 'metadata/auth': 'fail metadata/loading' })
    const results = await check(url, { waitMs: 20_000 })
    expect(findings(results)).toEqual({})
    expect(results['metadata/auth']).not.toMatchObject({ attempts: 1 })
    await loaded
  })

  it('skips without a URL', async () => {
    const results = await runChecks({ only: ['metadata/auth'] })
    expect(results['metadata/auth']).toMatchObject({ status: 'skip', missing: 'metadataUrl' })
  })
})

describe('metadata/reachable', () => {
  const TLS = { names: ['127.0.0.1'] }

  it('passes over TLS, and says so', async () => {
    const results = await login({ tls: await authority.issue(TLS) }, '')
    expect(findings(results)).toEqual({})
    expect(evidence(results, 'metadata/reachable')).toMatchObject({ tls: true, database: 0 })
  })

  it.each(['mymaster,10.0.0.1,10.0.0.2:26379/1', 'pw@mymaster,s1:26379'])(
    'cannot tell of the several hosts of redis://%s, and asks for none of them',
    async (behind) => {
      const results = await check(`redis://${behind}`)
      expect(findings(results)).toEqual({ 'metadata/reachable': 'error' })
      expect(results['metadata/reachable']).toMatchObject({ reason: /names several hosts/ })
    },
  )

  it('names metadata/tls-mismatch on a plain URL for a TLS port', async () => {
    const { port } = await started(startRedis({ tls: await authority.issue(TLS) }))
    const results = await check(`redis://127.0.0.1:${port}`)
    expect(findings(results)).toEqual({ 'metadata/reachable': 'fail metadata/tls-mismatch' })
    expect(evidence(results, 'metadata/reachable')).toMatchObject({ tls: false, port })
  })

  it('names metadata/tls-mismatch on TLS for a plain port, open or not', async () => {
    const servers = [await started(startRedis()), await started(startRedis({ password: 'pw' }))]
    const ask = async ({ port }: RedisServer) => {
      const results = await check(`rediss://127.0.0.1:${port}`, { timeoutMs: 2500 })
      expect(findings(results)).toEqual({ 'metadata/reachable': 'fail metadata/tls-mismatch' })
      expect(evidence(results, 'metadata/reachable')).toMatchObject({ tls: true, port })
    }
    await Promise.all(servers.map(ask))
  })

  it.each<
    [
      protocol: string,
      scheme: string,
      start: () => Promise<{ port: number; stop(): Promise<void> }>,
    ]
  >([
    ['HTTP', 'redis', () => startFaultProxy(undefined, [])],
    ['HTTP', 'rediss', () => startFaultProxy(undefined, [])],
    ['SSH', 'redis', () => startSilent({ greeting: 'SSH-2.0-OpenSSH_9.2\r\n' })],
    ['unknown', 'redis', () => startSilent({ greeting: 'hello\r\n' })],
  ])('names metadata/not-redis on %s behind %s://', async (protocol, scheme, start) => {
    const { port } = await started(start())
    const results = await check(`${scheme}://127.0.0.1:${port}`)
    expect(findings(results)).toEqual({ 'metadata/reachable': 'fail metadata/not-redis' })
    expect(evidence(results, 'metadata/reachable')).toMatchObject({ protocol, port })
  })

  it('could not tell where the URL changes what TLS is to hold', async () => {
    const { port } = await started(startRedis({ tls: await authority.issue(TLS) }))
    const url = `rediss://127.0.0.1:${port}/0?insecure-skip-verify=true`
    const env = { ARTIFACTS_METADATA_URL: url }
    const results = await runChecks({ only: ['metadata/auth'], env })
    expect(findings(results)).toEqual({ 'metadata/reachable': 'error' })
    expect(results['metadata/reachable']).toMatchObject({
      reason: expect.stringContaining('insecure-skip-verify'),
    })
    // One that is trusted anyway needs nothing to be changed.
    expect(findings(await check(url))).toEqual({})
  })

  it('names metadata/client-certificate-required, in either version of TLS', async () => {
    const tls = await authority.issue(TLS)
    const wants = ['tls-auth-clients yes', `tls-ca-cert-file ${authority.caFile}`]
    const results = await login({ tls, config: [...wants, 'tls-protocols "TLSv1.3"'] }, '')
    const cause = 'metadata/client-certificate-required'
    expect(findings(results)).toEqual({ 'metadata/reachable': `fail ${cause}` })
  })
})
