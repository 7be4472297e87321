import { describe, expect, it } from 'vitest'
import { captured } from '../../support/captured.ts'
import type { Answer, Rule } from '../../support/fault-proxy.ts'
import { regionGate } from '../../support/region-gate.ts'
import { evidence, findings, statuses } from '../../support/run-check.ts'
import { asked, checkBucket, on, s3Error } from './bucket.ts'

const UNKNOWN = { ARTIFACTS_S3_ACCESS_KEY_ID: 'AKIANOBODYKNOWSTHIS0' }
const WRONG = { ARTIFACTS_S3_SECRET_ACCESS_KEY: 'the-secret-of-some-other-key-pair-000000' }
const ELSEWHERE = { region: 'us-east-1' }

describe('storage/credentials', () => {
  it('names storage/invalid-access-key on a key that nobody knows', async () => {
    const { results } = await checkBucket({ env: UNKNOWN })
    expect(findings(results)).toEqual({ 'storage/credentials': 'fail storage/invalid-access-key' })
    expect(results['storage/credentials']).toMatchObject({
      alternatives: ['storage/iam-propagation'],
      attempts: 1,
      evidence: { httpStatus: 403, code: 'InvalidAccessKeyId' },
    })
    expect(statuses(results)).toMatchObject({
      'storage/region': 'pass',
      'storage/bucket': 'blocked',
      'storage/put': 'blocked',
      'storage/list': 'blocked',
    })
  })

  const R2_LENGTH = s3Error(
    400,
    'InvalidArgument',
    '<Message>Credential access key has length 20, should be 32</Message>',
  )
  const SWAPPED = s3Error(
    400,
    'AuthorizationHeaderMalformed',
    '<Message>The authorization header is malformed; the Credential is mal-formed; expecting "&lt;YOUR-AKID&gt;/YYYYMMDD/REGION/SERVICE/aws4_request".</Message>',
  )

  it.each<[cause: string, vendor: string, answer: Answer, alternatives?: string[]]>([
    ['storage/invalid-access-key', 'Ceph', captured('ceph-rgw', 'unknown key: list')],
    [
      'storage/invalid-access-key',
      'Ceph, once it is removed',
      captured('ceph-pol', 'key removed: list'),
    ],
    ['storage/invalid-access-key', 'R2', s3Error(401, 'Unauthorized')],
    ['storage/invalid-access-key', 'R2 on its length', R2_LENGTH],
    ['storage/invalid-access-key', 'GCS', s3Error(403, 'InvalidSecurity')],
    ['storage/invalid-access-key', 'AWS on one of another form', SWAPPED, ['storage/keys-swapped']],
    ['storage/token-expired', 'AWS', s3Error(400, 'ExpiredToken')],
    ['storage/token-invalid', 'AWS on a token that is cut', s3Error(400, 'InvalidToken')],
    ['storage/token-expired', 'AWS on one to be renewed', s3Error(400, 'TokenRefreshRequired')],
    ['storage/token-invalid', 'MinIO', s3Error(403, 'InvalidTokenId')],
  ])('names %s in the words of %s', async (cause, _, answer, alternatives) => {
    const { results } = await checkBucket({ rules: [on('list', answer)] })
    expect(findings(results)).toEqual({ 'storage/credentials': `fail ${cause}` })
    if (alternatives !== undefined)
      expect(results['storage/credentials']).toMatchObject({ alternatives })
    expect(evidence(results, 'storage/credentials')).toMatchObject({ httpStatus: answer.status })
  })

  it('sends the session token', async () => {
    const env = { ARTIFACTS_S3_SESSION_TOKEN: 'a-session-token' }
    const { results, requests } = await checkBucket({ env })
    expect(findings(results)).toEqual({})
    for (const { headers } of requests) {
      expect(headers['x-amz-security-token']).toBe('a-session-token')
      expect(headers.authorization).toContain('x-amz-security-token')
    }
  })

  it.each<[what: string, env: Readonly<Record<string, string>>, cause: string | undefined]>([
    ['the key is good', {}, undefined],
    ['the key is unknown', UNKNOWN, 'storage/invalid-access-key'],
    ['the secret is wrong', WRONG, 'storage/secret-mismatch'],
  ])('is told in the right region where the given one hides it: %s', async (_, env, cause) => {
    const rules = regionGate('eu-west-3')
    const { results, requests } = await checkBucket({ rules, env, flags: ELSEWHERE })
    expect(findings(results)).toEqual({
      'storage/region': 'fail storage/region-mismatch',
      ...(cause === undefined ? {} : { 'storage/credentials': `fail ${cause}` }),
    })
    expect(evidence(results, 'storage/region')).toMatchObject({
      actualRegion: 'us-east-1',
      expectedRegion: 'eu-west-3',
      confirmed: true,
    })
    expect(evidence(results, 'storage/credentials')).toMatchObject({ signedFor: 'eu-west-3' })
    expect(asked(requests)).toEqual(['list', 'list'])
  })

  it.each<[what: string, rules: Rule[]]>([
    ['refused in every region', [on('list', captured('swift', 'region in scope auto: list'))]],
    [
      'then refused for the clock',
      [
        on('list', captured('swift', 'region in scope auto: list'), 1),
        on('list', captured('swift', 'client clock +20m: list')),
      ],
    ],
  ])('skips where nothing tells: %s', async (_, rules) => {
    const { results } = await checkBucket({ rules, flags: { region: 'auto' } })
    expect(findings(results)).toEqual({ 'storage/region': 'fail storage/region-mismatch' })
    expect(results['storage/credentials']).toMatchObject({ status: 'skip' })
    expect(statuses(results)).toMatchObject({ 'storage/bucket': 'blocked' })
  })
})

describe('storage/bucket', () => {
  it('names storage/no-such-bucket', async () => {
    const { results } = await checkBucket({ flags: { bucket: 'casse' } })
    expect(findings(results)).toEqual({ 'storage/bucket': 'fail storage/no-such-bucket' })
    const seen = { httpStatus: 404, code: 'NoSuchBucket', bucket: 'casse' }
    expect(evidence(results, 'storage/bucket')).toMatchObject(seen)
    expect(statuses(results)).toMatchObject({ 'storage/put': 'blocked', 'storage/list': 'blocked' })
  })

  it.each<[cause: string, server: string, fault: string]>([
    ['storage/no-such-bucket', 'ceph-rgw', 'no such bucket: list'],
    ['storage/no-such-bucket', 'swift', 'no such bucket: list'],
    ['storage/no-such-bucket', 'swift', 'other user: list'],
    ['storage/bucket-name-invalid', 'swift', 'bad bucket name (2 chars)'],
  ])('names %s in the words of %s (%s)', async (cause, server, fault) => {
    const { results } = await checkBucket({ rules: [on('list', captured(server, fault))] })
    expect(findings(results)).toEqual({ 'storage/bucket': `fail ${cause}` })
  })

  it('passes on a denial, which is no missing bucket', async () => {
    const { results } = await checkBucket({
      rules: [on('list', captured('ceph-rgw', 'other user: list'))],
      readOnly: true,
    })
    expect(statuses(results)).toMatchObject({ 'storage/bucket': 'pass', 'storage/list': 'error' })
  })
})
