import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { causes } from '../../../checks/causes/index.ts'
import { matcher } from '../../../src/matching/matcher.ts'
import { corpus } from '../../corpus/corpus.ts'

const { match, literals } = matcher(causes)
const named = (text: string) => match(text).map(({ cause }) => cause)

const cases = corpus()
const single = cases.filter(
  ({ causes: those, text, backend }) =>
    those.length === 1 && backend === undefined && !text.includes('\n'),
)

/** As the prefilter of a log reader sees a text. */
const plain = (text: string) =>
  text
    .replace(/\u001b\[[0-9;]*m/g, '')
    .replace(/[\u0000-\u0008\u000b-\u001f\ufeff]+/g, ' ')
    .toLowerCase()

describe('the literals', () => {
  const found = cases.filter(({ causes: those }) => those.length > 0)

  it.each(found)('stand in $file: $what', ({ text }) => {
    const lower = plain(text)
    expect(literals.filter((literal) => lower.includes(literal))).not.toEqual([])
  })

  it('stand in whatever is matched, as JSON escapes it and in any case', () => {
    fc.assert(
      fc.property(fc.constantFrom(...single), fc.nat(2), ({ text }, depth) => {
        let escaped = text
        for (let times = 0; times < depth; times += 1) escaped = JSON.stringify({ error: escaped })
        fc.pre(named(escaped).length > 0)
        const lower = plain(escaped)
        expect(literals.some((literal) => lower.includes(literal))).toBe(true)
      }),
    )
  })

  it('hold no white space at their ends alone, and no letter that is not small', () => {
    for (const literal of literals) {
      expect(literal.trim().length).toBeGreaterThan(2)
      expect(literal).toBe(literal.toLowerCase())
    }
  })
})

describe('an error is read the same', () => {
  const noise = fc.array(
    fc.constantFrom(
      '2026-11-21T18:00:00Z INFO everything is well',
      '',
      'npm warn deprecated a@1: use b',
      '::group::Run artifacts',
      '{"level":"info","msg":"ok","status":200}',
      '127.0.0.1 - - [01/Jun/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 1',
      'lorem ipsum, 403 dolor sit amet',
    ),
    { maxLength: 6 },
  )

  it('among other lines', () => {
    fc.assert(
      fc.property(
        noise,
        fc.constantFrom(...single),
        noise,
        (above, { text, causes: those }, below) => {
          expect(named([...above, text, ...below].join('\n'))).toEqual(those)
        },
      ),
    )
  })

  it('with line ends of Windows, a BOM and colours', () => {
    fc.assert(
      fc.property(fc.constantFrom(...single), ({ text, causes: those }) => {
        expect(named(`\ufeffone\r\n\u001b[31m${text}\u001b[0m\r\n`)).toEqual(those)
      }),
    )
  })

  it('again and again', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...single),
        fc.integer({ min: 2, max: 30 }),
        ({ text, causes: those }, times) => {
          expect(named(Array(times).fill(text).join('\n'))).toEqual(those)
        },
      ),
    )
  })
})

it('takes whatever text there is, and names known causes alone', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(...literals),
    fc.constantFrom(
      '"code":"',
      'api error ',
      ': ',
      '(',
      ')',
      '\n',
      '\\',
      '<Code>',
      'previous error:',
      '\u001b[',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      for (const { cause, matched } of match(pieces.join(''))) {
        expect(causes).toHaveProperty([cause])
        expect(matched.length).toBeLessThan(120)
      }
    }),
  )
})
