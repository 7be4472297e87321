import { describe, expect, it } from 'vitest'
import { github } from '../../../src/reporters/github.ts'
import { ended, sampleCause, sampleReport } from '../samples.ts'
import { HOSTILE, poisoned } from './poisoned.ts'

const lines = (text: string) => text.trimEnd().split('\n')

describe('annotations', () => {
  it('are an error or a warning a root cause, with what to type, and a notice of the verdict', () => {
    const report = sampleReport(
      [
        ended.fail('a/1', 'f/one', { code: 'X' }),
        ended.warn('a/2', 'w/one'),
        ended.blocked('a/3', 'a/1'),
      ],
      {
        'f/one': sampleCause({ title: 'Wrong: a, b', fix: [{ do: 'Mend 100%', run: 'mend' }] }),
        'w/one': sampleCause({ warning: true }),
      },
    )
    expect(lines(github(report))).toEqual([
      '::error title=artifacts-doctor%3A Wrong%3A a%2C b::f/one: It happens.%0ASeen: a/1: code X%0ADo: Mend 100%25%0Amend%0ABlocks: a/3%0Ahttps://example.com/docs',
      '::warning title=artifacts-doctor%3A Something is wrong::w/one: It happens.%0ADo: Mend it%0Ahttps://example.com/docs',
      '::notice title=artifacts-doctor%3A ✗ NOT HEALTHY::1 warned, 1 failed, 1 blocked · 412 ms · artifacts-doctor 1.2.3',
    ])
  })

  it('are at most ten, failures first; the notice tells how many more there are', () => {
    const ids = Array.from({ length: 14 }, (_, index) => `f/n${index}`)
    const results = ids.map((id, index) => (index < 9 ? ended.warn : ended.fail)(`a/${index}`, id))
    const catalogue = Object.fromEntries(
      ids.map((id, index) => [id, index < 9 ? sampleCause({ warning: true }) : sampleCause()]),
    )
    const said = lines(github(sampleReport(results, catalogue)))
    const kinds = said.map((line) => line.split(' ')[0])
    expect(kinds).toEqual([...Array(5).fill('::error'), ...Array(5).fill('::warning'), '::notice'])
    expect(said.at(-1)).toContain('%0A4 more causes')
  })

  it('tell in the notice what could not be told', () => {
    const said = lines(github(sampleReport([ended.error('a/1')])))
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(/^::notice .*COULD NOT TELL::.*%0ACould not tell: a\/1: no idea$/)
  })

  it.each(HOSTILE)('are no more of them, whatever stands in them: %j', (text) => {
    expect(lines(github(poisoned(text))).map((line) => line.split(' ')[0])).toEqual([
      '::error',
      '::warning',
      '::notice',
    ])
  })
})
