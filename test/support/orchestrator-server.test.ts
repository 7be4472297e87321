import { request } from 'undici'
import { describe, expect, it } from 'vitest'
import { startOrchestrator } from './orchestrator-server.ts'
import { started } from './started.ts'

describe('orchestrator', () => {
  const options = {
    tokens: ['tbo_good', 'art_one'],
    handle: 'ada',
    workspaces: { demo: { status: 'active', storage: { region: 'eu-west-3' } } },
    answers: { '/page': { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' } },
  }
  async function ask(url: string, { token = 'tbo_good', method = 'GET' } = {}) {
    const headers = token === '' ? {} : { authorization: `Bearer ${token}` }
    const { statusCode, body } = await request(url, { method: method as 'GET', headers })
    const text = await body.text()
    return { status: statusCode, body: text.startsWith('{') ? JSON.parse(text) : text }
  }

  it('answers GET as documented', async () => {
    const { url, requests, violations } = await started(startOrchestrator(options))
    const demo = { name: 'demo', handle: 'ada', status: 'active', storage: { region: 'eu-west-3' } }
    const list = await ask(`${url}/workspaces`)
    expect(list).toMatchObject({ status: 200, body: { workspaces: [demo] } })
    for (const path of ['demo', 'ada/demo']) {
      const shown = await ask(`${url}/workspaces/${path}`)
      expect(shown).toMatchObject({ status: 200, body: { workspace: demo } })
    }
    expect(await ask(`${url}/page`, { token: '' })).toEqual({ status: 200, body: '<html>' })
    expect(violations).toEqual([])
    expect(requests.map(({ path }) => path)).toContain('/workspaces/ada/demo')
  })

  it.each([
    { path: 'workspaces', token: '', status: 401, code: 'unauthorized' },
    { path: 'workspaces', token: 'tbo_bad', status: 401, code: 'unauthorized' },
    { path: 'workspaces', token: 'art_one', status: 403, code: 'forbidden' },
    { path: 'workspaces/bob/demo', token: 'tbo_good', status: 403, code: 'forbidden' },
    { path: 'workspaces/ada/none', token: 'tbo_good', status: 404, code: 'workspace_not_found' },
    { path: 'workspaces/toString', token: 'tbo_good', status: 404, code: 'workspace_not_found' },
  ])('refuses $path with $code ($token)', async ({ path, token, status, code }) => {
    const { url } = await started(startOrchestrator(options))
    const answer = await ask(`${url}/${path}`, { token })
    expect(answer).toEqual({ status, body: { code, message: expect.any(String) } })
  })

  it('shows a workspace bare in the earlier generation', async () => {
    const { url } = await started(startOrchestrator({ ...options, generation: 'earlier' }))
    const { body } = await ask(`${url}/workspaces/demo`, { token: 'art_one' })
    expect(body).toMatchObject({ name: 'demo', status: 'active' })
    expect(body.storage).not.toHaveProperty('backend')
  })

  it('notes whatever is not a GET', async () => {
    const { url, violations } = await started(startOrchestrator(options))
    const path = '/workspaces/ada/demo/format-completed'
    expect((await ask(`${url}${path}`, { method: 'POST' })).status).toBe(405)
    expect(violations).toEqual([`POST ${path}`])
  })
})
