import { describe, expect, it } from 'vitest'
import { captured } from '../../support/captured.ts'
import type { Answer } from '../../support/fault-proxy.ts'
import { evidence, findings, statuses } from '../../support/run-check.ts'
import { asked, checkBucket, on, operation, s3Error } from './bucket.ts'

const HTML: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8', server: 'nginx' },
  body: '<!DOCTYPE html>\n<html><title>Welcome</title></html>',
}

describe('storage/reachable', () => {
  it.each<[cause: string, what: string, answer: Answer, seen: object]>([
    ['storage/not-s3', 'a page of HTML', HTML, { httpStatus: 200, server: 'nginx' }],
    ['storage/not-s3', 'JSON', { status: 401, body: '{"message":"no"}' }, { httpStatus: 401 }],
    ['storage/not-s3', 'a 404 of HTML', { ...HTML, status: 404 }, { httpStatus: 404 }],
    ['storage/not-s3', 'text', { status: 200, body: 'OK' }, {}],
    [
      'storage/not-s3',
      'a listing that is an error page',
      { status: 404, body: '<ListBucketResult/>' },
      {},
    ],
    [
      'storage/throttled',
      'SlowDown of Swift',
      captured('swift-ratelimit', 'rate limit: list'),
      { httpStatus: 503, code: 'SlowDown' },
    ],
    [
      'storage/throttled',
      '429 of R2',
      s3Error(429, 'TooManyRequests', '', { 'retry-after': '30' }),
      { code: 'TooManyRequests', retryAfter: '30' },
    ],
    ['storage/throttled', 'a bare 429', { status: 429 }, { httpStatus: 429 }],
    [
      'storage/throttled',
      'SlowDownRead of MinIO',
      s3Error(503, 'SlowDownRead'),
      { code: 'SlowDownRead' },
    ],
    [
      'storage/server-error',
      'a Swift that is half down',
      captured('swift-down', 'container server down: list'),
      { httpStatus: 503, code: 'ServiceUnavailable' },
    ],
    ['storage/server-error', 'a gateway’s page', { ...HTML, status: 502 }, { httpStatus: 502 }],
    [
      'storage/server-error',
      'InternalError',
      s3Error(500, 'InternalError'),
      { requestId: 'TX0001' },
    ],
  ])('names %s on %s', async (cause, _, answer, seen) => {
    const { results, requests } = await checkBucket({ rules: [on('list', answer)] })
    expect(findings(results)).toEqual({ 'storage/reachable': `fail ${cause}` })
    expect(statuses(results)).toMatchObject({
      'storage/region': 'blocked',
      'storage/put': 'blocked',
    })
    const found = evidence(results, 'storage/reachable')
    for (const [name, value] of Object.entries(seen)) expect(found[name]).toBe(value)
    expect(asked(requests)).toEqual(['list'])
  })

  it.each<[what: string, answer: Answer]>([
    ['nothing', { status: 200 }],
    ['nothing, refused', { status: 403 }],
  ])('could not tell on %s', async (_, answer) => {
    const { results } = await checkBucket({ rules: [on('list', answer)] })
    expect(findings(results)).toEqual({ 'storage/reachable': 'error' })
  })

  it('asks again while it may wait', async () => {
    const rules = [on('list', s3Error(503, 'SlowDown'), 1)]
    const { results } = await checkBucket({ rules, waitMs: 10_000 })
    expect(findings(results)).toEqual({})
    expect(results['storage/reachable']).toMatchObject({ status: 'pass', attempts: 2 })
  })

  const env = { ARTIFACTS_S3_ACCESS_KEY_ID: '', ARTIFACTS_S3_SECRET_ACCESS_KEY: '' }

  it.each<[what: string, answer: Answer, finding: string | undefined]>([
    ['a bucket of somebody’s', captured('ceph-rgw', 'other user: head'), undefined],
    ['no such bucket', captured('swift', 'no such bucket: head'), undefined],
    ['a bucket in another region', s3Head(301), undefined],
    ['a fault', captured('swift-down', 'container server down: head'), 'fail storage/server-error'],
    ['too many requests', { status: 429 }, 'fail storage/throttled'],
    ['nothing of S3', { status: 200, headers: { 'content-type': 'text/html' } }, 'error'],
  ])('goes by an unsigned HEAD without keys: %s', async (_, answer, finding) => {
    const { results, requests } = await checkBucket({ rules: [on('head', answer)], env })
    expect(findings(results)).toEqual({
      'storage/keys': 'fail storage/keys-missing',
      ...(finding === undefined ? {} : { 'storage/reachable': finding }),
    })
    expect(statuses(results)).toMatchObject({
      'storage/region': 'blocked',
      'storage/put': 'blocked',
    })
    expect(requests.map(operation)).toEqual(['head'])
    expect(requests[0]?.headers).not.toHaveProperty('authorization')
  })
})

function s3Head(status: number): Answer {
  return { status, headers: { 'x-amz-bucket-region': 'eu-west-1', 'x-amz-request-id': 'TX1' } }
}
