import { describe, expect, it } from 'vitest'
import { createAuthority } from '../../support/certificate.ts'
import { type Answer, startFaultProxy } from '../../support/fault-proxy.ts'
import { startOrchestrator } from '../../support/orchestrator-server.ts'
import { evidence, findings, runChecks, statuses } from '../../support/run-check.ts'
import { freshToken } from '../../support/set-up.ts'
import { started } from '../../support/started.ts'

const TOKEN = freshToken()

const check = (orchestratorUrl: string) =>
  runChecks({
    only: ['orchestrator/reachable', 'auth/accepted'],
    flags: { orchestratorUrl },
    env: { TONBO_API_KEY: TOKEN },
  })

/** Runs the checks against a server that answers everything with `answer`. */
async function answered(answer: Answer) {
  const { endpoint, requests } = await started(startFaultProxy(undefined, [{ do: { answer } }]))
  return { results: await check(endpoint), requests }
}

const HTML = { 'content-type': 'text/html; charset=utf-8' }
const JSON_TYPE = { 'content-type': 'application/json' }

describe('orchestrator/reachable', () => {
  it.each([
    ['a list', { status: 200, body: '{"workspaces":[{"name":"demo","status":"active"}]}' }],
    ['an empty list', { status: 200, body: '{"workspaces":[]}' }],
    ['a workspace', { status: 200, body: '{"name":"demo","status":"active"}' }],
    ['a documented error', { status: 401, body: '{"code":"unauthorized","message":"no"}' }],
    ['a fault of its own', { status: 500, body: '{"code":"internal_error","message":""}' }],
  ])('passes on %s', async (_, answer) => {
    const { results } = await answered({ ...answer, headers: JSON_TYPE })
    expect(statuses(results)).toMatchObject({ 'orchestrator/reachable': 'pass' })
    const seen = { host: '127.0.0.1', httpStatus: answer.status }
    expect(evidence(results, 'orchestrator/reachable')).toMatchObject(seen)
  })

  it.each<[what: string, answer: Answer]>([
    ['HTML by its type', { status: 200, headers: HTML, body: 'Welcome' }],
    ['HTML by its look', { status: 200, body: '\n<!DOCTYPE html><title>Login</title>' }],
    ['HTML with another status of success', { status: 203, headers: HTML, body: '<html></html>' }],
  ])('names orchestrator/not-an-api on %s', async (_, answer) => {
    const { results } = await answered(answer)
    expect(findings(results)).toEqual({
      'orchestrator/reachable': 'fail orchestrator/not-an-api',
    })
    expect(statuses(results)).toMatchObject({ 'auth/accepted': 'blocked' })
    expect(evidence(results, 'orchestrator/reachable')).toMatchObject({ found: 'a page of HTML' })
  })

  it('names orchestrator/not-an-api on a redirect to another host, and sends it nothing', async () => {
    const elsewhere = await started(startFaultProxy(undefined, [{ do: { answer: empty } }]))
    const location = `http://localhost:${elsewhere.port}/login`
    const { results, requests } = await answered({ status: 302, headers: { location } })
    expect(findings(results)).toEqual({
      'orchestrator/reachable': 'fail orchestrator/not-an-api',
    })
    const found = `a redirect to localhost:${elsewhere.port}`
    expect(evidence(results, 'orchestrator/reachable')).toMatchObject({ found, httpStatus: 302 })
    expect(requests).toHaveLength(1)
    expect(elsewhere.requests).toEqual([])
  })
  const empty = { status: 200, body: '{"workspaces":[]}' }

  it.each<[what: string, answer: Answer]>([
    ['a redirect to itself', { status: 307, headers: { location: '/v2/workspaces' } }],
    ['a redirect to nowhere', { status: 302 }],
    ['an error page', { status: 500, headers: HTML, body: '<html>Server Error</html>' }],
    ['a method that is not allowed', { status: 405, headers: { allow: 'POST' } }],
    ['a redirect to its login page', { status: 302, headers: { location: '/login?next=/' } }],
    ['a page that was not found', { status: 404, headers: HTML, body: '<html></html>' }],
    ['text', { status: 200, body: 'OK' }],
    ['nothing', { status: 200 }],
    ['nothing, forbidden', { status: 403 }],
    ['cut JSON', { status: 200, headers: JSON_TYPE, body: '{"workspaces":[' }],
    ['a bare array', { status: 200, headers: JSON_TYPE, body: '[]' }],
    ['JSON of another form', { status: 200, headers: JSON_TYPE, body: '{"ok":true}' }],
    ['an error without a code', { status: 500, headers: JSON_TYPE, body: '{"error":"boom"}' }],
    ['a code that is a number', { status: 500, headers: JSON_TYPE, body: '{"code":13}' }],
  ])('could not tell on %s', async (_, answer) => {
    const { results } = await answered(answer)
    expect(findings(results)).toEqual({ 'orchestrator/reachable': 'error' })
    expect(evidence(results, 'orchestrator/reachable')).toMatchObject({ httpStatus: answer.status })
  })

  it.each([
    ['a gateway', { status: 503, body: 'no healthy upstream' }, 'orchestrator/unavailable'],
    ['a limit', { status: 429, body: '' }, 'orchestrator/throttled'],
  ])('asks again while it may wait, for what is transient: %s', async (_, answer, cause) => {
    const rules = [
      { when: ({ count }: { count: number }) => count < 1, do: { answer } },
      { do: { answer: empty } },
    ]
    const { endpoint, requests } = await started(startFaultProxy(undefined, rules))
    const asked = { only: ['orchestrator/reachable'], flags: { orchestratorUrl: endpoint } }
    expect(findings(await runChecks({ ...asked, waitMs: 5000 }))).toEqual({})
    expect(requests).toHaveLength(2)
    const { endpoint: again } = await started(startFaultProxy(undefined, [{ do: { answer } }]))
    const once = await runChecks({ ...asked, flags: { orchestratorUrl: again } })
    expect(findings(once)).toEqual({ 'orchestrator/reachable': `fail ${cause}` })
  })

  it('leaves an error with a code to others, whatever its status', async () => {
    const body = '{"code":"internal_error","message":""}'
    const { results } = await answered({ status: 503, headers: JSON_TYPE, body })
    expect(findings(results)).toEqual({ 'auth/accepted': 'fail orchestrator/internal-error' })
  })

  it('names orchestrator/wants-https on a redirect to https, and sends it nothing', async () => {
    const authority = await createAuthority()
    const tls = await authority.issue({ names: ['127.0.0.1'] })
    const rule = { do: { answer: empty } }
    const secured = await started(startFaultProxy(undefined, [rule], { tls }))
    const { results, requests } = await answered({
      status: 301,
      headers: { location: `${secured.endpoint}/workspaces?token=none` },
    })
    expect(findings(results)).toEqual({ 'orchestrator/reachable': 'fail orchestrator/wants-https' })
    expect(evidence(results, 'orchestrator/reachable')).toMatchObject({
      found: `a redirect to ${secured.endpoint}/workspaces`,
    })
    expect([requests.length, secured.requests.length]).toEqual([1, 0])
  })

  it('asks below the path of its URL, with GET, and only once for several checks', async () => {
    const list = { status: 200, headers: JSON_TYPE, body: '{"workspaces":[]}' }
    const answers = { '/api/v1/workspaces': list }
    const nobody = { tokens: [TOKEN], handle: 'acme', workspaces: {} }
    const { url, requests, violations } = await started(startOrchestrator({ ...nobody, answers }))
    expect(findings(await check(`${url}/api/v1/`))).toEqual({})
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/v1/workspaces',
    ])
    expect(violations).toEqual([])
  })

  it('passes over TLS where the certificate is trusted', async () => {
    const authority = await createAuthority()
    const tls = await authority.issue({ names: ['localhost'] })
    const rule = { do: { answer: empty } }
    const { port } = await started(startFaultProxy(undefined, [rule], { tls }))
    const results = await runChecks({
      only: ['auth/accepted'],
      flags: { orchestratorUrl: `https://localhost:${port}` },
      env: { TONBO_API_KEY: TOKEN, SSL_CERT_FILE: authority.caFile },
    })
    expect(findings(results)).toEqual({})
  })

  it('is asked without a token too, and skips without a URL', async () => {
    const { endpoint } = await started(startFaultProxy(undefined, [{ do: { answer: empty } }]))
    const only = ['orchestrator/reachable']
    const asked = await runChecks({ only, flags: { orchestratorUrl: endpoint } })
    expect(findings(asked)).toEqual({})
    const skipped = await runChecks({ only })
    expect(skipped['orchestrator/reachable']).toMatchObject({
      status: 'skip',
      missing: 'orchestratorUrl',
    })
  })
})
