import { expect, it } from 'vitest'
import type { CauseId } from '../../checks/causes/index.ts'
import { defineCheck, fail, pass } from '../../src/index.ts'

it('a misspelt cause does not compile', () => {
  const check = defineCheck<CauseId>({
    id: 'storage/typo',
    title: 'The compiler reads along',
    // @ts-expect-error: the catalogue has storage/no-such-bucket.
    run: ({ settings }) => (settings.workspace ? fail('storage/no-such-buckt', {}) : pass()),
  })
  expect(check.id).toBe('storage/typo')
})
