import { describe, expect, it } from 'vitest'
import type { Answer, Rule } from '../../support/fault-proxy.ts'
import { evidence, findings, statuses } from '../../support/run-check.ts'
import { checkBucket, type Given, on, s3Error, script } from './bucket.ts'

const UNKNOWN = s3Error(403, 'InvalidAccessKeyId')
const DENIED = s3Error(403, 'AccessDenied')
/** A server dates its answers by the clock that it judges by. */
const SKEWED = s3Error(403, 'RequestTimeTooSkewed', '', { date: new Date(0).toUTCString() })
const OTHER_REGION = s3Error(
  400,
  'AuthorizationHeaderMalformed',
  "<Message>the region 'eu-west-3' is wrong; expecting 'us-west-2'</Message><Region>us-west-2</Region>",
)
const WRONG = { ARTIFACTS_S3_SECRET_ACCESS_KEY: 'the-secret-of-some-other-key-pair-000000' }
/** How many there is time for, the machine decides. */
const severalAttempts = expect.toSatisfy((attempts: number) => attempts >= 2 && attempts <= 4)
/** More time than is needed. */
const waitMs = 30_000

/**
 * Runs the checks on a bucket that holds something: of an object that goes s3rver removes the
 * empty directory too, be it under another that is being written.
 */
const check = (given: Given) => checkBucket({ holds: ['testing/held'], ...given })

describe.concurrent('keys that are fresh', () => {
  it('are waited for until they are known, and the refusals counted', async () => {
    const { results } = await check({ rules: script('list', UNKNOWN, UNKNOWN), waitMs })
    expect(findings(results)).toEqual({})
    expect(results['storage/credentials']).toMatchObject({ status: 'pass', attempts: 3 })
    const seen = { roundTrips: 5, refusals: 2, flaps: 0 }
    expect(evidence(results, 'storage/propagation')).toMatchObject(seen)
    // Two pauses, of half a second and a second, each a fifth shorter at most.
    expect(evidence(results, 'storage/propagation').waitedMs).toBeGreaterThan(1190)
  })

  it('are called unknown when time is up, perhaps too early', async () => {
    const start = performance.now()
    const { results } = await check({ rules: [on('list', UNKNOWN)], waitMs: 1150 })
    expect(performance.now() - start).toBeGreaterThan(1140)
    expect(findings(results)).toEqual({ 'storage/credentials': 'fail storage/invalid-access-key' })
    expect(results['storage/credentials']).toMatchObject({
      alternatives: ['storage/iam-propagation'],
      attempts: severalAttempts,
    })
    expect(statuses(results)).toMatchObject({ 'storage/propagation': 'blocked' })
  })

  it.each<[what: string, rules: Rule[], waited: string, workspace?: string]>([
    [
      'a denied put after an unknown key',
      [...script('list', UNKNOWN), ...script('put', DENIED)],
      'storage/put',
    ],
    ['a denied put after a good listing', script('put', DENIED), 'storage/put'],
    ['a denied put at the root', script('put', DENIED), 'storage/put', 'demo'],
    ['a denied get after a good put', script('get', DENIED), 'storage/get'],
    ['a key unknown to put', script('put', UNKNOWN), 'storage/put'],
    ['a key unknown to get', script('get', UNKNOWN), 'storage/get'],
    ['a key unknown to delete', script('delete', UNKNOWN), 'storage/delete'],
    ['a denied delete', script('delete', DENIED), 'storage/delete'],
    ['a denied listing', script('list', UNKNOWN, DENIED), 'storage/list'],
    ['a denied listing at the root', script('list', UNKNOWN, DENIED), 'storage/list', 'demo'],
    ['a key that flaps in a listing', script('list', UNKNOWN, DENIED, UNKNOWN), 'storage/list'],
  ])('are waited for on %s', async (_, rules, waited, workspace) => {
    const flags = workspace === undefined ? {} : { workspace }
    const only = ['storage/list', 'storage/get', 'storage/delete']
    const { results } = await check({ rules, waitMs, flags, only })
    expect(findings(results)).toEqual({})
    expect(results[waited]).toMatchObject({ status: 'pass' })
  })

  it('begin their streak anew when another check meets a refusal', async () => {
    const { results } = await check({ rules: script('get', UNKNOWN), waitMs })
    expect(findings(results)).toEqual({})
    const seen = { roundTrips: 5, refusals: 1, flaps: 1 }
    expect(evidence(results, 'storage/propagation')).toMatchObject(seen)
  })

  it('begin their streak anew when they flap within it', async () => {
    // The first put is that of the checks, the second and third those of a short streak.
    const rules = [...script('list', UNKNOWN), ...script('put', undefined, undefined, UNKNOWN)]
    const { results } = await check({ rules, waitMs })
    expect(findings(results)).toEqual({})
    const seen = { roundTrips: 5, refusals: 2, flaps: 1 }
    expect(evidence(results, 'storage/propagation')).toMatchObject(seen)
    expect(results['storage/propagation']).toMatchObject({ attempts: 2 })
  })

  it('finish a streak that was begun in time', async () => {
    const { results } = await check({ rules: script('list', UNKNOWN), waitMs: 700 })
    expect(findings(results)).toEqual({})
    expect(evidence(results, 'storage/propagation')).toMatchObject({ roundTrips: 5 })
  })
})

describe.concurrent('keys that are not', () => {
  it('are denied for good when time is up, perhaps too early', async () => {
    const { results } = await check({ rules: [on('put', DENIED)], waitMs: 700 })
    expect(findings(results)).toEqual({ 'storage/put': 'fail storage/access-denied' })
    const alternatives = ['storage/iam-propagation']
    expect(results['storage/put']).toMatchObject({ alternatives, attempts: severalAttempts })
  })

  it('may not list for good when time is up, perhaps too early', async () => {
    const rules = [...script('list', UNKNOWN), on('list', DENIED)]
    const { results } = await check({ rules, waitMs: 1300 })
    expect(findings(results)).toEqual({ 'storage/list': 'warn storage/list-denied' })
    expect(results['storage/list']).toMatchObject({ alternatives: ['storage/iam-propagation'] })
  })

  it('are not waited for on a wrong secret', async () => {
    const { results, requests } = await check({ env: WRONG, waitMs })
    expect(findings(results)).toEqual({ 'storage/region': 'fail storage/secret-mismatch' })
    expect(results['storage/region']).toMatchObject({ attempts: 1 })
    expect(requests.length).toBeLessThan(12)
  })

  it('are not waited for on a denial without a refusal or a good answer before', async () => {
    const rules = [on('list', DENIED), on('put', DENIED)]
    const { results } = await check({ rules, waitMs })
    expect(findings(results)).toEqual({
      'storage/put': 'fail storage/access-denied',
      'storage/list': 'fail storage/access-denied',
    })
    expect(results['storage/put']).toMatchObject({ attempts: 1 })
    // This server denies whoever asks, so that the keys may be wrong as well; fresh they are not.
    const alternatives = ['storage/secret-mismatch', 'storage/invalid-access-key']
    expect(results['storage/put']).toMatchObject({ alternatives })
  })

  it('are told to have a wrong secret once they are known', async () => {
    const { results } = await check({ rules: script('list', UNKNOWN), env: WRONG, waitMs })
    expect(Object.values(findings(results))).toEqual([
      expect.stringMatching(/^fail storage\/(secret|signature)-mismatch$/),
    ])
  })

  it.each<[what: string, answer: Answer, found: string]>([
    ['the clock is wrong', SKEWED, 'fail host/clock-skewed'],
    ['the region is wrong', OTHER_REGION, 'fail storage/region-mismatch'],
    ['the session token is old', s3Error(400, 'ExpiredToken'), 'fail storage/token-expired'],
  ])('are told that %s once they are known', async (_, answer, found) => {
    const rules = [...script('list', UNKNOWN), on('list', answer), on('put', answer)]
    const { results } = await check({ rules, waitMs })
    expect([...new Set(Object.values(findings(results)))]).toEqual([found])
  })

  it('do not hide that the server went away', async () => {
    const rules: Rule[] = [...script('list', UNKNOWN), { do: { reset: true } }]
    const { results } = await check({ rules, waitMs: 1500 })
    expect(Object.values(findings(results))).toEqual(['fail network/reset'])
  })
})
