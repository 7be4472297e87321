import { describe, expect, it } from 'vitest'
import { causes as catalogue } from '../../../checks/causes/index.ts'
import { failureCauses, mayPass } from '../../../src/exec/failure.ts'
import { outputEnds } from '../../../src/exec/output-ends.ts'

const failed = (code: string) =>
  `Storage s3://cases/ is not configured correctly: Failed to put: operation error S3: PutObject, https response error StatusCode: 403, RequestID: X, HostID: Y, api error ${code}: no\n`
const NOT_ACTIVE = '{"code":"workspace_not_active","message":"workspace is pending_format"}\n'

function judge(
  stderr: string,
  {
    backend,
    waiting = false,
    met = [],
    stdout = '',
  }: { backend?: 'managed' | 'byo'; waiting?: boolean; met?: string[]; stdout?: string } = {},
) {
  const ends = (text: string) => {
    const kept = outputEnds()
    kept.add(Buffer.from(text))
    return kept
  }
  return failureCauses(
    { stdout: ends(stdout), stderr: ends(stderr) },
    { catalogue, waiting, met: new Set(met), ...(backend === undefined ? {} : { backend }) },
  )
}
const ids = (...given: Parameters<typeof judge>) => judge(...given).map(({ cause }) => cause)

describe('a refused key', () => {
  const text = failed('InvalidAccessKeyId')

  it('of managed storage is on its way', () => {
    expect(ids(text, { backend: 'managed' })).toEqual(['storage/iam-propagation'])
  })

  it('of a bucket of your own is unknown', () => {
    expect(judge(text, { backend: 'byo' })).toMatchObject([
      { cause: 'storage/invalid-access-key', perhaps: 'storage/iam-propagation' },
    ])
  })

  it('of either is on its way while there is time to wait', () => {
    for (const backend of ['managed', 'byo'] as const)
      expect(ids(text, { backend, waiting: true })).toEqual(['storage/iam-propagation'])
  })

  it('is shown by its line', () => {
    expect(judge(`begins\n\u001b[31m${text}\u001b[0m\nends`)[0]?.line).toBe(text.trim())
  })
})

describe('a denial', () => {
  const text = failed('AccessDenied')

  it('is one', () => {
    expect(ids(text, { backend: 'byo', waiting: true })).toEqual(['storage/access-denied'])
  })

  it('after a refused key is on its way while there is time to wait', () => {
    const met = ['storage/iam-propagation']
    expect(ids(text, { backend: 'byo', waiting: true, met })).toEqual(met)
    expect(judge(text, { backend: 'byo', met })).toMatchObject([
      { cause: 'storage/access-denied', perhaps: 'storage/iam-propagation' },
    ])
  })

  it('beside a refused key is on its way as well', () => {
    const both = failed('InvalidAccessKeyId') + text
    expect(ids(both, { backend: 'byo', waiting: true })).toEqual(['storage/iam-propagation'])
  })
})

it('a wrong signature is never on its way', () => {
  expect(ids(failed('SignatureDoesNotMatch'), { waiting: true })).toEqual([
    'storage/signature-mismatch',
  ])
})

it('a consequence is no second cause, and alone it is the cause', () => {
  expect(ids(failed('NoSuchBucket') + NOT_ACTIVE)).toEqual(['storage/no-such-bucket'])
  expect(ids(NOT_ACTIVE)).toEqual(['workspace/not-active'])
})

it('what stands on standard output counts', () => {
  expect(ids('', { stdout: NOT_ACTIVE })).toEqual(['workspace/not-active'])
})

it('of an unknown text nothing is said', () => {
  expect(ids('panic: something else\n', { waiting: true })).toEqual([])
})

describe('may pass', () => {
  const cause = (id: string) => ({ cause: id, line: '', matched: '' })
  it.each([
    [['storage/iam-propagation'], true],
    [['storage/iam-propagation', 'network/timeout'], true],
    [['storage/iam-propagation', 'storage/list-denied'], true],
    [['storage/iam-propagation', 'storage/no-such-bucket'], false],
    [['storage/list-denied'], false],
    [['unheard/of'], false],
    [[], false],
  ])('%j: %s', (found, may) => {
    expect(mayPass(found.map(cause), catalogue)).toBe(may)
  })
})
