import { describe, expect, it } from 'vitest'
import type { ReportInput } from '../../../src/report/make-report.ts'
import { verdictOf } from '../../../src/report/verdict.ts'
import type { Result } from '../../../src/run/result.ts'
import { ended, sampleCheck, sampleInput, samplePlan } from '../samples.ts'

const { pass, warn, fail, error, blocked, skip } = ended

const WARN = warn('a/warn', 'a/warning')
const FAIL = fail('a/fail', 'a/trouble')
const BLOCKED = blocked('a/blocked', 'a/fail')

/** The verdict on results of checks, of which those named `net/…` ask a server. */
function judged(
  results: readonly Result[],
  given: Partial<ReportInput> = {},
  required: readonly string[] = [],
) {
  const checks = results.map(({ id }) =>
    sampleCheck(id, id.startsWith('net/') ? { network: true } : {}),
  )
  return verdictOf(sampleInput(results, { plan: samplePlan(checks, required), ...given }))
}

type Row = [what: string, results: readonly Result[], verdict: string, ...codes: number[]]

describe('verdictOf', () => {
  // The codes under --fail-on fail, warn and never.
  it.each<Row>([
    ['nothing at all', [], 'healthy', 0, 0, 0],
    ['a pass', [pass('a/pass')], 'healthy', 0, 0, 0],
    ['a check that does not apply', [pass('a/pass'), skip('a/skip')], 'healthy', 0, 0, 0],
    ['a warning', [pass('a/pass'), WARN], 'warnings', 0, 1, 0],
    ['a failure', [FAIL, BLOCKED], 'unhealthy', 1, 1, 0],
    ['a failure and a warning', [WARN, FAIL], 'unhealthy', 1, 1, 0],
    ['an error', [error('a/error'), pass('a/pass')], 'undetermined', 3, 3, 3],
    ['an error and a warning', [error('a/error'), WARN], 'undetermined', 3, 1, 3],
    ['an error and a failure', [error('a/error'), FAIL], 'unhealthy', 1, 1, 3],
    ['what an error blocks', [error('a/fail'), BLOCKED], 'undetermined', 3, 3, 3],
  ])('of %s', (_, results, verdict, ...codes) => {
    for (const [index, failOn] of (['fail', 'warn', 'never'] as const).entries()) {
      expect(judged(results, { failOn })).toMatchObject({ verdict, exitCode: codes[index] })
    }
  })

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('of a run that %s ended comes before any other', (interrupted, exitCode) => {
    const results = [[], [pass('a/pass')], [FAIL], [error('a/error')], [WARN]]
    for (const one of results) {
      for (const failOn of ['fail', 'warn', 'never'] as const) {
        expect(judged(one, { interrupted, failOn }).exitCode).toBe(exitCode)
      }
    }
    expect(judged([pass('a/pass')], { interrupted }).verdict).toBe('undetermined')
    expect(judged([FAIL], { interrupted }).verdict).toBe('unhealthy')
  })
})

describe('verdictOf, of what is required,', () => {
  it.each<[what: string, result: Result, determined: boolean]>([
    ['passed', pass('a/check'), true],
    ['warned', warn('a/check', 'a/warning'), true],
    ['was skipped for want of a setting', skip('a/check', { missing: 'bucket' }), false],
    ['was ruled out by a flag', skip('a/check', { ruledOut: true }), false],
    ['does not apply', skip('a/check'), true],
    ['could not tell', error('a/check'), false],
  ])('takes what %s for determined or not', (_, result, determined) => {
    const { verdict, exitCode, undetermined } = judged([pass('a/pass'), result], {}, ['a/check'])
    expect(exitCode).toBe(determined ? 0 : 3)
    expect(verdict === 'undetermined').toBe(!determined)
    expect(undetermined).toHaveLength(determined ? 0 : 1)
    for (const reason of undetermined) expect(reason).toContain('a/check')
  })

  it('cannot tell where the check was not even selected', () => {
    const judgement = judged([pass('a/pass')], {}, ['a/check'])
    expect(judgement).toMatchObject({ verdict: 'undetermined', exitCode: 3 })
  })

  it('lets a failure stand before it', () => {
    const results = [FAIL, skip('a/check', { missing: 'bucket' })]
    expect(judged(results, {}, ['a/check'])).toMatchObject({ verdict: 'unhealthy', exitCode: 1 })
  })

  it('does not mind what is skipped and not required', () => {
    const results = [pass('a/pass'), skip('a/check', { missing: 'bucket' })]
    expect(judged(results, {}, ['a/pass'])).toMatchObject({ verdict: 'healthy', exitCode: 0 })
  })
})

describe('verdictOf, where nobody who asks a server was determined,', () => {
  const skipped = [pass('a/pass'), skip('net/one'), skip('net/two', { ruledOut: true })]

  it('cannot tell', () => {
    expect(judged(skipped)).toMatchObject({ verdict: 'undetermined', exitCode: 3 })
    expect(judged(skipped).undetermined).toEqual(['no check that asks a server was determined'])
  })

  it('can tell under --offline', () => {
    expect(judged(skipped, { offline: true })).toMatchObject({ verdict: 'healthy', exitCode: 0 })
  })

  it('can tell where no such check was selected', () => {
    expect(judged([pass('a/pass'), skip('a/skip')])).toMatchObject({ verdict: 'healthy' })
  })

  it('can tell as soon as one passed, warned or failed', () => {
    expect(judged([...skipped, pass('net/3')]).exitCode).toBe(0)
    expect(judged([...skipped, warn('net/3', 'a/warning')]).exitCode).toBe(0)
    const failed = judged([...skipped, fail('net/3', 'a/trouble')], { failOn: 'never' })
    expect(failed.exitCode).toBe(0)
  })

  it('lets a failure stand before it, and --fail-on never take away that alone', () => {
    const results = [fail('a/fail', 'a/trouble'), blocked('net/one', 'a/fail')]
    expect(judged(results)).toMatchObject({ verdict: 'unhealthy', exitCode: 1 })
    expect(judged(results, { failOn: 'never' })).toMatchObject({ exitCode: 3 })
  })
})
