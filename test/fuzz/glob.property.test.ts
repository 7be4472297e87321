import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { glob } from '../../src/glob.ts'
import { holds } from './pasted.ts'

describe('a glob', () => {
  it('fits as an expression of the same meaning', () => {
    const short = (unit: string[]) =>
      fc.array(fc.constantFrom(...unit), { maxLength: 10 }).map((all) => all.join(''))
    holds(
      fc.tuple(short(['a', 'b', '*', '?', '.', '/']), short(['a', 'b', '.', '/', '*'])),
      ([pattern, text]) => {
        const source = pattern.replace(
          /[.*?/]/g,
          (sign) => ({ '*': '[^]*', '?': '[^]' })[sign] ?? `\\${sign}`,
        )
        expect(glob(pattern)(text)).toBe(new RegExp(`^${source}$`).test(text))
      },
    )
  })
})
