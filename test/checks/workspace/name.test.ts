import { describe, expect, it } from 'vitest'
import { evidence, findings, runChecks, statuses } from '../../support/run-check.ts'

const check = (name: string) =>
  runChecks({ only: ['workspace/name'], flags: { workspace: `acme/${name}` } })

/** The rules of the current pages, and of the earlier ones. */
const CURRENT = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,62}$/
const EARLIER = /^[a-z][a-z0-9-]{0,38}[a-z0-9]$/

describe('workspace/name', () => {
  it.each(['demo', 'a1', 'my-workspace', 'a'.repeat(40), 'a--b'])(
    'passes on %s in both generations',
    async (name) => {
      const results = await check(name)
      expect(statuses(results)).toEqual({ 'workspace/name': 'pass' })
      expect(evidence(results, 'workspace/name')).toEqual({ name, length: name.length })
    },
  )

  it.each(['Demo', '1st', 'my_workspace', 'a', 'demo-', 'a'.repeat(41), 'X'.repeat(63)])(
    'warns of workspace/name-needs-current-cli on %s',
    async (name) => {
      const results = await check(name)
      expect(findings(results)).toEqual({
        'workspace/name': 'warn workspace/name-needs-current-cli',
      })
      expect(evidence(results, 'workspace/name')).toMatchObject({ name, rule: EARLIER.source })
    },
  )

  it.each([
    ['-demo', 'demo'],
    ['_demo', 'demo'],
    ['my workspace', 'my-workspace'],
    ['my.workspace', 'my-workspace'],
    ['Überraschung', 'uberraschung'],
    ['d\u0435mo', 'demo'],
    ['\uff24emo', 'demo'],
    ['de\u200bmo', 'demo'],
    ['my\u2014demo', 'my-demo'],
    ['demo#files', 'demo'],
    ['a'.repeat(64), 'a'.repeat(40)],
    ['demo!', 'demo'],
    ['демо', 'my-workspace'],
    ['..', 'my-workspace'],
    ['demo\n', 'demo'],
  ])('names workspace/invalid-name on %j, and the nearest that is valid', async (name, nearest) => {
    const results = await check(name)
    expect(findings(results)).toEqual({ 'workspace/name': 'fail workspace/invalid-name' })
    const seen = {
      length: name.length,
      rule: CURRENT.source,
      nearest,
      found: expect.stringMatching(/^it (is|holds|begins) /),
    }
    expect(evidence(results, 'workspace/name')).toEqual(seen)
    expect(findings(await check(nearest))).toEqual({})
  })

  it.each([
    ['Demo', 'demo'],
    ['my_Demo', 'my-demo'],
    ['demo--', 'demo'],
    ['1st', undefined],
    ['a', undefined],
    ['a'.repeat(41), undefined],
  ])('shows for %s what every program takes, where it can be seen', async (name, nearest) => {
    expect(evidence(await check(name), 'workspace/name').nearest).toBe(nearest)
  })

  it.each([
    ['tbo_Qz7vK2mXw9.RtLp4nHc8', {}],
    ['tbo_Qz7vK2mXw9RtLp4nHc8', {}],
    ['my-Qz7vK2mXw9RtLp4nHc8', { TONBO_API_KEY: 'Qz7vK2mXw9RtLp4nHc8' }],
    ['Qz7vK2mXw9.RtLp4nHc8', { TONBO_API_KEY: 'tbo_Qz7vK2mXw9.RtLp4nHc8' }],
  ])('shows nothing of a secret that was pasted as a name', async (name, env) => {
    const flags = { workspace: `acme/${name}` }
    const results = await runChecks({ only: ['workspace/name'], flags, env })
    expect(JSON.stringify(results)).not.toMatch(/rtlp4/i)
  })

  it('skips without a workspace', async () => {
    const results = await runChecks({ only: ['workspace/name'] })
    expect(results['workspace/name']).toMatchObject({ status: 'skip', missing: 'workspace' })
  })
})
