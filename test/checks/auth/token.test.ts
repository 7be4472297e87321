import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { jwt } from '../../support/jwt.ts'
import { evidence, findings, runChecks, statuses } from '../../support/run-check.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const NOW = Date.parse('2026-11-21T18:00:00Z')
const at = (minutes: number) => NOW / 1000 + minutes * 60
const JWT = jwt({ exp: at(60) })
const [header = '', payload = '', signature = ''] = JWT.split('.')
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

const check = (token: string, flags = {}) =>
  runChecks({ only: ['auth/token'], flags, env: { TONBO_API_KEY: token }, now: () => NOW })

/** The same token from a cached file, with whatever else is in it. */
async function cached(file: Readonly<Record<string, string>>, now = NOW) {
  const { path, remove } = await temporaryDirectory()
  onTestFinished(remove)
  const directory = join(path, 'tonbo/artifacts')
  await mkdir(directory, { recursive: true })
  await writeFile(join(directory, 'credentials.json'), JSON.stringify(file), { mode: 0o600 })
  const env = { XDG_CONFIG_HOME: path }
  return runChecks({ only: ['auth/token'], env, now: () => now })
}

describe('auth/token', () => {
  it.each([
    ['a login', JWT, { kind: 'jwt', expiresAt: '2026-11-21T19:00:00.000Z' }],
    ['a login without an end', jwt({ sub: 'ada' }), { kind: 'jwt' }],
    ['a login from a clock half a minute ahead', jwt({ iat: at(0.5), exp: at(60) }), {}],
    ['an API key', 'tbo_abcdefgh', { kind: 'api-key' }],
    ['a service token', 'art_abcdefgh', { kind: 'service-token' }],
    ['a kind that is yet to come', 'new-kind-of-token', { kind: 'unrecognised' }],
  ])('passes on %s', async (_, token, seen) => {
    const results = await check(token)
    expect(statuses(results)).toEqual({ 'auth/credentials': 'pass', 'auth/token': 'pass' })
    expect(evidence(results, 'auth/token')).toMatchObject({ source: 'TONBO_API_KEY', ...seen })
  })

  it.each([
    ['a line break at its end', `${JWT}\n`, /line break/],
    ['a line break within', `${header}.${payload}\n.${signature}`, /line break/],
    ['quotes around it', `"${JWT}"`, /in quotes/],
    ['one quote left', `'${JWT}`, /a quote/],
    ['its scheme before it', `Bearer ${JWT}`, /Bearer/],
    ['a space at its end', `${JWT} `, /space/],
    ['a space within', 'tbo_abc def', /space/],
    ['characters of a word processor', 'tbo_abc\u2013def', /ASCII/],
    ['a part missing', `${header}.${payload}`, /three parts, this one has 2/],
    ['its end cut off', `${header}.${payload}.`, /cut off/],
    ['its last letter cut off', JWT.slice(0, -1), /end of its signature/],
    ['a letter more', `${JWT}x`, /more stands behind/],
    ['only its prefix', 'tbo_', /nothing stands behind/],
    ['a sign of no token', 'tbo_abc|def', /signs that no token has/],
    ['another scheme of letters', 'Tbo_abcdefgh', /case/],
    ['Base64 once more', Buffer.from('art_abcdefgh').toString('base64'), /Base64/],
    ['its payload cut off', `${header}.${payload.slice(0, -3)}.${signature}`, /decoded/],
  ])('names auth/token-mangled on %s', async (_, token, found) => {
    const results = await check(token)
    expect(findings(results)).toEqual({ 'auth/token': 'fail auth/token-mangled' })
    const seen = { source: 'TONBO_API_KEY', found: expect.stringMatching(found) }
    expect(evidence(results, 'auth/token')).toEqual(seen)
  })

  it.each([
    ['the id of a bucket key', 'bucket-key-id'],
    ['the secret of a bucket key', 'bucket/secret+of=mine'],
    ['a one-time code', '123456'],
    ['a placeholder', 'art_<your token>'],
    ['a variable that nobody filled in', '%TONBO_API_KEY%'],
    ['no value', 'null'],
  ])('names auth/token-mangled on %s in its place', async (instead, token) => {
    const keys = {
      ARTIFACTS_S3_ACCESS_KEY_ID: 'bucket-key-id',
      ARTIFACTS_S3_SECRET_ACCESS_KEY: 'bucket/secret+of=mine',
    }
    const env = { TONBO_API_KEY: token, ...keys }
    const results = await runChecks({ only: ['auth/token'], env })
    expect(findings(results)).toEqual({ 'auth/token': 'fail auth/token-mangled' })
    expect(evidence(results, 'auth/token')).toEqual({
      source: 'TONBO_API_KEY',
      instead,
      found: `${instead} stands in its place`,
    })
  })

  it.each([
    ['Flask’s, or whoever’s, whose second part is no object', `v4.public.${payload}`],
    ['one of five parts', `${part({ alg: 'dir', enc: 'A256GCM' })}..abcd.efgh.ijkl`],
    ['words with a hyphen', 'my-own-kind-of-token'],
    ['one that begins with a slash', '/abcdefgh/ijklmnop+qrstuv=='],
  ])('claims nothing of a token like %s', async (_, token) => {
    const results = await check(token)
    expect(findings(results)).toEqual({})
    expect(evidence(results, 'auth/token')).toMatchObject({ kind: 'unrecognised' })
  })

  it.each([
    ['a text', { exp: String(at(60)) }],
    ['milliseconds, and past', { exp: at(-60) * 1000 }],
    ['nothing', { exp: null }],
    ['a beginning in milliseconds', { nbf: at(-60) * 1000, exp: at(60) }],
  ])('cannot tell of dates that are %s', async (_, claims) => {
    const results = await check(jwt(claims))
    expect(findings(results)).toEqual({ 'auth/token': 'error' })
    const now = '2026-11-21T18:00:00.000Z'
    expect(evidence(results, 'auth/token')).toMatchObject({ kind: 'jwt', now })
  })

  it('shows of who issued it the host alone', async () => {
    const iss = 'https://ada:secret@id.example.com:8443/tenants/7?x=1'
    const results = await check(jwt({ iss, exp: at(60) }))
    expect(evidence(results, 'auth/token')).toMatchObject({ issuer: 'id.example.com' })
    const other = await check(jwt({ iss: 'urn:ada:7', exp: at(60) }))
    expect(evidence(other, 'auth/token')).not.toHaveProperty('issuer')
  })

  it('counts the time that may be waited', async () => {
    const env = { TONBO_API_KEY: jwt({ exp: at(30) }) }
    const asked = { only: ['auth/token'], env, now: () => NOW }
    expect(findings(await runChecks(asked))).toEqual({})
    expect(findings(await runChecks({ ...asked, waitMs: 1_500_000 }))).toEqual({
      'auth/token': 'warn auth/token-expires-soon',
    })
  })

  it.each([
    ['fail auth/token-expired', { exp: at(-1) }],
    ['fail auth/token-expired', { exp: at(0) }],
    ['fail auth/token-expired', { iat: at(-90), exp: at(-30) }],
    ['fail auth/token-not-yet-valid', { nbf: at(5), exp: at(60) }],
    ['fail auth/token-not-yet-valid', { iat: at(5), exp: at(60) }],
    ['fail auth/token-not-yet-valid', { nbf: at(-5), iat: at(5), exp: at(60) }],
    ['warn auth/token-expires-soon', { exp: at(9) }],
  ])('names %s on %j', async (finding, claims) => {
    const results = await check(jwt(claims))
    expect(findings(results)).toEqual({ 'auth/token': finding })
    const expiresAt = new Date(claims.exp * 1000).toISOString()
    expect(evidence(results, 'auth/token')).toMatchObject({ kind: 'jwt', expiresAt })
  })

  it('shows a date that no calendar has as the number it is', async () => {
    const results = await check(jwt({ exp: 1e300 }))
    expect(evidence(results, 'auth/token')).toMatchObject({ expiresAt: '1e+300' })
  })

  it('warns of auth/token-renewable on an expired one beside a refresh token', async () => {
    const login = { access_token: jwt({ exp: at(-1) }), refresh_token: 'opaque' }
    expect(findings(await cached(login))).toEqual({ 'auth/token': 'warn auth/token-renewable' })
    expect(findings(await cached({ ...login, refresh_token: '' }))).toEqual({
      'auth/token': 'fail auth/token-expired',
    })
    expect(findings(await cached(login, NOW - 30 * 60_000))).toEqual({})
    const over = { ...login, refresh_token: jwt({ exp: at(-1) }) }
    expect(findings(await cached(over))).toEqual({ 'auth/token': 'fail auth/token-expired' })
    const soon = await cached(login, NOW - 5 * 60_000)
    expect(findings(soon)).toEqual({})
    expect(evidence(soon, 'auth/token')).toMatchObject({ renewable: true })
  })

  it('takes of several logins the access token, else the one that ends last', async () => {
    const long = jwt({ exp: at(600) })
    const named = await cached({ id_token: long, other: long, access_token: JWT })
    expect(evidence(named, 'auth/token')).toMatchObject({ expiresAt: '2026-11-21T19:00:00.000Z' })
    const last = await cached({ first: JWT, second: long, third: jwt({ exp: at(1) }) })
    expect(evidence(last, 'auth/token')).toMatchObject({ expiresAt: '2026-11-22T04:00:00.000Z' })
  })

  it('names auth/service-token-limited under create alone', async () => {
    const limited = await check('art_abcdefgh', { workspace: 'demo', intent: 'create' })
    expect(findings(limited)).toEqual({ 'auth/token': 'fail auth/service-token-limited' })
    expect(findings(await check('art_abcdefgh', { workspace: 'demo', intent: 'mount' }))).toEqual(
      {},
    )
    expect(findings(await check('tbo_abcdefgh', { workspace: 'demo', intent: 'create' }))).toEqual(
      {},
    )
  })

  it('is skipped or blocked with the credentials', async () => {
    const only = ['auth/token']
    const skipped = await runChecks({ only, flags: { bucket: 'cases' } })
    expect(skipped['auth/token']).toMatchObject({ status: 'skip', missing: 'token' })
    const blocked = await runChecks({ only })
    expect(blocked['auth/token']).toMatchObject({ blockedBy: ['auth/credentials'] })
  })
})
