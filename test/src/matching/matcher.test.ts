import { describe, expect, it } from 'vitest'
import { causes } from '../../../checks/causes/index.ts'
import { matcher } from '../../../src/matching/matcher.ts'
import { sampleCause } from '../samples.ts'

const built = matcher(causes)
const named = (text: string) => built.match(text).map(({ cause }) => cause)

describe('a code', () => {
  const CARRIED = [
    '{"code":"NoSuchBucket","message":"x"}',
    '{\n  "message": "x",\n  "code": "NoSuchBucket"\n}',
    "{ code: 'NoSuchBucket' }",
    'Error { code: Some("NoSuchBucket") }',
    'level=error code=NoSuchBucket msg="x"',
    '<Error><Code>NoSuchBucket</Code></Error>',
    'api error NoSuchBucket: x',
    'An error occurred (NoSuchBucket) when calling the ListObjectsV2 operation: x',
    'S3 error: 404 (NoSuchBucket): x',
    'NoSuchBucket: x',
    'botocore.errorfactory.NoSuchBucket: x',
    'Aws::S3::Errors::NoSuchBucket (x)',
    'S3ServiceException [NoSuchBucket]: x',
    '(Service: Amazon S3; Status Code: 404; Error Code: NoSuchBucket; Request ID: 1)',
    'Object storage test failed: ... NoSuchBucket',
    'Error: NoSuchBucket',
    'failed with NoSuchBucket',
  ]

  it.each(CARRIED)('is carried in %s', (text) => {
    expect(named(text)).toEqual(['storage/no-such-bucket'])
  })

  it.each(CARRIED)('counts as a whole alone: %s', (text) => {
    expect(named(text.replace('NoSuchBucket', 'NoSuchBuckets'))).toEqual([])
    expect(named(text.replace('NoSuchBucket', 'XNoSuchBucket'))).toEqual([])
  })

  it.each(['NoSuchBucket', 'see NoSuchBucket', 'NoSuchBucket is a code', '/docs/NoSuchBucket: x'])(
    'is not carried in %s',
    (text) => {
      expect(named(text)).toEqual([])
    },
  )
})

describe('a status', () => {
  const both = ['auth/forbidden', 'storage/access-denied']

  it.each([
    'HTTP/1.1 403 Forbidden',
    'HTTP 403',
    'status code: 403',
    'server answered 403 Forbidden',
  ])('of nobody knows whom has both readings: %s', (text) => {
    expect(named(text)).toEqual(both)
  })

  it('is S3’s with a body of S3’s, and the orchestrator’s where that is asked', () => {
    expect(named('HTTP/1.1 403 Forbidden\n\n<Error><Code>New</Code></Error>')).toEqual([both[1]])
    expect(named('GET https://x.example/workspaces: HTTP 403')).toEqual([both[0]])
  })

  it('is set aside by a code beside it', () => {
    expect(named('HTTP/1.1 403 Forbidden\n\n{"code":"forbidden","message":"x"}')).toEqual([both[0]])
    expect(named('AccessDenied: x\n\tstatus code: 403, request id: 1')).toEqual([both[1]])
  })

  it.each(['403', 'room 403', 'took 403 ms', 'HTTP 4031', 'HTTP 200', '{"status":403}'])(
    'is not in %s',
    (text) => {
      expect(named(text)).toEqual([])
    },
  )
})

describe('of several causes', () => {
  const catalogue = {
    'a/vague': sampleCause({ match: [{ code: 'Wide', vague: true }] }),
    'a/narrow': sampleCause({ match: [{ text: 'disk * is full' }], refines: 'a/plain' }),
    'a/plain': sampleCause({ match: [{ code: 'Plain' }] }),
    'a/words': sampleCause({ match: [{ text: 'is full' }] }),
    'a/status': sampleCause({ match: [{ status: 500 }] }),
    'a/east': sampleCause({ match: [{ text: 'no way' }, { text: 'the east is shut' }] }),
    'a/west': sampleCause({ match: [{ text: 'no way' }, { code: 'West' }] }),
    'a/rest': sampleCause({ match: [{ text: 'looked everywhere*', open: true }] }),
  }
  const { match } = matcher(catalogue)
  const of = (text: string) => match(text).map(({ cause }) => cause)

  it.each([
    ['the vague gives way on its line', 'Wide: disk 7 is full', ['a/narrow']],
    ['and stands on a line of its own', 'disk 7 is full\nWide: x', ['a/narrow', 'a/vague']],
    ['the refined gives way to what refines it', 'Plain: disk 7 is full', ['a/narrow']],
    ['longer words hold shorter ones', 'disk 7: is full', ['a/narrow']],
    ['the earliest stands first', 'Plain: x\nerror: is full', ['a/plain', 'a/words']],
    ['a status stands last', 'HTTP 500\nPlain: x', ['a/plain', 'a/status']],
    ['one is named once', 'Plain: x\nPlain: y', ['a/plain']],
    ['words with two meanings have both', 'error: no way', ['a/east', 'a/west']],
    ['but one where words say which', 'error: no way\nthe east is shut', ['a/east']],
    ['or a code, above or below', 'West: x\nerror: no way', ['a/west']],
    ['what is something else says nothing', 'Plain: x\nno way', ['a/plain', 'a/east', 'a/west']],
    ['a star at the end covers what follows', 'looked everywhere, Plain: x: no way', ['a/rest']],
    ['to the end of its line', 'looked everywhere: x\nPlain: x', ['a/rest', 'a/plain']],
  ])('%s', (_, text, expected) => {
    expect(of(text)).toEqual(expected)
  })

  it('says by which known words it went, and nothing of the text', () => {
    expect(match('error: Disk secret-7 is FULL')).toEqual([
      { cause: 'a/narrow', matched: 'is full' },
    ])
  })
})

describe('what was printed before `previous error:`', () => {
  it('is no cause, over several lines too', () => {
    const text =
      'x: Failed to create bucket b: InvalidAccessKeyId: no\n\tstatus code: 403, request id: 1, ' +
      'host id: 2, previous error: SlowDown: slow\n\tstatus code: 503, request id: 3, host id: 4'
    expect(named(text)).toEqual(['storage/throttled'])
  })

  it('does not take other lines with it', () => {
    const text =
      'error: unauthorized: no\nFailed to create bucket b: NoSuchKey: x, previous error: SlowDown: y'
    expect(named(text)).toEqual(['auth/unauthorized', 'storage/throttled'])
  })
})
