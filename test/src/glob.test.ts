import vm from 'node:vm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { glob } from '../../src/glob.ts'

describe('glob', { timeout: 60_000 }, () => {
  it.each<[pattern: string, fits: string[], not: string[]]>([
    ['storage/put', ['storage/put'], ['storage/putt', 'a-storage/put', 'storage', '']],
    ['storage/*', ['storage/', 'storage/put'], ['storage', 'metadata/put']],
    ['*/put', ['storage/put', '/put'], ['put', 'storage/puts']],
    ['*', ['', 'storage/put', 'a\nb'], []],
    ['**', ['', 'storage/put'], []],
    ['s*e/*t', ['storage/list', 'se/t'], ['storage/get/', 'storage']],
    ['storage/?et', ['storage/get', 'storage/set'], ['storage/et', 'storage/gget']],
    ['???', ['abc', '***'], ['ab', 'abcd']],
    ['*?', ['a', 'ab'], ['']],
    ['?*?', ['ab', 'abc'], ['a', '']],
    ['', [''], ['a']],
    ['a.b+c|d(e)[f]{g}^$\\', ['a.b+c|d(e)[f]{g}^$\\'], ['axb+c|d(e)[f]{g}^$\\', 'a.b']],
    ['a|b', ['a|b'], ['a', 'b']],
    ['[ab]', ['[ab]'], ['a']],
  ])('%j fits what it says and nothing else', (pattern, fits, not) => {
    expect(fits.filter(glob(pattern))).toEqual(fits)
    expect(not.filter(glob(pattern))).toEqual([])
  })

  it('fits as one that tries everything does', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '.'), maxLength: 8 })
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 })
    fc.assert(
      fc.property(pattern, text, (one, other) => {
        expect(glob(one)(other)).toBe(fits([...one], [...other]))
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['*'.repeat(5000), 'a'.repeat(5000), true],
    [`${'*'.repeat(5000)}b`, 'a'.repeat(5000), false],
    [`${'a*'.repeat(40)}b`, 'a'.repeat(200), false],
    [`${'*a'.repeat(40)}*b`, 'a'.repeat(200), false],
    [`${'*?'.repeat(40)}b`, 'a'.repeat(200), false],
  ])('does not try for ever: %#', (pattern, text, expected) => {
    // What backtracks takes ages here: the limit only keeps it from taking the tests with it.
    const context = vm.createContext({ fits: () => glob(pattern)(text) })
    expect(vm.runInContext('fits()', context, { timeout: 10_000 })).toBe(expected)
  })
})

/** The plainest reading of a pattern: what its first character may stand for, then the rest. */
function fits([first, ...pattern]: string[], text: string[]): boolean {
  if (first === undefined) return text.length === 0
  if (first === '*')
    return Array.from({ length: text.length + 1 }).some((_, n) => fits(pattern, text.slice(n)))
  const [letter, ...rest] = text
  return letter !== undefined && (first === '?' || first === letter) && fits(pattern, rest)
}
