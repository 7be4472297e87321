import { describe, expect, it } from 'vitest'
import { on, s3Error } from '../checks/storage/bucket.ts'
import { judge } from './judge.ts'
import type { Fault, Healthy, Line } from './line.ts'
import { onS3rver } from './storage/worlds.ts'

/** A secret that s3rver does not know, and all that the doctor says of it. */
const FAULT: Fault = {
  area: 'signature',
  what: 'another secret',
  source: 's3rver computes the signature itself',
  world: onS3rver({
    env: { ARTIFACTS_S3_SECRET_ACCESS_KEY: 'another/secret/of+the/same0length1234567' },
  }),
  root: 'storage/secret-mismatch',
  check: 'storage/region',
  seen: { code: 'SignatureDoesNotMatch', httpStatus: 403 },
}

const HEALTHY: Healthy = {
  area: 'state',
  what: 'as it is',
  source: 's3rver as it is',
  world: onS3rver(),
  passes: ['storage/put', 'storage/delete'],
  exitCode: 0,
}

const DENIED = s3Error(403, 'AccessDenied', '<Message>Access Denied</Message>')

const wrong = async (line: Line, without: readonly string[] = []) =>
  (await judge(line, without)).wrong

describe('judge, of a fault,', () => {
  it('finds nothing wrong where the doctor is right', async () => {
    expect(await wrong(FAULT)).toEqual([])
  })

  it('finds another root wrong', async () => {
    expect(await wrong({ ...FAULT, root: 'storage/region-mismatch' })).toEqual([
      'named storage/secret-mismatch first, not storage/region-mismatch',
    ])
  })

  it('finds it wrong that nothing is named', async () => {
    expect(await wrong({ ...FAULT, world: onS3rver(), seen: {} })).toEqual([
      'named nothing first, not storage/secret-mismatch',
    ])
  })

  it('finds it wrong that another check names it', async () => {
    expect(await wrong({ ...FAULT, check: 'storage/credentials', seen: {} })).toEqual([
      'storage/region named it, not storage/credentials',
    ])
  })

  it('finds other evidence wrong, and evidence that is missing', async () => {
    const seen = { code: /NoSuch/, httpStatus: '403', issuer: 'nobody' }
    expect(await wrong({ ...FAULT, seen })).toEqual([
      'evidence code is "SignatureDoesNotMatch", not /NoSuch/',
      'evidence httpStatus is 403, not "403"',
      'evidence issuer is absent, not "nobody"',
    ])
  })

  it('finds an accusation too many wrong, unless it is known to be as real', async () => {
    const two: Fault = {
      ...FAULT,
      world: onS3rver({
        rules: [{ do: { answer: s3Error(503, 'ServiceUnavailable') } }],
        env: { ARTIFACTS_S3_SECRET_ACCESS_KEY: '' },
      }),
      root: 'storage/key-pair-incomplete',
      check: 'storage/keys',
      seen: {},
    }
    expect(await wrong(two)).toEqual(['also accused storage/server-error'])
    expect(await wrong({ ...two, also: ['storage/server-error'] })).toEqual([])
  })

  it('finds it wrong, of faults that are combined, that one of them is not named', async () => {
    const also = ['storage/list-denied', 'storage/no-such-bucket'] as const
    const two: Fault = {
      ...FAULT,
      world: onS3rver({ rules: [on('list', DENIED), on('get', { status: 200, body: 'other' })] }),
      root: 'storage/wrong-data',
      check: 'storage/get',
      seen: {},
      also,
    }
    expect(await wrong(two)).toEqual([])
    expect(await wrong({ ...two, area: 'combined' })).toEqual([
      'did not name storage/no-such-bucket',
    ])
    expect(await wrong({ ...two, area: 'combined', also: also.slice(0, 1) })).toEqual([])
  })

  it('finds it wrong that a check is blocked by another one, or not at all', async () => {
    const by = (...roots: string[]) => ({ ...FAULT, blocked: { 'storage/put': roots } })
    expect(await wrong(by('storage/region'))).toEqual([])
    expect(await wrong(by('storage/keys', 'storage/region'))).toEqual([
      'storage/put is blocked by storage/region, not blocked by storage/keys, storage/region',
    ])
    const blocked = { 'storage/keys': ['storage/region'], 'metadata/auth': ['storage/region'] }
    expect(await wrong({ ...FAULT, blocked })).toEqual([
      'storage/keys is pass, not blocked by storage/region',
      'metadata/auth is missing, not blocked by storage/region',
    ])
  })

  it('finds every line wrong whose check is left out', async () => {
    expect(await wrong(FAULT, ['storage/region'])).toContain(
      'named nothing first, not storage/secret-mismatch',
    )
  })
})

describe('judge, of a healthy set-up,', () => {
  it('finds nothing wrong where the doctor is right', async () => {
    expect(await wrong(HEALTHY)).toEqual([])
  })

  it('finds a check wrong that fails', async () => {
    expect(await wrong({ ...HEALTHY, world: FAULT.world })).toEqual([
      'exit code 1, not 0',
      'storage/put is blocked, not pass',
      'storage/delete is blocked, not pass',
      'storage/region: fail',
    ])
  })

  it('finds a skip wrong that stands in the place of a pass', async () => {
    expect(await wrong(HEALTHY, ['storage/put'])).toContain('storage/put is skip, not pass')
    expect(await wrong({ ...HEALTHY, passes: ['storage/propagation'] })).toEqual([
      'storage/propagation is missing, not pass',
    ])
  })

  it('finds a warning wrong that is not due, and one that is due and does not come', async () => {
    const rules = [on('list', DENIED)]
    const unlisted = { ...HEALTHY, world: onS3rver({ rules }) }
    expect(await wrong(unlisted)).toEqual(['storage/list: warn storage/list-denied'])
    const warns = { 'storage/list': 'storage/list-denied' } as const
    expect(await wrong({ ...unlisted, warns })).toEqual([])
    expect(await wrong({ ...HEALTHY, warns })).toEqual([
      'storage/list is pass, not warn storage/list-denied',
    ])
  })
})

describe('judge, of what is left in the bucket,', () => {
  const KEY = /^left in the bucket: testing\/artifacts-doctor-\S+$/

  it('finds it wrong, and that the doctor has to say so', async () => {
    const kept = onS3rver({ rules: [on('delete', DENIED)] })
    const warns = { 'storage/delete': 'storage/delete-denied' } as const
    const line: Healthy = { ...HEALTHY, world: kept, passes: ['storage/put'], warns }
    expect(await wrong(line)).toEqual([
      expect.stringMatching(KEY),
      expect.stringMatching(/^says it left \S+$/),
    ])
  })

  it('finds it wrong where the doctor knows nothing of it', async () => {
    const kept = onS3rver({ rules: [on('delete', { status: 204 })] })
    expect(await wrong({ ...HEALTHY, world: kept })).toEqual([expect.stringMatching(KEY)])
  })

  it('finds it wrong that nothing is left where something has to be', async () => {
    expect(await wrong({ ...FAULT, leaves: true })).toEqual(['says it left nothing'])
  })
})
