import { describe, expect, it } from 'vitest'
import { ensureInstalled } from './packages.ts'

describe('packages', () => {
  it('is content with what is installed', () => {
    expect(() => ensureInstalled({ command: 'sh', package: 'dash' })).not.toThrow()
  })
})
