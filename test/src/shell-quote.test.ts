import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shellQuote } from '../../src/shell-quote.ts'

describe('shellQuote', { timeout: 60_000 }, () => {
  it.each(['cases', 'eu-west-3', '/mnt/a_b', 'https://h:9000/x?', 'a=b', ''])(
    'gives the shell %j as one word',
    (text) => expect(heard([text])).toEqual([text]),
  )

  it('leaves plain words unquoted', () => {
    expect(shellQuote('https://t3.storage.dev:443/a_b@c%d+e=f,g')).not.toContain("'")
    expect(shellQuote('')).toBe("''")
    expect(shellQuote('~')).toBe("'~'")
  })

  it('gives the shell any text as one word', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 })
    const hostile = fc.string({
      unit: fc.constantFrom(...'\'"\\$`!*?~;&|<>(){}[]# \t\n=-a'.split('')),
    })
    const words = fc.array(fc.oneof(text, hostile), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(words, (all) => {
        // What no argument of a program can hold.
        const possible = all.map((one) => one.replaceAll('\0', ''))
        expect(heard(possible)).toEqual(possible)
      }),
      { numRuns: 40 },
    )
  })
})

/** The words that a shell hears, each one quoted. */
function heard(words: readonly string[]): string[] {
  const script = `printf '%s\\0' ${words.map(shellQuote).join(' ')}`
  return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)
}
