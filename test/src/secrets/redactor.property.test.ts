import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redactor } from '../../../src/secrets/redactor.ts'
import { known, texts } from './secret-texts.ts'

describe('redactor', { timeout: 60_000 }, () => {
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
