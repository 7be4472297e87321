import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import storageReachable from '../../checks/storage/reachable.ts'
import { type Check, fail, pass, skip, unsure } from '../../src/check.ts'
import { runCheck } from '../../src/testing.ts'
import { listen } from '../support/free-port.ts'
import { sampleCause, sampleCheck } from './samples.ts'

const check = (run: Check['run']) => sampleCheck('acme/one', { run })

describe('runCheck', () => {
  it.each([
    pass({ seen: 1 }),
    fail('acme/bad', { seen: 1 }, ['acme/worse']),
    fail('acme/bad'),
    skip('does not apply', 'bucket'),
    unsure('who knows', { seen: 1 }),
  ])('answers with the outcome: %j', async (outcome) => {
    expect(await runCheck(check(() => outcome))).toEqual(outcome)
  })

  it('makes errors of what a run makes errors of', async () => {
    const outcome = await runCheck(
      check(() => {
        throw new Error('x')
      }),
    )
    expect(outcome).toEqual({ status: 'error', reason: 'the check crashed: Error: x' })
    const causes = { 'acme/bad': sampleCause({ warning: true }) }
    const bad = check(() => fail('acme/bad'))
    expect(await runCheck(bad, { causes })).toEqual(fail('acme/bad'))
    const worse = check(() => fail('acme/worse'))
    expect(await runCheck(worse, { causes })).toMatchObject({ status: 'error' })
    const hanging = check(() => new Promise(() => {}))
    expect(await runCheck(hanging, { timeoutMs: 10 })).toMatchObject({ status: 'error' })
  })

  it('gives settings, environment and time as they are given, and nothing of the machine', async () => {
    const seeing = check(({ settings, env, now }) =>
      pass({ bucket: settings.get('bucket') ?? '', env: Object.keys(env).join(), now: now() }),
    )
    const given = { settings: { bucket: 'cases' }, env: { A: '1' }, now: () => 42 }
    expect(await runCheck(seeing, given)).toEqual(pass({ bucket: 'cases', env: 'A', now: 42 }))
    expect(await runCheck(seeing, { now: () => 1 })).toEqual(pass({ bucket: '', env: '', now: 1 }))
  })

  it('lets parts of the context be replaced', async () => {
    const seeing = check(({ mayWrite }) => pass({ mayWrite }))
    expect(await runCheck(seeing, { context: { mayWrite: false } })).toEqual(
      pass({ mayWrite: false }),
    )
  })

  it('has real clients: a built-in check tells a server from none', async () => {
    const { port, stop } = await listen(createServer((_, response) => response.end()))
    const settings = { backend: 'byo', bucket: 'cases', endpoint: `http://127.0.0.1:${port}` }
    const env = { ARTIFACTS_S3_ACCESS_KEY_ID: 'id', ARTIFACTS_S3_SECRET_ACCESS_KEY: 'secret-1' }
    const there = await runCheck(storageReachable, { settings, env })
    await stop()
    const away = await runCheck(storageReachable, { settings, env })
    expect(away).toMatchObject({ status: 'fail', cause: 'network/refused' })
    expect(there).not.toMatchObject({ cause: 'network/refused' })
  })
})
