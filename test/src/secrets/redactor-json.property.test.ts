import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redactor, redactStrings } from '../../../src/secrets/redactor.ts'
import { known, texts } from './secret-texts.ts'

/** Any JSON value, with such texts in it as strings and as names. */
const documents = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(
      texts.map(({ before, secret, after }) => before + secret.text + after),
      fc.constantFrom('authorization', 'Authorization: ', 'x-amz-signature='),
      fc.string({ unit: 'binary' }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('authorization', 'Authorization', 'a', 'token'), tie('value')),
  ),
})).value

/** A document as it is printed: redacted string by string, then made JSON. */
function printed(document: unknown, values: readonly string[] = [], spaces?: number): string {
  return JSON.stringify(redactStrings(document, redactor(values)), undefined, spaces)
}

describe('redactStrings', { timeout: 60_000 }, () => {
  it('leaves a document that is valid JSON, spaced or not, under the same names', () => {
    fc.assert(
      fc.property(documents, known, fc.constantFrom(undefined, 2), (document, values, spaces) => {
        const clean: unknown = JSON.parse(printed({ document }, values, spaces))
        expect(namesIn(clean)).toEqual(namesIn({ document }))
      }),
      { numRuns: 1000 },
    )
  })

  it('leaves none of what has a known shape in it, wherever it stands', () => {
    fc.assert(
      fc.property(texts, ({ before, secret, after }) => {
        const text = before + secret.text + after
        expect(printed({ a: [text, { b: text }], c: text })).not.toContain(secret.core)
      }),
      { numRuns: 1000 },
    )
  })

  it('leaves no known value in it', () => {
    fc.assert(
      fc.property(known, fc.string(), (values, text) => {
        const clean = printed({ a: values.map((value) => `${text}${value}${text}`) }, values)
        for (const value of values) {
          expect(clean).not.toContain(JSON.stringify(value).slice(1, -1))
        }
      }),
    )
  })

  it.each(['1234', '6379', '2026', 'true', 'null', '0.5e', '-100', 'evidence'])(
    'leaves numbers, words and names of JSON alone, whatever password they equal: %s',
    (value) => {
      const document = { port: 6379, year: 202_611, low: -100_200, yes: true, no: [null, 1234] }
      const evidence = { ...document, text: `the password is ${value}.` }
      const clean = printed({ evidence }, [value])
      const expected = { ...document, text: 'the password is [secret].' }
      expect(JSON.parse(clean)).toEqual({ evidence: expected })
    },
  )
})

/** The names in a document, in their order. */
function namesIn(document: unknown): string[] {
  if (typeof document !== 'object' || document === null) return []
  return Object.entries(document).flatMap(([name, value]) => [name, ...namesIn(value)])
}
