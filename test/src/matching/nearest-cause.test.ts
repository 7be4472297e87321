import { describe, expect, it } from 'vitest'
import { causes } from '../../../checks/causes/index.ts'
import { nearestCause } from '../../../src/matching/nearest-cause.ts'

const guess = (text: string) => nearestCause(text, causes)

describe('the nearest cause', () => {
  it.each([
    ['NoSuchBuckt', 'storage/no-such-bucket', 'NoSuchBucket'],
    ['error was: signaturedoesnotmatch', 'storage/signature-mismatch', 'SignatureDoesNotMatch'],
    ['storage/region-missmatch', 'storage/region-mismatch', 'storage/region-mismatch'],
    ['got workspace_exist back from it', 'workspace/exists', 'workspace_exists'],
  ])('of %j is that of the name it looks like', (text, cause, like) => {
    expect(guess(text)).toEqual({ cause, like })
  })

  it('is that of the words it shares, where no word looks like a name', () => {
    expect(guess('my certificate seems to be out of date')?.cause).toBe('network/tls-expired')
  })

  it('is always one, and none of an empty catalogue', () => {
    expect(guess('qqq')?.cause).toBeDefined()
    expect(nearestCause('qqq', {})).toBeUndefined()
  })

  it('ends on a long text', () => {
    expect(guess('wort '.repeat(200_000))).toBeDefined()
  })
})
