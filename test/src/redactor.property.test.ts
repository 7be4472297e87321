import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redactor } from '../../src/redactor.ts'
import { jwt } from '../support/jwt.ts'

const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 8, maxLength: 64 })
const letters = fc.string({
  unit: fc.constantFrom(...'ghijkmnopqrsuvwxyzGHIJKLMNOPQRSTUVWXYZ'),
  minLength: 8,
  maxLength: 40,
})

/** Texts that hold what looks like a secret, `core` being that. */
const shaped = fc.tuple(letters, fc.nat(9)).map(([core, kind]) => {
  const text = [
    `tbo_${core}`,
    `art_${core}`,
    jwt({ sub: core }),
    `Bearer ${core}`,
    `Authorization: Basic ${core}`,
    `redis://:${core}@h:6379`,
    `https://ada:${core}@h/x?y=z`,
    `https://h/k?X-Amz-Signature=${core}&x=1`,
    `"authorization":"${core}"`,
    `AKIA${core.toUpperCase()}`,
  ][kind]
  const payload = kind === 2 ? (text?.split('.')[1] ?? core) : core
  return { text: text ?? '', core: kind === 9 ? core.toUpperCase() : payload }
})

const glue = fc.constantFrom(
  ' ',
  '\n',
  '\t',
  '"',
  "'",
  ', ',
  '\\',
  '=',
  '("',
  '": "',
  '{"a":',
  '\r\n',
)

/** A text with a secret of a known shape somewhere among stray signs and words. */
const texts = fc.record({
  before: fc.oneof(
    glue,
    fc.string().map((text) => `${text} `),
  ),
  secret: shaped,
  after: fc.oneof(
    glue,
    fc.string().map((text) => `"${text}`),
  ),
})

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

/** Keys, tokens and passwords as they are made: long, and of letters and digits among other signs. */
const known = fc.array(
  fc
    .tuple(letters, fc.string({ unit: fc.constantFrom(...'+/=-_@:%&?"\\ \'é'), maxLength: 8 }), hex)
    .map((parts) => parts.join('')),
  { maxLength: 3 },
)

describe('redactor', () => {
  it('takes out what has a known shape, wherever it stands', () => {
    const redact = redactor()
    fc.assert(
      fc.property(texts, ({ before, secret, after }) => {
        expect(redact(before + secret.text + after)).not.toContain(secret.core)
      }),
      { numRuns: 1000 },
    )
  })

  it('takes it out of JSON as well', () => {
    const redact = redactor()
    fc.assert(
      fc.property(texts, ({ before, secret, after }) => {
        const json = JSON.stringify({ [secret.text]: [before + secret.text + after] })
        expect(redact(json)).not.toContain(secret.core)
      }),
      { numRuns: 1000 },
    )
  })

  it('leaves JSON valid, spaced or not', () => {
    fc.assert(
      fc.property(documents, known, fc.constantFrom(undefined, 2), (document, values, spaces) => {
        const all = { document, values }
        const clean = redactor(values)(JSON.stringify(all, undefined, spaces))
        expect(() => JSON.parse(clean), clean).not.toThrow()
      }),
      { numRuns: 2000 },
    )
  })

  it.each(['1234', '6379', '2026', 'true', 'null', '0.5e', '-100'])(
    'leaves JSON valid where a known value is a number or a word of JSON: %s',
    (value) => {
      const document = { port: 6379, durationMs: 12_345, year: -1002026, yes: true, no: [null] }
      const json = JSON.stringify({ ...document, text: `the password is ${value}.` })
      const clean = redactor([value])(json)
      expect(() => JSON.parse(clean), clean).not.toThrow()
      expect(clean).toContain('the password is [secret].')
    },
  )

  it('leaves no known value in any text, in any spelling', () => {
    const around = fc.tuple(fc.string(), fc.string())
    fc.assert(
      fc.property(known, around, (values, [before, after]) => {
        const redact = redactor(values)
        for (const value of values) {
          const spelt = [
            value,
            JSON.stringify(value).slice(1, -1),
            encodeURIComponent(value),
            Buffer.from(value).toString('base64').replace(/=+$/, ''),
          ]
          for (const one of spelt) expect(redact(before + one + after)).not.toContain(one)
        }
      }),
    )
  })

  it('takes nothing out of words', () => {
    const word = fc.constantFrom(
      'the',
      'bucket',
      'of',
      'keys',
      'was',
      '403',
      'art',
      '(see',
      'docs)',
    )
    const prose = fc.array(word).map((words) => words.join(' '))
    fc.assert(fc.property(prose, known, (text, values) => redactor(values)(text) === text))
  })
})
