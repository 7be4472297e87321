import { describe, expect, it } from 'vitest'
import { testContext } from '../support/context.ts'

describe('a context', () => {
  it('cannot be changed by one check for the others', async () => {
    const env = { HOME: '/nowhere' }
    const { context } = await testContext({ env, settings: { bucket: 'cases' } })
    const attempts: (() => unknown)[] = [
      () => Object.assign(context.env, { HOME: 'x' }),
      () => Object.assign(context.settings, { backend: 'byo' }),
      () => Object.assign(context.settings.values, { bucket: { value: 'x', source: 'x' } }),
      () => Object.assign(context.settings.values.bucket ?? {}, { value: 'x' }),
      () => Object.assign(context.settings.secrets, { 0: 'x' }),
      () => Object.assign(context.clients, { s3: () => 'x' }),
      () => Object.assign(context.files, { read: () => 'x' }),
      () => Object.assign(context.memory, { ask: () => 'x' }),
      () => Object.assign(context.wait, { left: () => 1 }),
      () => Object.assign(context.machine, { platform: 'win32' }),
    ]
    for (const change of attempts) expect(change, String(change)).toThrow(TypeError)
    expect(context.settings.get('bucket')).toBe('cases')
    // What was given stays its owner's.
    expect(Object.isFrozen(env)).toBe(false)
  })

  it('still gives secrets to whoever asks for one', async () => {
    const { context } = await testContext({ env: { TONBO_API_KEY: 'tbo_1234567890' } })
    expect(context.settings.get('token')).toBe('tbo_1234567890')
    expect(context.settings.values.token?.secret?.reveal()).toBe('tbo_1234567890')
  })

  it('waits for what must be finished, but not for what never is', async () => {
    const { context, finished } = await testContext()
    let done = false
    context.finish(
      new Promise<void>((resolve) => setTimeout(resolve, 20)).then(() => {
        done = true
      }),
    )
    await finished()
    expect(done).toBe(true)
    context.finish(new Promise(() => {}))
    await finished(10)
  })
})
