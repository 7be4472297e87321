import { describe, expect, it } from 'vitest'
import type { ReportInput } from '../../../src/report/make-report.ts'
import { redactReport } from '../../../src/report/redact-report.ts'
import { redactor } from '../../../src/secrets/redactor.ts'
import { ended, sampleCause, samplePlan, sampleReport, sampleSettings } from '../samples.ts'

const SECRET = 'hunter2-hunter2-hunter2'

/** A report that says the secret wherever a check, a setting or a server can put a text. */
function leaky(given: Partial<ReportInput> = {}) {
  const say = `it is ${SECRET}!`
  const evidence = { said: say, path: `/tmp/${SECRET}`, code: SECRET }
  const results = [
    {
      ...ended.fail('a/fail', 'a/trouble', evidence),
      waived: { reason: say, until: '2999-12-31' },
    } as ReturnType<typeof ended.fail>,
    ended.warn('a/warn', 'a/warning', evidence),
    { ...ended.pass('a/pass'), evidence } as ReturnType<typeof ended.pass>,
    { ...ended.error('a/error'), reason: say, evidence } as ReturnType<typeof ended.error>,
    ended.blocked('a/blocked', 'a/fail'),
    { ...ended.skip('a/skip', { missing: 'bucket' }), reason: say } as ReturnType<
      typeof ended.skip
    >,
  ]
  const fix = [{ do: 'Look at <said> in <path>', run: 'cat <path>' }]
  const catalogue = {
    'a/trouble': sampleCause({ fix, refines: 'a/warning', severityFrom: say }),
    'a/warning': sampleCause({ fix, warning: true }),
  }
  return sampleReport(results, catalogue, {
    settings: sampleSettings({ bucket: { value: say, source: '--bucket', ignored: say } }),
    plan: samplePlan([], ['a/skip']),
    config: { path: say, source: 'found' },
    writes: say,
    leftovers: [say],
    ...given,
  })
}

describe('redactReport', () => {
  const clean = redactReport(leaky(), redactor([SECRET]))

  it('leaves no secret anywhere in a report', () => {
    expect(JSON.stringify(leaky())).toContain(SECRET)
    expect(JSON.stringify(clean)).not.toContain(SECRET)
  })

  it.each(Object.keys(leaky()))('leaves none in its %s', (field) => {
    expect(JSON.stringify(clean[field as keyof typeof clean])).not.toContain(SECRET)
  })

  it('leaves every other word of it', () => {
    const text = JSON.stringify(leaky()).replaceAll(SECRET, '[secret]')
    expect(JSON.parse(JSON.stringify(clean))).toEqual(JSON.parse(text))
  })

  it("leaves the doctor's own words, whatever password they equal", () => {
    const words = ['a/fail', 'fail', 'blocked', 'unhealthy', 'a/trouble', 'It happens.', 'bucket']
    const { rootCauses, checks, ...others } = redactReport(leaky(), redactor(words))
    const own = leaky()
    expect(checks.map(({ id, status }) => [id, status])).toEqual(
      own.checks.map(({ id, status }) => [id, status]),
    )
    expect(rootCauses.map(({ cause, why }) => [cause, why])).toEqual(
      own.rootCauses.map(({ cause, why }) => [cause, why]),
    )
    expect(others).toMatchObject({ verdict: own.verdict, summary: own.summary })
    expect(Object.keys(others.settings)).toEqual(['bucket'])
  })
})
