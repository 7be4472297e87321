import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fail, pass, skip, unsure } from '../../../src/check.ts'
import { soundOutcome } from '../../../src/plugins/outcome-shape.ts'
import { secret } from '../../../src/secrets/secret.ts'

const reasonOf = (returned: unknown) => {
  const outcome = soundOutcome(returned)
  return outcome.status === 'error' ? outcome.reason : undefined
}
const evidence = (facts: unknown) => ({ status: 'pass', evidence: facts })

describe('soundOutcome', () => {
  it.each([
    pass(),
    pass({ text: 'x', number: 1.5, yes: true }),
    fail('a/b', { code: 'X' }, ['a/c']),
    fail('a/b'),
    skip('does not apply'),
    skip('is not set', 'bucket'),
    unsure('who knows'),
    unsure('who knows', { seen: 1 }),
  ])('leaves %j as it is', (outcome) => {
    expect(soundOutcome(outcome)).toStrictEqual(outcome)
  })

  it('takes missing evidence for none, and leaves out what is undefined', () => {
    expect(soundOutcome({ status: 'pass' })).toEqual(pass())
    expect(soundOutcome(evidence({ a: undefined, b: 1 }))).toStrictEqual(pass({ b: 1 }))
  })

  const circular: Record<string, unknown> = {}
  circular.self = circular
  it.each<[what: string, returned: unknown, says: string]>([
    ['nothing', undefined, 'no outcome'],
    ['a word', 'pass', 'no outcome'],
    ['a status that is none', { status: 'fine' }, 'no outcome'],
    ["a status of the doctor's own", { status: 'blocked', blockedBy: [] }, 'no outcome'],
    ['a list of facts', evidence([1]), 'evidence that is not an object'],
    ['nested facts', evidence({ a: { b: 1 } }), "evidence 'a' that is not a text"],
    ['circular facts', evidence(circular), "evidence 'self' that is not a text"],
    ['a Secret', evidence({ key: secret('hunter2') }), "evidence 'key' that is not a text"],
    ['null', evidence({ a: null }), "evidence 'a' that is not a text"],
    ['no number', evidence({ a: Number.NaN }), "evidence 'a' that is not a text"],
    ['no end', evidence({ a: Number.POSITIVE_INFINITY }), "evidence 'a' that is not a text"],
    ['a bigint', evidence({ a: 1n }), "evidence 'a' that is not a text"],
    ['a strange name', evidence({ 'a\u001b[2J': 1 }), 'evidence under a name that is not a word'],
    ['the prototype', evidence(JSON.parse('{"__proto__":1}')), 'evidence under a name that is not'],
    [
      'too many facts',
      evidence(Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`a${n}`, n]))),
      'evidence of more than 100 facts',
    ],
    ['a failure without a cause', { status: 'fail', cause: 7 }, 'a failure without a cause'],
    ['alternatives', { status: 'fail', cause: 'a/b', alternatives: [1] }, 'alternatives that'],
    ['a skip without a reason', { status: 'skip' }, 'a skip without a reason'],
  ])('makes an error of %s', (_, returned, says) => {
    expect(reasonOf(returned)).toContain(says)
  })

  it('keeps a large text below a bound', () => {
    const outcome = soundOutcome(evidence({ a: 'x'.repeat(10_000_000) }))
    expect(JSON.stringify(outcome).length).toBeLessThan(70_000)
  })

  it('looks at each thing once', () => {
    let looks = 0
    const outcome = soundOutcome({
      status: 'pass',
      evidence: {
        get a() {
          looks += 1
          return looks === 1 ? 'text' : { not: 'text' }
        },
      },
    })
    expect(outcome).toEqual(pass({ a: 'text' }))
  })

  it('makes of anything something flat that can be printed and read again', () => {
    const status = fc.constantFrom('pass', 'fail', 'skip', 'error')
    const any = fc.oneof(
      fc.anything(),
      fc.record({ status, evidence: fc.anything() }),
      fc.record({
        status,
        evidence: fc.dictionary(fc.string(), fc.anything()),
        cause: fc.anything(),
        reason: fc.anything(),
        alternatives: fc.anything(),
        missing: fc.anything(),
      }),
    )
    fc.assert(
      fc.property(any, (returned) => {
        const outcome = soundOutcome(returned)
        expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome)
        const facts = 'evidence' in outcome ? Object.values(outcome.evidence ?? {}) : []
        for (const fact of facts) expect(['string', 'number', 'boolean']).toContain(typeof fact)
      }),
      { numRuns: 2000 },
    )
  })
})
