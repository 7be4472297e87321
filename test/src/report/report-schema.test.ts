import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { reportSchema } from '../../../src/report/report-schema.ts'
import { secret } from '../../../src/secrets/secret.ts'
import { ended, sampleCause, sampleReport, sampleSettings } from '../samples.ts'

const { pass, warn, fail, error, blocked, skip } = ended

const validate = new Ajv2020({ validateFormats: false, allowUnionTypes: true }).compile(
  reportSchema,
)

/** A report as it is printed and read again. */
const printed = (made: unknown) => JSON.parse(JSON.stringify(made))

const FULL = sampleReport(
  [
    pass('a/1'),
    fail('a/2', 'f/one', { code: 'X', httpStatus: 403, again: true }, ['w/one']),
    warn('a/3', 'w/one'),
    error('a/4'),
    blocked('a/5', 'a/2', 'a/4'),
    skip('a/6'),
    skip('a/7', { missing: 'bucket' }),
    skip('a/8', { ruledOut: true }),
  ],
  {
    'f/one': sampleCause({ refines: 'w/one', fix: [{ do: 'Mend it', run: 'true' }] }),
    'w/one': sampleCause({ warning: true }),
  },
  {
    settings: sampleSettings({
      bucket: { value: 'cases', source: '--bucket' },
      token: { secret: secret('hidden'), source: 'TONBO_API_KEY' },
    }),
    writes: 'one object',
    leftovers: ['s3://cases/testing/x'],
    interrupted: 'SIGINT',
  },
)

describe('a report', () => {
  it.each([
    ['with everything', FULL],
    ['of nothing', sampleReport([])],
    ['of a pass', sampleReport([pass('a/1')])],
  ])('%s keeps to its schema', (_, made) => {
    expect(validate(printed(made)), JSON.stringify(validate.errors)).toBe(true)
  })

  it('counts its checks by status, and keeps them in their order', () => {
    expect(FULL.summary).toEqual({ pass: 1, warn: 1, fail: 1, blocked: 1, skip: 3, error: 1 })
    expect(FULL.checks.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `a/${n}`))
    expect(FULL).toMatchObject({
      schema: 'artifacts-doctor/report/v1',
      doctor: { version: '1.2.3' },
      startedAt: '2026-11-21T18:00:00.000Z',
      durationMs: 412,
      exitCode: 130,
    })
  })

  it('leaves out what does not apply', () => {
    const { leftovers, writes, interrupted, undetermined, ...others } = FULL
    expect(leftovers).toEqual(['s3://cases/testing/x'])
    expect(writes).toBe('one object')
    expect(interrupted).toBe('SIGINT')
    expect(undetermined).toEqual(['a/4 could not tell'])
    expect(Object.keys(sampleReport([]))).toEqual(Object.keys(others))
    expect(JSON.stringify([FULL, sampleReport([pass('a/1')])])).not.toContain('null')
  })

  it('is refused by its schema where a status carries what is not its own', () => {
    const { checks } = printed(FULL)
    const withCheck = (index: number, more: object) => ({
      ...printed(FULL),
      checks: checks.map((one: object, at: number) => (at === index ? { ...one, ...more } : one)),
    })
    expect(validate(withCheck(0, {}))).toBe(true)
    const wrong = [
      withCheck(4, { evidence: {} }),
      withCheck(5, { cause: 'f/one' }),
      withCheck(5, { durationMs: 1 }),
      withCheck(4, { blockedBy: [] }),
      withCheck(0, { cause: 'f/one' }),
      withCheck(3, { cause: 'f/one' }),
      withCheck(1, { evidence: { nested: {} } }),
      withCheck(1, { evidence: { nothing: null } }),
      withCheck(0, { id: 'noarea' }),
      { ...printed(FULL), settings: { token: { value: null, source: 'x' } } },
      { ...printed(FULL), settings: { token: { present: false, source: 'x' } } },
      { ...printed(FULL), interrupted: null },
    ]
    for (const one of wrong) expect(validate(one), JSON.stringify(one)).toBe(false)
  })
})
