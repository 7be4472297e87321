import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Check, fail, pass, skip, unsure } from '../../../src/check.ts'
import { attempt } from '../../../src/run/attempt.ts'
import { type TestSurroundings, testContext } from '../../support/context.ts'
import { sampleCause, sampleCheck } from '../samples.ts'

const CATALOGUE = { 'a/trouble': sampleCause(), 'a/warning': sampleCause({ warning: true }) }

async function attempted(run: Check['run'], given: TestSurroundings = {}) {
  const { context } = await testContext(given)
  return attempt(sampleCheck('a/check', { run }), { context, catalogue: CATALOGUE })
}

const untyped = (outcome: unknown) => () => outcome as ReturnType<Check['run']>
const forever = () => new Promise<never>(() => {})

const unhandled: unknown[] = []
const note = (reason: unknown) => unhandled.push(reason)

beforeEach(() => {
  unhandled.length = 0
  process.on('unhandledRejection', note)
})

afterEach(async () => {
  // They are told of after the turn in which the promise was rejected.
  await setImmediate()
  await setImmediate()
  process.off('unhandledRejection', note)
  expect(unhandled).toEqual([])
})

describe('attempt', () => {
  it.each([
    ['pass', () => pass({ seen: 1 }), { status: 'pass', evidence: { seen: 1 } }],
    ['fail', () => fail('a/trouble', { seen: 1 }), { status: 'fail', cause: 'a/trouble' }],
    ['warn', async () => fail('a/warning'), { status: 'warn', cause: 'a/warning' }],
    ['error', () => unsure('who knows'), { status: 'error', reason: 'who knows' }],
  ] as const)('gives what ended %s its attempts and its time', async (_, run, expected) => {
    const result = await attempted(run)
    expect(result).toMatchObject({ id: 'a/check', title: 'a/check is well', attempts: 1 })
    expect(result).toMatchObject({ durationMs: expect.any(Number), ...expected })
  })

  it('gives a skip its reason and what is missing, and nothing else', async () => {
    const base = { id: 'a/check', title: 'a/check is well', status: 'skip' }
    const missing = { ...base, reason: 'is not set', missing: 'bucket' }
    expect(await attempted(() => skip('is not set', 'bucket'))).toStrictEqual(missing)
    expect(await attempted(() => skip('no'))).toStrictEqual({ ...base, reason: 'no' })
  })

  it.each<[what: string, run: Check['run'], reason: RegExp]>([
    ['throws', () => thrown(new TypeError('oh')), /crashed: TypeError: oh$/],
    ['rejects', () => Promise.reject(new Error('oh')), /crashed: Error: oh$/],
    ['throws what is no error', () => thrown('oh'), /crashed: oh$/],
    ['throws nothing', () => thrown(undefined), /crashed: undefined$/],
    ['returns nothing', untyped(undefined), /no outcome/],
    ['returns null', untyped(null), /no outcome/],
    ['returns a word', untyped('pass'), /no outcome/],
    ['returns an unknown status', untyped({ status: 'healthy' }), /no outcome/],
    ['warns by itself', untyped({ status: 'warn', cause: 'a/warning' }), /no outcome/],
    ['names an unknown cause', untyped(fail('a/toruble')), /unknown cause 'a\/toruble'/],
    ['names a property of every object', untyped(fail('constructor')), /unknown cause/],
  ])('ends a check in error that %s', async (_, run, reason) => {
    const result = await attempted(run)
    expect(result).toMatchObject({ status: 'error', reason: expect.stringMatching(reason) })
    expect(result).not.toHaveProperty('cause')
  })

  it.each(['pass', 'fail'])('never leaves a %s without evidence', async (status) => {
    const result = await attempted(untyped({ status, cause: 'a/trouble' }))
    if (result.status !== 'error') expect(result).toHaveProperty('evidence', {})
  })
})

describe('attempt, when time is up,', () => {
  it('ends in error, naming what was said last', async () => {
    const run: Check['run'] = ({ say }) => {
      say('resolving')
      say('connecting to 127.0.0.1')
      return forever()
    }
    const result = await attempted(run, { timeoutMs: 5 })
    const reason = 'no result within 5 ms (connecting to 127.0.0.1); --timeout allows more'
    expect(result).toMatchObject({ status: 'error', reason, attempts: 1 })
  })

  it('ends in error without a stage where nothing was said', async () => {
    const result = await attempted(forever, { timeoutMs: 5 })
    const reason = 'no result within 5 ms; --timeout allows more'
    expect(result).toMatchObject({ status: 'error', reason })
  })

  it("aborts the attempt's signal, and hears no more of it", async () => {
    let aborted = () => {}
    const told = new Promise<void>((resolve) => {
      aborted = resolve
    })
    const run: Check['run'] = async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      aborted()
      throw new Error('too late')
    }
    const result = await attempted(run, { timeoutMs: 5 })
    await told
    expect(result).toMatchObject({ status: 'error', reason: expect.stringContaining('no result') })
  })

  it('leaves the signal of the run alone, and no listener on it', async () => {
    const { signal } = new AbortController()
    const listening: string[] = []
    const { addEventListener, removeEventListener } = signal
    signal.addEventListener = (...args: unknown[]) => {
      listening.push(String(args[0]))
      return addEventListener.apply(signal, args as Parameters<typeof addEventListener>)
    }
    signal.removeEventListener = (...args: unknown[]) => {
      listening.pop()
      return removeEventListener.apply(signal, args as Parameters<typeof removeEventListener>)
    }
    await attempted(forever, { timeoutMs: 5, signal })
    await attempted(() => pass(), { signal })
    expect(signal.aborted).toBe(false)
    expect(listening).toEqual([])
  })
})

function thrown(what: unknown): never {
  throw what
}
