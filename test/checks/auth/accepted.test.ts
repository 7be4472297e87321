import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Answer } from '../../support/fault-proxy.ts'
import { jwt } from '../../support/jwt.ts'
import { type OrchestratorOptions, startOrchestrator } from '../../support/orchestrator-server.ts'
import { evidence, findings, runChecks, statuses } from '../../support/run-check.ts'
import { freshToken } from '../../support/set-up.ts'
import { started } from '../../support/started.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const TOKEN = freshToken()
const SERVICE = 'art_abcdefgh'

/** Runs the check against an orchestrator that knows `acme/demo` and two tokens. */
async function check(
  options: Partial<OrchestratorOptions> = {},
  { token = TOKEN, workspace = 'acme/demo', env = {} as Record<string, string> } = {},
) {
  const server = await started(
    startOrchestrator({
      tokens: [TOKEN, SERVICE],
      handle: 'acme',
      workspaces: { demo: { status: 'active' } },
      ...options,
    }),
  )
  const results = await runChecks({
    only: ['auth/accepted'],
    flags: { orchestratorUrl: server.url, ...(workspace === '' ? {} : { workspace }) },
    env: token === '' ? env : { TONBO_API_KEY: token, ...env },
  })
  expect(server.violations).toEqual([])
  return { results, paths: server.requests.map(({ path }) => path), requests: server.requests }
}

const error = (status: number, code: string, message = ''): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'x-request-id': 'req-1' },
  body: JSON.stringify({ code, message }),
})

describe('auth/accepted', () => {
  it('passes on a list of workspaces, asked for once and with the token', async () => {
    const { results, requests } = await check()
    expect(findings(results)).toEqual({})
    expect(evidence(results, 'auth/accepted')).toEqual({ host: '127.0.0.1', httpStatus: 200 })
    expect(requests).toMatchObject([
      { method: 'GET', path: '/workspaces', headers: { authorization: `Bearer ${TOKEN}` } },
    ])
  })

  it('passes on an empty list', async () => {
    expect(findings((await check({ workspaces: {} })).results)).toEqual({})
  })

  it('passes on a list of two thousand workspaces', async () => {
    const names = Array.from({ length: 2000 }, (_, index) => [
      `demo-${index}`,
      { status: 'active' },
    ])
    const { results } = await check({ workspaces: Object.fromEntries(names) })
    expect(findings(results)).toEqual({})
  })

  it.each([
    ['auth/unauthorized', error(401, 'unauthorized', 'api key has been revoked')],
    ['auth/forbidden', error(403, 'forbidden')],
    ['orchestrator/invalid-request', error(422, 'invalid_request', 'limit must be positive')],
    ['orchestrator/internal-error', error(500, 'internal_error')],
    [
      'orchestrator/managed-provisioning-failed',
      error(500, 'internal_error', 'managed_provisioning_failed: IAM did not answer'),
    ],
    ['metadata/acl-provisioning-failed', error(500, 'metadata_acl_provisioning_failed')],
  ])('names %s', async (cause, answer) => {
    const { results } = await check({ answers: { '/workspaces': answer } })
    expect(findings(results)).toEqual({ 'auth/accepted': `fail ${cause}` })
    const { code } = JSON.parse(answer.body ?? '')
    const seen = { httpStatus: answer.status, code, requestId: 'req-1' }
    expect(evidence(results, 'auth/accepted')).toMatchObject(seen)
  })

  it('names auth/unauthorized on a token that the orchestrator does not know', async () => {
    const { results } = await check({}, { token: 'tbo_unknown' })
    expect(findings(results)).toEqual({ 'auth/accepted': 'fail auth/unauthorized' })
  })

  it('could not tell on a code that is not documented', async () => {
    const { results } = await check({ answers: { '/workspaces': error(402, 'payment_required') } })
    expect(results['auth/accepted']).toMatchObject({
      status: 'error',
      reason: expect.stringContaining("'payment_required'"),
      evidence: { httpStatus: 402, code: 'payment_required' },
    })
  })

  it.each([
    ['knows the workspace', 'acme/demo', {}],
    ['knows no such workspace', 'acme/other', {}],
    ['says that of a name alone', 'demo', {}],
    ['names auth/forbidden', 'bob/demo', { 'auth/accepted': 'fail auth/forbidden' }],
    ['was given no workspace', '', { 'auth/accepted': 'error' }],
  ])('lets a service token be judged by its workspace: %s', async (_, workspace, finding) => {
    const { results, paths } = await check({}, { token: SERVICE, workspace })
    expect(findings(results)).toEqual(finding)
    const own = workspace === '' ? [] : [`/workspaces/${workspace}`]
    expect(paths).toEqual(['/workspaces', ...own])
  })

  it('does not ask for the workspace where a service token is refused outright', async () => {
    const { results, paths } = await check({}, { token: 'art_revoked' })
    expect(findings(results)).toEqual({ 'auth/accepted': 'fail auth/unauthorized' })
    expect(paths).toEqual(['/workspaces'])
  })

  it('could not tell on an expired login that the program can renew', async () => {
    const { path, remove } = await temporaryDirectory()
    onTestFinished(remove)
    await mkdir(join(path, 'tonbo/artifacts'), { recursive: true })
    const login = { access_token: jwt({ exp: 1_700_000_000 }), refresh_token: 'opaque' }
    const file = join(path, 'tonbo/artifacts/credentials.json')
    await writeFile(file, JSON.stringify(login), { mode: 0o600 })
    const { results } = await check({}, { token: '', env: { XDG_CONFIG_HOME: path } })
    expect(findings(results)).toEqual({
      'auth/token': 'warn auth/token-renewable',
      'auth/accepted': 'error',
    })
  })

  it('does not send a mangled token, and is blocked by it', async () => {
    const { results, requests } = await check({}, { token: `${TOKEN}\r\nX-Injected: yes` })
    expect(findings(results)).toEqual({ 'auth/token': 'fail auth/token-mangled' })
    expect(statuses(results)).toMatchObject({
      'orchestrator/reachable': 'pass',
      'auth/accepted': 'blocked',
    })
    expect(requests.map(({ headers }) => headers.authorization)).toEqual([undefined])
  })

  const clocked = (headers: Answer['headers']) => ({
    answers: { '/workspaces': { ...error(401, 'unauthorized'), headers: { ...headers } } },
  })
  const later = (ms: number) => new Date(Date.now() + ms).toUTCString()

  it.each([
    [
      'its clock says that the login is over',
      { date: later(7_200_000) },
      'host/clock-skewed',
      true,
    ],
    ['its clock is ahead, though not as far', { date: later(600_000) }, 'auth/unauthorized', true],
    ['its clock is behind', { date: later(-7_200_000) }, 'auth/unauthorized', true],
    ['its clock agrees', { date: later(0) }, 'auth/unauthorized', false],
    ['a cache answers', { date: later(7_200_000), age: '7200' }, 'auth/unauthorized', false],
  ])('names the clock only where it is to blame: %s', async (_, headers, cause, apart) => {
    const { results } = await check(clocked(headers))
    expect(findings(results)).toEqual({ 'auth/accepted': `fail ${cause}` })
    expect('skewSeconds' in evidence(results, 'auth/accepted')).toBe(apart)
  })

  it('skips without an orchestrator URL', async () => {
    const results = await runChecks({ only: ['auth/accepted'], env: { TONBO_API_KEY: TOKEN } })
    expect(results['auth/accepted']).toMatchObject({ status: 'skip', missing: 'orchestratorUrl' })
  })
})
