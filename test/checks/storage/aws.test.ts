import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Answer } from '../../support/fault-proxy.ts'
import { evidence, findings, runChecks } from '../../support/run-check.ts'
import { ACCESS_KEY_ID, SECRET_ACCESS_KEY } from '../../support/set-up.ts'
import { s3Error } from './bucket.ts'

beforeEach(() => {
  nock.disableNetConnect()
})

afterEach(() => {
  expect(nock.pendingMocks()).toEqual([])
  nock.cleanAll()
  nock.enableNetConnect()
})

const LISTING: Answer = {
  status: 200,
  headers: { 'x-amz-request-id': 'TX0001' },
  body: '<ListBucketResult><Name>cases</Name><KeyCount>0</KeyCount></ListBucketResult>',
}
const MOVED = s3Error(
  301,
  'PermanentRedirect',
  '<Message>The bucket you are attempting to access must be addressed using the specified endpoint.</Message><Endpoint>cases.s3-eu-west-1.amazonaws.com</Endpoint><Bucket>cases</Bucket>',
  { 'x-amz-bucket-region': 'eu-west-1' },
)
const REFUSED = s3Error(
  403,
  'SignatureDoesNotMatch',
  '<StringToSign>AWS4-HMAC-SHA256</StringToSign>',
)

/** The bucket at this host answers a listing that is signed for `region` so. */
function listing(host: string, region: string, { status, body, headers }: Answer, times = 1) {
  nock(`https://cases.${host}`, { reqheaders: { authorization: new RegExp(`/${region}/s3/`) } })
    .get('/')
    .query((query) => query['list-type'] === '2')
    .times(times)
    .reply(status, body, headers)
}

/** The bucket at this host names its region to an unsigned HEAD. */
function head(host: string, region: string) {
  nock(`https://cases.${host}`, { badheaders: ['authorization'] })
    .head('/')
    .reply(403, '', { 'x-amz-bucket-region': region, 'x-amz-request-id': 'TX0002' })
}

const check = (host: string, bucket = 'cases') =>
  runChecks({
    only: ['storage/*'],
    readOnly: true,
    flags: { bucket, endpoint: `https://${host}`, region: 'us-east-1' },
    env: {
      ARTIFACTS_S3_ACCESS_KEY_ID: ACCESS_KEY_ID,
      ARTIFACTS_S3_SECRET_ACCESS_KEY: SECRET_ACCESS_KEY,
    },
  })

describe('a bucket at AWS', () => {
  it('is asked for at a host of its own, in the region that the endpoint names', async () => {
    listing('s3.eu-west-1.amazonaws.com', 'eu-west-1', LISTING)
    const results = await check('s3.eu-west-1.amazonaws.com')
    expect(findings(results)).toEqual({})
    expect(evidence(results, 'storage/region')).toMatchObject({ actualRegion: 'eu-west-1' })
  })

  it.each<[what: string, answer: Answer, cause: string | undefined]>([
    ['the key is good', LISTING, undefined],
    ['it is unknown', s3Error(403, 'InvalidAccessKeyId'), 'storage/invalid-access-key'],
    ['its secret is wrong', REFUSED, 'storage/secret-mismatch'],
  ])('is asked again in the region that it redirects to: %s', async (_, answer, cause) => {
    listing('s3.amazonaws.com', 'us-east-1', MOVED)
    listing('s3.eu-west-1.amazonaws.com', 'eu-west-1', answer)
    const results = await check('s3.amazonaws.com')
    expect(findings(results)).toEqual({
      'storage/region': 'fail storage/region-mismatch',
      ...(cause === undefined ? {} : { 'storage/credentials': `fail ${cause}` }),
    })
    const seen = { httpStatus: 301, actualRegion: 'us-east-1', expectedRegion: 'eu-west-1' }
    expect(evidence(results, 'storage/region')).toMatchObject({ ...seen, confirmed: true })
  })

  it('is asked for its region without a signature where the refusal names none', async () => {
    const answer = s3Error(400, 'IllegalLocationConstraintException')
    listing('s3.amazonaws.com', 'us-east-1', answer)
    head('s3.amazonaws.com', 'ap-east-1')
    listing('s3.ap-east-1.amazonaws.com', 'ap-east-1', LISTING)
    const results = await check('s3.amazonaws.com')
    expect(findings(results)).toEqual({ 'storage/region': 'fail storage/region-mismatch' })
    const seen = { expectedRegion: 'ap-east-1', confirmed: true }
    expect(evidence(results, 'storage/region')).toMatchObject(seen)
  })

  it('has no wrong region where only the signature is refused: it is the secret', async () => {
    const host = 's3.eu-west-1.amazonaws.com'
    // As the product signs, with the fewest headers, and with the payload signed.
    listing(host, 'eu-west-1', REFUSED, 3)
    head(host, 'eu-west-1')
    const results = await check(host)
    expect(findings(results)).toEqual({ 'storage/region': 'fail storage/secret-mismatch' })
  })
})
