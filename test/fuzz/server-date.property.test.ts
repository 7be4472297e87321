import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dated, type ServerDate } from '../../src/clients/server-dates.ts'
import { pasted, RUNS } from './pasted.ts'

describe('the Date of a server', () => {
  it('is a time, or none', async () => {
    const date = fc.oneof(
      pasted('Fri, ', '27 Nov 2026 ', '08:00:00', ' GMT', '1', '-', '99999', '+'),
      fc.date({ noInvalidDate: true }).map((one) => one.toUTCString()),
    )
    await fc.assert(
      fc.asyncProperty(date, async (header) => {
        const seen: ServerDate[] = []
        await dated(
          seen,
          () => 1_795_000_000_000,
          async () => ({ host: 'h', headers: { date: header } }) as never,
        )
        for (const { serverTime, aheadMs } of seen) {
          expect(header).toMatch(/\d\d:\d\d:\d\d/)
          expect(Number.isFinite(aheadMs)).toBe(true)
          expect(new Date(serverTime).toISOString()).toMatch(/T/)
        }
      }),
      RUNS,
    )
  })
})
