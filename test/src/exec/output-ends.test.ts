import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outputEnds } from '../../../src/exec/output-ends.ts'

const kept = (chunks: readonly string[], head: number, tail: number) => {
  const ends = outputEnds(head, tail)
  for (const chunk of chunks) ends.add(Buffer.from(chunk))
  return ends.text()
}

describe('the ends of an output', () => {
  it('are all of it where it is short', () => {
    expect(kept(['a\n', 'b', '', 'c\n'], 4, 4)).toBe('a\nbc\n')
    expect(kept([], 4, 4)).toBe('')
  })

  it('are whole lines where it is long', () => {
    const lines = Array.from({ length: 1000 }, (_, index) => `line ${index}\n`)
    expect(kept(lines, 20, 20)).toBe('line 0\nline 1\nline 998\nline 999\n')
  })

  it('are cut where it is one line', () => {
    expect(kept(['x'.repeat(50), 'y'.repeat(50)], 5, 5)).toBe('xxxxx\nyyyyy')
  })

  it('do not depend on how it came in pieces', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 300 }),
        fc.array(fc.nat(40), { maxLength: 30 }),
        (text, sizes) => {
          const pieces: string[] = []
          let at = 0
          for (const size of sizes) {
            pieces.push(text.slice(at, at + size))
            at += size
          }
          pieces.push(text.slice(at))
          expect(kept(pieces, 16, 32)).toBe(kept([text], 16, 32))
          if (text.length <= 48) expect(kept(pieces, 16, 32)).toBe(text)
        },
      ),
    )
  })

  it('tell whether a line was ended', () => {
    const ends = outputEnds(4, 4)
    expect(ends.atLineStart()).toBe(true)
    ends.add(Buffer.from('a'))
    expect(ends.atLineStart()).toBe(false)
    ends.add(Buffer.from('b\n'))
    ends.add(Buffer.from(''))
    expect(ends.atLineStart()).toBe(true)
  })
})
