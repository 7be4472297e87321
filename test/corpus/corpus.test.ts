import { describe, expect, it } from 'vitest'
import { causes } from '../../checks/causes/index.ts'
import { casesOf, corpus } from './corpus.ts'
import { readCorpus } from './read.ts'
import { score } from './score.ts'

const reads = readCorpus()

describe('the corpus', () => {
  it.each(reads)('$given.file: $given.what', ({ given, named }) => {
    expect(named).toEqual(given.causes)
  })

  it('has texts enough of errors, and of none', () => {
    const cases = corpus()
    const none = cases.filter((one) => one.causes.length === 0)
    expect(cases.length - none.length).toBeGreaterThanOrEqual(120)
    expect(none.length).toBeGreaterThanOrEqual(80)
  })

  it('expects known causes alone, and names each case once', () => {
    const expected = corpus().flatMap((one) => one.causes)
    expect(expected.filter((id) => !Object.hasOwn(causes, id))).toEqual([])
    const titles = corpus().map(({ file, what }) => `${file}: ${what}`)
    expect(new Set(titles).size).toBe(titles.length)
  })

  it('has a text for every cause that a text may lead to', () => {
    const expected = new Set(corpus().flatMap((one) => one.causes))
    const matched = Object.entries(causes).filter(
      ([, cause]) => 'match' in cause && cause.match.length > 0,
    )
    expect(matched.map(([id]) => id).filter((id) => !expected.has(id))).toEqual([])
  })
})

describe('a file of the corpus', () => {
  it('is read case by case', () => {
    const file =
      '=== one\ncauses: a/b, c/d\nbackend: byo\nx\n\ny\n\n=== two\nnothing\nescaped\n\\e[1m\\u0041\n'
    expect(casesOf('f', file)).toEqual([
      { file: 'f', what: 'one', causes: ['a/b', 'c/d'], backend: 'byo', text: 'x\n\ny' },
      { file: 'f', what: 'two', causes: [], text: '\u001b[1mA' },
    ])
  })

  it.each(['=== no expectation\nx', '=== no text\nnothing\n', 'no case'])(
    'is refused: %j',
    (file) => {
      expect(() => casesOf('f', file)).toThrow(/^f: /)
    },
  )
})

describe('the score', () => {
  const given = { file: 'f', what: 'w', text: 'x', causes: ['a/b', 'c/d'] }

  it('counts what was named wrongly, and what was not named', () => {
    expect(score([{ given, named: ['a/b', 'e/f', 'g/h'] }])).toEqual({
      cases: 1,
      right: 0,
      precision: 1 / 3,
      recall: 1 / 2,
    })
    expect(score([{ given, named: ['a/b', 'c/d'] }])).toMatchObject({
      right: 1,
      precision: 1,
      recall: 1,
    })
    expect(score([{ given, named: ['c/d', 'a/b'] }])).toMatchObject({ right: 0 })
  })
})
