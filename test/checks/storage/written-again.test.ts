import { describe, expect, it } from 'vitest'
import type { Rule } from '../../support/fault-proxy.ts'
import { evidence, findings } from '../../support/run-check.ts'
import { checkBucket, on, operation, s3Error, script } from './bucket.ts'

const UNKNOWN = s3Error(403, 'InvalidAccessKeyId')
const DENIED = s3Error(403, 'AccessDenied')

describe.concurrent('what is written while checks are tried again', () => {
  it.each<[what: string, rules: Rule[], found: Readonly<Record<string, string>>]>([
    ['nothing may be removed', [], { 'storage/delete': 'warn storage/delete-denied' }],
    [
      'nothing may be read or removed',
      [on('get', DENIED)],
      {
        'storage/get': 'fail storage/access-denied',
        'storage/delete': 'warn storage/delete-denied',
      },
    ],
  ])('is one at most where %s, and it is named', async (_, rules, found) => {
    const { results, left, leftovers } = await checkBucket({
      rules: [on('delete', DENIED), ...rules],
      waitMs: 1300,
      leaves: true,
    })
    expect(findings(results)).toEqual(found)
    expect(left).toEqual([evidence(results, 'storage/delete').key])
    expect(leftovers).toEqual([`s3://cases/${left[0]}`])
    const alternatives = ['storage/iam-propagation']
    expect(results['storage/delete']).toMatchObject({ alternatives })
  })

  it('is named each time where a put may have stored it', async () => {
    const stored: Rule = {
      when: (request) => operation(request) === 'put',
      do: { forwardThen: { answer: s3Error(500, 'InternalError') } },
    }
    const { results, left, leftovers } = await checkBucket({
      rules: [stored, on('delete', DENIED)],
      waitMs: 1150,
      leaves: true,
    })
    expect(findings(results)).toEqual({ 'storage/put': 'fail storage/server-error' })
    expect(leftovers).toEqual(left.map((key) => `s3://cases/${key}`))
  })

  it('is judged, not one that was not written', async () => {
    const rules = [...script('put', s3Error(500, 'InternalError')), on('delete', DENIED)]
    const { results, left } = await checkBucket({ rules, waitMs: 1150, leaves: true })
    expect(Object.values(findings(results))).not.toContain('fail storage/wrong-data')
    const named = [
      evidence(results, 'storage/delete').key,
      evidence(results, 'storage/delete').alsoLeft,
    ]
    expect(named).toEqual(expect.arrayContaining([...left]))
  })

  it('is removed when the keys flap', async () => {
    const rules = [...script('get', UNKNOWN), ...script('delete', UNKNOWN)]
    await checkBucket({ rules, waitMs: 30_000, only: ['storage/get', 'storage/delete'] })
  })
})
