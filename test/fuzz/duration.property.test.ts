import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDuration, showDuration } from '../../src/duration.ts'
import { holds, pasted } from './pasted.ts'
import { unlessRefused } from './unless-refused.ts'

describe('a duration', () => {
  it('is a number of milliseconds up to a day, or refused', () => {
    holds(pasted('1', '0', '9', '.', 'ms', 's', 'm', ' ', '-', 'e'), (text) => {
      const parsed = unlessRefused(() => parseDuration(text, '--x'))
      if (parsed === undefined) return
      expect(Number.isInteger(parsed) && parsed >= 0 && parsed <= 86_400_000).toBe(true)
      expect(showDuration(parsed)).toMatch(/^\d+(\.\d+)? (ms|s|min)$/)
    })
  })

  it('is the milliseconds that were written', () => {
    holds(fc.nat(86_400_000), (given) => {
      expect(parseDuration(`${given}ms`, '--x')).toBe(given)
    })
  })
})
