import { describe, expect, it } from 'vitest'
import { captured } from '../../support/captured.ts'
import type { Answer, Rule, SeenRequest } from '../../support/fault-proxy.ts'
import { regionGate } from '../../support/region-gate.ts'
import { evidence, findings, statuses } from '../../support/run-check.ts'
import { checkBucket, on, operation, s3Error, signedFor } from './bucket.ts'

const WRONG = { ARTIFACTS_S3_SECRET_ACCESS_KEY: 'the-secret-of-some-other-key-pair-000000' }

/** Refuses what is signed for another region than `wanted`. */
function gate(wanted: string, answer: Answer, head: Answer = { status: 400 }): Rule[] {
  return [
    { when: (request) => operation(request) === 'head', do: { answer: head } },
    {
      when: (request) => signedFor(request) !== wanted,
      do: { answer },
    },
  ]
}

const AWS = (expected: string) =>
  s3Error(
    400,
    'AuthorizationHeaderMalformed',
    `<Message>The authorization header is malformed; the region 'eu-west-3' is wrong; expecting '${expected}'</Message><Region>${expected}</Region>`,
  )
const MINIO = s3Error(
  400,
  'AuthorizationHeaderMalformed',
  "<Message>The authorization header is malformed; the region is wrong; expecting 'us-west-2'.</Message>",
)
const R2 = s3Error(
  400,
  'InvalidRegionName',
  "<Message>The region name 'eu-west-3' is not valid. Must be one of: wnam, enam, weur, eeur, apac, oc, auto</Message>",
)
const MOVED = s3Error(
  301,
  'PermanentRedirect',
  '<Message>The bucket must be addressed using the specified endpoint.</Message><Endpoint>cases.s3.us-west-2.amazonaws.com</Endpoint>',
  { 'x-amz-bucket-region': 'us-west-2' },
)
const OPT_IN = s3Error(
  400,
  'IllegalLocationConstraintException',
  '<Message>The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.</Message>',
)
const HEAD = { status: 400, headers: { 'x-amz-bucket-region': 'us-west-2' } }

describe('storage/region', () => {
  it.each<[vendor: string, rules: Rule[], expectedRegion: string, code?: string]>([
    ['AWS', gate('us-west-2', AWS('us-west-2')), 'us-west-2', 'AuthorizationHeaderMalformed'],
    ['MinIO', gate('us-west-2', MINIO), 'us-west-2', 'AuthorizationHeaderMalformed'],
    ['Swift', regionGate('gra'), 'gra', 'AuthorizationHeaderMalformed'],
    ['R2', gate('auto', R2), 'auto', 'InvalidRegionName'],
    ['a redirect of AWS', gate('us-west-2', MOVED), 'us-west-2', 'PermanentRedirect'],
    [
      'a redirect without a body',
      gate('us-west-2', { status: 301, headers: { ...HEAD.headers, 'x-amz-request-id': 'T' } }),
      'us-west-2',
    ],
    [
      'an error that names none, but for a HEAD',
      gate('us-west-2', OPT_IN, HEAD),
      'us-west-2',
      'IllegalLocationConstraintException',
    ],
  ])('names storage/region-mismatch in the words of %s', async (_, rules, expectedRegion, code) => {
    const { results } = await checkBucket({ rules })
    expect(findings(results)).toEqual({ 'storage/region': 'fail storage/region-mismatch' })
    expect(evidence(results, 'storage/region')).toMatchObject({
      ...(code === undefined ? {} : { code }),
      actualRegion: 'eu-west-3',
      expectedRegion,
      confirmed: true,
      source: '--region',
    })
    expect(statuses(results)).toMatchObject({
      'storage/credentials': 'pass',
      'storage/bucket': 'blocked',
      'storage/put': 'blocked',
    })
  })

  it('names storage/region-mismatch where nothing tells the right one', async () => {
    const { results } = await checkBucket({ rules: [on('list', OPT_IN)] })
    expect(findings(results)).toEqual({ 'storage/region': 'fail storage/region-mismatch' })
    expect(evidence(results, 'storage/region')).toMatchObject({ confirmed: false })
    expect(evidence(results, 'storage/region')).not.toHaveProperty('expectedRegion')
    expect(results['storage/credentials']).toMatchObject({ status: 'skip' })
  })

  it('does not blame the region that the server itself names as the right one', async () => {
    const redirect = { ...MOVED, headers: { ...MOVED.headers, 'x-amz-bucket-region': 'eu-west-3' } }
    const answer = {
      ...redirect,
      status: 307,
      body: redirect.body?.replace('Permanent', 'Temporary') ?? '',
    }
    const { results } = await checkBucket({ rules: [on('list', answer)] })
    expect(Object.values(findings(results))).not.toContain('fail storage/region-mismatch')
  })

  it('names storage/region-mismatch where only trying the usual ones tells', async () => {
    const refusal = captured('ceph-rgw', 'wrong secret: list')
    const { results } = await checkBucket({ rules: gate('auto', refusal) })
    expect(findings(results)).toEqual({ 'storage/region': 'fail storage/region-mismatch' })
    const seen = { code: 'SignatureDoesNotMatch', expectedRegion: 'auto', confirmed: true }
    expect(evidence(results, 'storage/region')).toMatchObject(seen)
  })

  it('names storage/secret-mismatch where every signature is refused', async () => {
    const { results, requests } = await checkBucket({ env: WRONG })
    expect(results['storage/region']).toMatchObject({
      status: 'fail',
      cause: 'storage/secret-mismatch',
      alternatives: ['storage/request-rewritten', 'storage/invalid-access-key'],
      evidence: { httpStatus: 403, code: 'SignatureDoesNotMatch' },
    })
    expect(findings(results)).toEqual({ 'storage/region': 'fail storage/secret-mismatch' })
    expect(results['storage/credentials']).toMatchObject({ status: 'skip' })
    expect(requests.every((request) => ['list', 'lock', 'head'].includes(operation(request)))).toBe(
      true,
    )
  })

  it('names storage/secret-mismatch on an unknown key that is refused in the same words', async () => {
    // The request that Swift shows is that of the capture, and not the one to which it is replayed.
    const { body, ...answer } = captured('swift', 'unknown key: list')
    const rules = [on('list', { ...answer, body: body.replace(/<Canonical.*/s, '</Error>') })]
    const { results } = await checkBucket({ rules })
    expect(results['storage/region']).toMatchObject({
      cause: 'storage/secret-mismatch',
      alternatives: expect.arrayContaining(['storage/invalid-access-key']),
    })
  })

  it('names storage/request-rewritten where a proxy changes what the product signs', async () => {
    const rewrite = ({ 'accept-encoding': _, ...headers }: SeenRequest['headers']) => ({
      ...headers,
      'accept-encoding': 'gzip',
    })
    const { results } = await checkBucket({ rules: [{ do: { rewrite } }] })
    expect(findings(results)).toEqual({ 'storage/region': 'fail storage/request-rewritten' })
    const seen = { minimalHeaders: 'accepted', productHeaders: 'refused' }
    expect(evidence(results, 'storage/region')).toMatchObject(seen)
  })

  it.each<[what: string, answer: Answer]>([
    ['is throttled', s3Error(503, 'SlowDown')],
    ['meets a fault', s3Error(500, 'InternalError')],
    ['meets a page of HTML', { status: 200, body: '<html></html>' }],
  ])('does not take a second opinion that %s for an acceptance', async (_, answer) => {
    const refusal = captured('ceph-rgw', 'wrong secret: list')
    const { results } = await checkBucket({ rules: [on('list', refusal, 1), on('list', answer)] })
    expect(findings(results)['storage/region']).toMatch(
      /^(error|fail storage\/signature-mismatch)$/,
    )
  })

  it.each([20, -20])('names host/clock-skewed on a clock %d minutes off', async (minutes) => {
    const now = () => Date.now() + minutes * 60_000
    const { results } = await checkBucket({ now })
    expect(findings(results)).toEqual({ 'storage/region': 'fail host/clock-skewed' })
    const seen = evidence(results, 'storage/region')
    expect(seen).toMatchObject({ httpStatus: 403, code: 'RequestTimeTooSkewed' })
    expect(seen.skewSeconds).toBeGreaterThan(minutes * 60 - 10)
    expect(seen.skewSeconds).toBeLessThan(minutes * 60 + 10)
    expect(results['storage/credentials']).toMatchObject({ status: 'skip' })
  })

  it.each(['ceph-rgw', 'swift'])('names host/clock-skewed in the words of %s', async (server) => {
    const answer = captured(server, 'client clock +20m: list')
    const now = () => Date.now() + 20 * 60_000
    const { results } = await checkBucket({ rules: [on('list', answer)], now })
    expect(findings(results)).toEqual({ 'storage/region': 'fail host/clock-skewed' })
    expect(evidence(results, 'storage/region').skewSeconds).toBeGreaterThan(1190)
  })

  it('minds no clock that is ten minutes off', async () => {
    const { results } = await checkBucket({ now: () => Date.now() + 10 * 60_000 })
    expect(findings(results)).toEqual({})
  })
})
