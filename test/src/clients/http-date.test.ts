import { expect, it } from 'vitest'
import { parseHttpDate } from '../../../src/clients/http-date.ts'

const NOON = Date.UTC(2026, 10, 27, 12)

it.each([
  'Fri, 27 Nov 2026 12:00:00 GMT',
  'Friday, 27-Nov-26 12:00:00 GMT',
  'Fri Nov 27 12:00:00 2026',
])('%s is noon in UTC, wherever it is read', (text) => {
  expect(parseHttpDate(text)).toBe(NOON)
})

it.each(['', '99999', '1', 'yesterday', 'server 12', 'Fri, 32 Nov 2026 12:00:00 GMT'])(
  '%j is no date',
  (text) => {
    expect(parseHttpDate(text)).toBeNaN()
  },
)
