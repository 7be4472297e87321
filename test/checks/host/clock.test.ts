import { describe, expect, it } from 'vitest'
import { nearestBy } from '../../../checks/host/clock.ts'
import type { Rule } from '../../support/fault-proxy.ts'
import { startFaultProxy } from '../../support/fault-proxy.ts'
import { startOrchestrator } from '../../support/orchestrator-server.ts'
import { evidence, findings, runChecks } from '../../support/run-check.ts'
import {
  ACCESS_KEY_ID,
  BUCKET,
  freshToken,
  REGION,
  SECRET_ACCESS_KEY,
} from '../../support/set-up.ts'
import { started } from '../../support/started.ts'

const MINUTE = 60_000
const LISTING =
  '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>cases</Name><Prefix></Prefix><KeyCount>0</KeyCount><MaxKeys>10</MaxKeys><IsTruncated>false</IsTruncated></ListBucketResult>'
const TOKEN = freshToken()

/** An empty bucket whose server thinks that it is `offMs` later than we do. */
const bucketOf = (offMs: number, headers: Readonly<Record<string, string>> = {}): Rule => ({
  do: {
    answer: ({ at }) => ({
      status: 200,
      headers: {
        'content-type': 'application/xml',
        date: new Date(at + offMs).toUTCString(),
        ...headers,
      },
      body: LISTING,
    }),
  },
})

/** Runs the check after a listing of such a bucket, and after the orchestrator where it is asked. */
async function check(
  rule: Rule,
  { orchestrator = false, now = Date.now }: { orchestrator?: boolean; now?: () => number } = {},
) {
  const storage = await started(startFaultProxy(undefined, [rule]))
  const other = await started(
    startOrchestrator({ tokens: [TOKEN], handle: 'acme', workspaces: {} }),
  )
  const results = await runChecks({
    only: ['host/clock', 'storage/reachable', ...(orchestrator ? ['auth/accepted'] : [])],
    flags: {
      bucket: BUCKET,
      endpoint: storage.endpoint,
      region: REGION,
      orchestratorUrl: other.url.replace('127.0.0.1', 'localhost'),
    },
    env: {
      ARTIFACTS_S3_ACCESS_KEY_ID: ACCESS_KEY_ID,
      ARTIFACTS_S3_SECRET_ACCESS_KEY: SECRET_ACCESS_KEY,
      TONBO_API_KEY: TOKEN,
    },
    now,
  })
  return { results, found: findings(results), seen: evidence(results, 'host/clock') }
}

describe('host/clock', () => {
  it('passes where a server agrees', async () => {
    const { found, seen } = await check(bucketOf(0))
    expect(found).toEqual({})
    expect(seen).toEqual({
      host: '127.0.0.1',
      serverTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      skewSeconds: expect.closeTo(0),
    })
  })

  // A date leaves out up to a second, and a request takes its time: hence not to the second.
  it.each([
    [
      'behind by a quarter of an hour and more',
      16 * MINUTE,
      { 'host/clock': 'fail host/clock-skewed' },
    ],
    [
      'ahead by a quarter of an hour and more',
      -17 * MINUTE,
      { 'host/clock': 'fail host/clock-skewed' },
    ],
    ['behind by five minutes', 5 * MINUTE, { 'host/clock': 'warn host/clock-drifting' }],
    ['ahead by fourteen minutes', -14 * MINUTE, { 'host/clock': 'warn host/clock-drifting' }],
    ['behind by less than a minute', MINUTE / 2, {}],
    ['ahead by less than a minute', -MINUTE / 2, {}],
  ])('says of a clock that is %s what it is', async (_, offMs, expected) => {
    const { found, seen } = await check(bucketOf(offMs))
    expect(found).toEqual(expected)
    const [slow, fast] = [-offMs / 1000 - 10, -offMs / 1000 + 10]
    expect(seen.skewSeconds).toBeGreaterThan(slow)
    expect(seen.skewSeconds).toBeLessThan(fast)
  })

  it('goes by the clock that signs, not by another', async () => {
    const { found } = await check(bucketOf(0), { now: () => Date.now() + 40 * MINUTE })
    expect(found).toEqual({ 'host/clock': 'fail host/clock-skewed' })
    const moved = await check(bucketOf(40 * MINUTE), { now: () => Date.now() + 40 * MINUTE })
    expect(moved.found).toEqual({})
  })

  it('believes the server that agrees, and not the one whose clock is wrong', async () => {
    const { found, seen } = await check(bucketOf(3 * 60 * MINUTE), { orchestrator: true })
    expect(found).toEqual({})
    expect(seen.host).toBe('localhost')
  })

  it.each([
    ['a cache has kept the answer', { age: '10800' }],
    ['the date cannot be read', { date: 'tomorrow' }],
  ])('skips where %s, and nothing else was asked', async (_, headers) => {
    const { results, found } = await check(bucketOf(-180 * MINUTE, headers))
    expect(results['host/clock']).toMatchObject({ status: 'skip', reason: /what time it is/ })
    expect(found).toEqual({})
  })

  it('skips where no server was asked', async () => {
    const results = await runChecks({ only: ['host/clock'] })
    expect(results['host/clock']).toMatchObject({ status: 'skip' })
  })
})

describe('nearestBy', () => {
  const date = (host: string, aheadMs: number) => ({ host, aheadMs, serverTime: 0 })

  it('gives the least difference in either direction, the first of equals', () => {
    const dates = [date('far', 9 * MINUTE), date('near', -MINUTE), date('as-near', MINUTE)]
    expect(nearestBy(dates)?.host).toBe('near')
    expect(nearestBy([])).toBeUndefined()
  })
})
