import fc from 'fast-check'
import { expect, it } from 'vitest'
import { secretShapes } from '../../../src/secrets/secret-shapes.ts'

function withoutWebTokens(text: string): string {
  const shapes = secretShapes.filter(({ rule }) => rule === 'jwt')
  return shapes.reduce((rest, { pattern }) => rest.replace(pattern, '$<head>[token]'), text)
}

/** What it stands for, in expressions that take quadratic time. */
function slowly(text: string): string {
  return text
    .replace(/eyJ[\w-]{4,}\.[\w-]{2,}\.[\w-]*/g, '[token]')
    .replace(/eyj[\w-]{16,}\.[\w-]{16,}\.[\w-]*/gi, '[token]')
}

it('takes out what the expressions would', () => {
  const piece = fc.constantFrom(
    'eyJ',
    'eYj',
    'EYJ',
    'abcd',
    'x',
    '-_',
    '.',
    '..',
    ' ',
    'a'.repeat(16),
    '/',
    '[token]',
  )
  const text = fc.array(piece, { maxLength: 30 }).map((all) => all.join(''))
  fc.assert(
    fc.property(text, (given) => {
      expect(withoutWebTokens(given)).toBe(slowly(given))
    }),
    { numRuns: 3000, seed: 20_261_127 },
  )
})

it('ends on a text that is nothing but starts of tokens', { timeout: 120_000 }, () => {
  const text = 'eyJ'.repeat(700_000)
  expect(withoutWebTokens(text)).toBe(text)
})
