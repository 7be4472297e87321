import { describe, expect, it } from 'vitest'
import { type CauseId, causes } from '../../../checks/causes/index.ts'
import { explain } from '../../../src/explain/explain.ts'
import { sampleCause } from '../samples.ts'

const found = (text: string) => explain(text, causes).map(({ cause }) => cause)

const S3_BODY =
  '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied.</Message></Error>'

describe('explain, where an error carries its code,', () => {
  it.each<[what: string, text: string, cause: CauseId]>([
    ['the body of S3', S3_BODY, 'storage/access-denied'],
    [
      'the body of S3 behind a status',
      `HTTP/1.1 403 Forbidden\n\n${S3_BODY}`,
      'storage/access-denied',
    ],
    [
      'the words of the SDK for Go',
      'operation error S3: PutObject, https response error StatusCode: 403, RequestID: 1, ' +
        'HostID: , api error AccessDenied: Access Denied',
      'storage/access-denied',
    ],
    [
      'the words of juicefs format',
      'Storage s3://cases is not configured correctly: NoSuchBucket: The bucket does not exist',
      'storage/no-such-bucket',
    ],
    [
      'the words of the aws program',
      'An error occurred (SignatureDoesNotMatch) when calling the ListObjectsV2 operation: no',
      'storage/signature-mismatch',
    ],
    [
      'a body with line breaks',
      '{\n  "code": "workspace_exists",\n  "message": "x"\n}',
      'workspace/exists',
    ],
    [
      'a body behind words',
      'error from server: {"code":"forbidden","message":"no"} (403)',
      'auth/forbidden',
    ],
    [
      'a nested body',
      '{"error":{"code":"tenant_exists","message":"x"}}',
      'orchestrator/tenant-exists',
    ],
    ['a body among other braces', '{x} {"code":"tenant_exists"} {y}', 'orchestrator/tenant-exists'],
    [
      'a line of a log',
      '2026-11-21 error: workspace_not_active: it is deleting',
      'workspace/not-active',
    ],
    ['a line among others', 'one\nunauthorized: no\nthree', 'auth/unauthorized'],
    ['the clock', 'api error RequestTimeTooSkewed: too far', 'host/clock-skewed'],
  ])('takes it from %s', (_, text, cause) => {
    expect(found(text)).toEqual([cause])
  })

  it('takes what stands behind `previous error:`, for format prints its second error first', () => {
    const text =
      'Failed to create bucket cases: InvalidAccessKeyId: unknown key, previous error: ' +
      'api error PermanentRedirect: The bucket must be addressed elsewhere'
    expect(found(text)).toEqual(['storage/region-mismatch'])
  })

  it('takes what stands behind the last of several', () => {
    const text = 'NoSuchBucket: a, previous error: AccessDenied: b, previous error: SlowDown: c'
    expect(found(text)).toEqual(['storage/throttled'])
  })

  it('gives each cause of a text that names several, the earliest first', () => {
    const text = 'error: NoSuchBucket: no bucket\nerror: unauthorized: no login'
    expect(found(text)).toEqual(['storage/no-such-bucket', 'auth/unauthorized'])
  })
})

describe('explain, of a text that names no error,', () => {
  it.each([
    '',
    '  \n',
    'hello',
    'NoSuchThing',
    'storage/no-such-thing',
    'toString',
    '__proto__',
    'constructor',
    '200',
    '4031',
    '{}',
    '{"code":5}',
    '{"code":"nothing_known","message":"x"}',
    'we had an unauthorized person in the building',
    'the docs explain AccessDenied errors well',
    'it is forbidden to feed the bears',
    'room 403 is on the fourth floor',
    'an internal_error is what the table calls it',
    'unauthorized access is forbidden',
    'see NoSuchBucket and SignatureDoesNotMatch in the table',
    'workspace_exists means that the name is taken',
    'the status 401 of 500 requests',
  ])('gives nothing: %j', (text) => {
    expect(found(text)).toEqual([])
  })
})

describe('explain, of a catalogue,', () => {
  const catalogue = {
    'a/vague': sampleCause({ match: [{ code: 'X1y' }] }),
    'a/exact': sampleCause({ match: [{ code: 'X1y', message: ['disk full'] }] }),
    'a/managed': sampleCause({ match: [{ code: 'X1y', backend: 'managed' }] }),
    'a/other': sampleCause({ match: [{ code: 'Z2z' }, { text: 'disk full' }] }),
    'a/none': sampleCause(),
  }
  const causesOf = (text: string, knowing = {}) =>
    explain(text, catalogue, knowing).map(({ cause }) => cause)

  it('prefers the reading of a code that asks the most of it', () => {
    expect(causesOf('X1y')).toEqual(['a/vague'])
    expect(causesOf('X1y', { backend: 'managed' })).toEqual(['a/managed'])
    expect(causesOf('error: X1y: the DISK is full')).toEqual(['a/vague'])
    expect(causesOf('error: X1y: x: disk full')).toEqual(['a/exact', 'a/other'])
  })

  it('does not let a code that is known from elsewhere silence another', () => {
    expect(causesOf('X1y: a\nZ2z: b')).toEqual(['a/vague', 'a/other'])
  })

  it('ends on a text that is long and hostile', { timeout: 60_000 }, () => {
    const long = `${'{"code":'.repeat(20_000)}${'api error '.repeat(20_000)}${'a:'.repeat(20_000)}`
    expect(explain(long, catalogue)).toEqual([])
  })
})
