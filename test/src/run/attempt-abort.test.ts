import { describe, expect, it } from 'vitest'
import { type Check, fail, pass } from '../../../src/check.ts'
import { attempt } from '../../../src/run/attempt.ts'
import { createWait } from '../../../src/run/wait.ts'
import { testContext } from '../../support/context.ts'
import { sampleCause, sampleCheck } from '../samples.ts'

const CATALOGUE = { 'a/passing': sampleCause({ transient: true }) }

/** Runs a check in a run that `abort` ends. */
async function attempted(run: (abort: (reason?: unknown) => void) => Check['run'], waitMs = 0) {
  const controller = new AbortController()
  const abort = (reason: unknown = new Error('interrupted by SIGINT')) => controller.abort(reason)
  const { context } = await testContext({ signal: controller.signal, wait: createWait(waitMs) })
  const check = sampleCheck('a/check', { run: run(abort) })
  const retrying = () => void setImmediate(abort)
  return attempt(check, { context, catalogue: CATALOGUE, retrying })
}

describe('attempt, when the run is ended,', () => {
  it('ends in error with the reason, whatever the check does', async () => {
    const result = await attempted((abort) => () => {
      abort()
      return new Promise<never>(() => {})
    })
    expect(result).toMatchObject({ status: 'error', reason: 'interrupted by SIGINT', attempts: 1 })
  })

  it('aborts the signal of the check with that reason', async () => {
    let seen: unknown
    await attempted((abort) => ({ signal }) => {
      abort()
      seen = signal.reason
      return pass()
    })
    expect(seen).toEqual(new Error('interrupted by SIGINT'))
  })

  it('gives a reason that is no error as it is', async () => {
    const result = await attempted((abort) => () => {
      abort('enough')
      return new Promise<never>(() => {})
    })
    expect(result).toMatchObject({ status: 'error', reason: 'enough' })
  })

  it('starts no check', async () => {
    const { context } = await testContext({ signal: AbortSignal.abort(new Error('over')) })
    let runs = 0
    const run = () => {
      runs += 1
      return pass()
    }
    const check = sampleCheck('a/check', { run })
    const result = await attempt(check, { context, catalogue: CATALOGUE })
    expect(result).toMatchObject({ status: 'error', reason: 'over' })
    expect(runs).toBe(0)
  })

  it('waits no longer for a transient cause, and counts only the attempts made', async () => {
    let runs = 0
    const run = () => {
      runs += 1
      return fail('a/passing')
    }
    const result = await attempted(() => run, 3_600_000)
    expect(result).toMatchObject({ status: 'error', reason: 'interrupted by SIGINT' })
    expect(runs).toBe(1)
    expect(result).toMatchObject({ attempts: 1 })
  })

  it('does not try again what failed while it was ended', async () => {
    let runs = 0
    const result = await attempted(
      (abort) => () => {
        runs += 1
        queueMicrotask(abort)
        return fail('a/passing')
      },
      3_600_000,
    )
    expect(['fail', 'error']).toContain(result.status)
    expect(runs).toBe(1)
  })
})
