import { expect, it } from 'vitest'
import { namedRetrySafe } from '../../../src/exec/retry-safe.ts'

it.each<[names: string[] | undefined, words: string, safe: boolean]>([
  [undefined, 'npm run deploy', false],
  [[], 'npm run deploy', true],
  [['npm'], 'npm run deploy', true],
  [['npm run'], '/usr/bin/npm run deploy', true],
  [['npm run other'], 'npm run deploy', false],
  [['npm run deploy now'], 'npm run deploy', false],
  [['make', 'npm run deploy'], 'npm run deploy', true],
  [['run'], 'npm run deploy', false],
])('--retry-safe %j, %s: %s', (names, words, safe) => {
  expect(namedRetrySafe(words.split(' '), names)).toBe(safe)
})
