import { describe, expect, it } from 'vitest'
import type { HttpAnswer } from '../../../src/clients/http-answer.ts'
import { dated, type ServerDate } from '../../../src/clients/server-dates.ts'

const NOON = Date.UTC(2026, 10, 21, 12, 0, 0)
const MINUTE = 60_000

/** An answer that says it was written `afterNoonMs` after noon, in whole seconds as all do. */
const answer = (
  afterNoonMs: number,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer => ({
  status: 200,
  headers: { date: new Date(NOON + afterNoonMs).toUTCString(), ...headers },
  body: Buffer.alloc(0),
  truncated: false,
  host: 's3.example.com',
  port: 443,
})

/** What is noted of an answer that was asked for at noon by our clock and came `tookMs` later. */
async function noted(given: HttpAnswer, tookMs = 0): Promise<readonly ServerDate[]> {
  const seen: ServerDate[] = []
  let time = NOON
  const got = await dated(
    seen,
    () => time,
    async () => {
      time += tookMs
      return given
    },
  )
  expect(got).toBe(given)
  return seen
}

describe('the date of an answer', () => {
  it('shows no difference where the clocks agree', async () => {
    expect(await noted(answer(0), 40)).toEqual([
      { host: 's3.example.com', serverTime: NOON, aheadMs: 0 },
    ])
  })

  it.each([
    [
      'ahead, but for the rest of the second that a date leaves out',
      -5 * MINUTE,
      5 * MINUTE - 1000,
    ],
    ['behind', 5 * MINUTE, -5 * MINUTE],
    ['behind by one second', 1000, -1000],
    ['ahead by two seconds', -2000, 1000],
  ])('shows that our clock is %s', async (_, afterNoonMs, aheadMs) => {
    expect(await noted(answer(afterNoonMs))).toMatchObject([{ aheadMs }])
  })

  it('shows no difference within the rest of a second that it leaves out', async () => {
    expect(await noted(answer(-1000))).toMatchObject([{ aheadMs: 0 }])
  })

  it('shows no difference where it was written while we waited', async () => {
    for (const written of [0, 3000, 8000]) {
      expect(await noted(answer(written), 8000)).toMatchObject([{ aheadMs: 0 }])
    }
  })

  it('shows of a slow answer only what it proves', async () => {
    // Written at the last moment we are 52 s behind, at the first a minute.
    expect(await noted(answer(MINUTE), 8000)).toMatchObject([{ aheadMs: -52_000 }])
    expect(await noted(answer(-MINUTE), 8000)).toMatchObject([{ aheadMs: 59_000 }])
  })

  it('counts for a refusal as well', async () => {
    expect(await noted({ ...answer(MINUTE), status: 403 })).toMatchObject([{ aheadMs: -MINUTE }])
  })

  it.each([
    ['was kept by a cache', { age: '3600' }],
    ['was kept by a cache for no time at all', { age: '0' }],
    ['cannot be read', { date: 'yesterday' }],
    ['is empty', { date: '' }],
  ])('says nothing where it %s', async (_, headers) => {
    expect(await noted(answer(-MINUTE, headers))).toEqual([])
  })

  it('says nothing where there is none', async () => {
    expect(await noted({ ...answer(0), headers: {} })).toEqual([])
  })

  it('is not looked for where nothing answered', async () => {
    const seen: ServerDate[] = []
    const failing = dated(
      seen,
      () => NOON,
      () => Promise.reject(new Error('refused')),
    )
    await expect(failing).rejects.toThrow('refused')
    expect(seen).toEqual([])
  })
})
