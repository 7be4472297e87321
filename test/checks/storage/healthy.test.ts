import { describe, expect, it } from 'vitest'
import { evidence, findings, statuses } from '../../support/run-check.ts'
import { ACCESS_KEY_ID } from '../../support/set-up.ts'
import { asked, checkBucket, operation } from './bucket.ts'

const ALL_PASS = {
  'storage/backend': 'pass',
  'storage/settings': 'pass',
  'storage/keys': 'pass',
  'storage/reachable': 'pass',
  'storage/region': 'pass',
  'storage/credentials': 'pass',
  'storage/bucket': 'pass',
  'storage/put': 'pass',
  'storage/get': 'pass',
  'storage/delete': 'pass',
  'storage/list': 'pass',
}

describe('a healthy bucket', () => {
  it('passes every check, with one request for all that judge the listing', async () => {
    const { results, requests } = await checkBucket()
    expect(statuses(results)).toMatchObject(ALL_PASS)
    expect(asked(requests)).toEqual(['list', 'put', 'get', 'delete'])
    expect(requests.filter((one) => operation(one) === 'lock')).toHaveLength(1)
    expect(evidence(results, 'storage/list')).toMatchObject({ keys: 0, action: 's3:ListBucket' })
    expect(evidence(results, 'storage/get')).toMatchObject({ bytes: 100 })
    expect(evidence(results, 'storage/put')).toMatchObject({
      key: expect.stringMatching(/^testing\/artifacts-doctor-[a-z0-9]+-[0-9a-f]{10}$/),
      bytes: 100,
    })
  })

  it('is written to below the prefix of the workspace alone', async () => {
    const { results, requests } = await checkBucket({ flags: { workspace: 'acme/demo' } })
    expect(statuses(results)).toMatchObject(ALL_PASS)
    const paths = requests.map(({ path }) => decodeURIComponent(path))
    expect(paths).toContainEqual(expect.stringContaining('prefix=acme/demo/'))
    const objects = paths.filter((path) => path.split('?')[0] !== '/cases')
    expect(objects).toHaveLength(3)
    for (const path of objects) expect(path).toMatch(/^\/cases\/acme\/demo\/testing\//)
  })

  it('may be in a region whose name could stand in no host', async () => {
    const { results, requests } = await checkBucket({ flags: { region: 'Region_One.here' } })
    expect(statuses(results)).toMatchObject(ALL_PASS)
    for (const { headers } of requests)
      expect(headers.authorization ?? 'Region_One.here').toContain('Region_One.here')
  })

  it('is asked as the product asks: the same headers are signed, and no payload', async () => {
    const { requests } = await checkBucket()
    for (const { headers } of requests) {
      expect(headers['x-amz-content-sha256']).toBe('UNSIGNED-PAYLOAD')
      expect(headers.authorization).toContain(`Credential=${ACCESS_KEY_ID}/`)
      expect(headers.authorization).toMatch(
        /SignedHeaders=accept-encoding;amz-sdk-invocation-id;amz-sdk-request;(content-[a-z-]+;)*host;x-amz-content-sha256;x-amz-date/,
      )
    }
  })

  it('is not written to under --read-only', async () => {
    const { results, requests } = await checkBucket({ readOnly: true, waitMs: 100 })
    const skipped = { status: 'skip', ruledOut: true }
    for (const name of ['put', 'get', 'delete', 'propagation'])
      expect(results[`storage/${name}`]).toMatchObject(skipped)
    expect(findings(results)).toEqual({})
    expect(requests.map(operation)).toEqual(['list'])
  })

  it('is not asked at all under --offline', async () => {
    const { results, requests } = await checkBucket({ offline: true })
    const local = ['storage/backend', 'storage/settings', 'storage/keys']
    for (const result of Object.values(results)) {
      const expected = local.includes(result.id)
        ? { status: 'pass' }
        : { status: 'skip', ruledOut: true }
      expect(result).toMatchObject(expected)
    }
    expect(requests).toEqual([])
  })

  it('is in the run of --wait with the propagation check', async () => {
    const { results } = await checkBucket({ waitMs: 5000 })
    expect(findings(results)).toEqual({})
    expect(evidence(results, 'storage/propagation')).toEqual({
      roundTrips: 2,
      addresses: 1,
      refusals: 0,
      flaps: 0,
      waitedMs: 0,
    })
  })

  it.each([[[]], [['storage/*']], [['*']]])(
    'is not in the run with that check otherwise (--only %j)',
    async (only) => {
      const { results } = await checkBucket({ only })
      expect(Object.keys(results)).not.toContain('storage/propagation')
    },
  )
})
