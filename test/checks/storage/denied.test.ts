import { describe, expect, it, onTestFinished } from 'vitest'
import { onS3rver } from '../../faults/storage/worlds.ts'
import { captured } from '../../support/captured.ts'
import type { Rule } from '../../support/fault-proxy.ts'
import { evidence, findings, runReport, statuses } from '../../support/run-check.ts'
import { checkBucket, on, operation, s3Error } from './bucket.ts'

/** What Ceph says to whom a policy forbids it. */
const LIST = on('list', captured('ceph-pol', 'owner under Deny ListBucket: list'))
const PUT = on('put', captured('ceph-pol', 'owner under Deny PutObject: put'))
const GET = on('get', captured('ceph-pol', 'owner under Deny GetObject: get'))
const DELETE = on('delete', captured('ceph-pol', 'u2 with Get+Put+List: delete'))

const ACTIONS = {
  'storage/put': 's3:PutObject',
  'storage/get': 's3:GetObject',
  'storage/delete': 's3:DeleteObject',
  'storage/list': 's3:ListBucket',
}

describe('a denial', () => {
  it.each<[what: string, rules: Rule[], found: Readonly<Record<string, string>>]>([
    ['of put', [PUT], { 'storage/put': 'fail storage/access-denied' }],
    ['of get', [GET], { 'storage/get': 'fail storage/access-denied' }],
    ['of list', [LIST], { 'storage/list': 'warn storage/list-denied' }],
    [
      'of put and list',
      [PUT, LIST],
      { 'storage/put': 'fail storage/access-denied', 'storage/list': 'fail storage/access-denied' },
    ],
    [
      'of get and list',
      [GET, LIST],
      { 'storage/get': 'fail storage/access-denied', 'storage/list': 'warn storage/list-denied' },
    ],
  ])('%s is named by the check of that operation', async (_, rules, found) => {
    const { results } = await checkBucket({ rules })
    expect(findings(results)).toEqual(found)
    for (const [id, action] of Object.entries(ACTIONS).filter(([id]) => id in found)) {
      expect(evidence(results, id)).toMatchObject({ action, httpStatus: 403, code: 'AccessDenied' })
    }
  })

  it('of put blocks get and delete, but not the listing', async () => {
    const { results } = await checkBucket({ rules: [PUT] })
    expect(statuses(results)).toMatchObject({
      'storage/get': 'blocked',
      'storage/delete': 'blocked',
      'storage/list': 'pass',
    })
  })

  it('of delete names what stays', async () => {
    const { results, left, leftovers } = await checkBucket({ rules: [DELETE], leaves: true })
    expect(findings(results)).toEqual({ 'storage/delete': 'warn storage/delete-denied' })
    expect(left).toHaveLength(1)
    expect(evidence(results, 'storage/delete')).toMatchObject({
      key: left[0],
      bucket: 'cases',
      action: 's3:DeleteObject',
      code: 'AccessDenied',
    })
    expect(leftovers).toEqual([`s3://cases/${left[0]}`])
  })

  it('of list is no verdict where writing was not tried', async () => {
    const { results } = await checkBucket({ rules: [LIST], readOnly: true })
    expect(findings(results)).toEqual({ 'storage/list': 'error' })
  })

  it.each([['storage/list'], ['storage/put', 'storage/list']])(
    'of list with --only %s',
    async (...only) => {
      const { results } = await checkBucket({ rules: [LIST], only })
      const finding = only.length === 1 ? 'error' : 'warn storage/list-denied'
      expect(findings(results)).toEqual({ 'storage/list': finding })
    },
  )

  it.each<[workspace: string, prefix: string | undefined, found: object]>([
    ['demo', undefined, { 'storage/put': 'error', 'storage/list': 'error' }],
    [
      'demo',
      '',
      { 'storage/put': 'fail storage/access-denied', 'storage/list': 'fail storage/access-denied' },
    ],
    [
      'demo',
      'somewhere/',
      { 'storage/put': 'fail storage/access-denied', 'storage/list': 'fail storage/access-denied' },
    ],
    [
      'acme/demo',
      undefined,
      { 'storage/put': 'fail storage/access-denied', 'storage/list': 'fail storage/access-denied' },
    ],
  ])('of the root is no verdict on %s with prefix %s', async (workspace, prefix, found) => {
    const flags = { workspace, ...(prefix === undefined ? {} : { prefix }) }
    const { results } = await checkBucket({ rules: [PUT, LIST], flags })
    expect(findings(results)).toEqual(found)
    if (prefix === undefined && workspace === 'demo')
      expect(results['storage/put']).toMatchObject({ reason: expect.stringContaining('--prefix') })
  })

  it('of one who may only write below the prefix is met nowhere else', async () => {
    const outside: Rule = {
      when: (request) => operation(request) === 'put' && !request.path.includes('/team/testing/'),
      do: { answer: s3Error(403, 'AccessDenied') },
    }
    const { results } = await checkBucket({ rules: [outside], flags: { prefix: 'team' } })
    expect(findings(results)).toEqual({})
  })
})

describe('the steps of a denial', () => {
  const LACKING = 'because no identity-based policy allows the s3:PutObject action'
  const FORBIDDEN = 'with an explicit deny in a resource-based policy'

  it.each([
    [LACKING, /^Add what is missing .*"Action":"s3:PutObject"/, /^A policy forbids it/],
    [FORBIDDEN, /^A policy forbids it/, /^(Add what is missing|Allow )/],
  ])('fit what the message says: %s', async (why, wanted, unwanted) => {
    const message = `<Message>User: arn:aws:iam::1:user/a is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::cases/x" ${why}</Message>`
    const world = await onS3rver({ rules: [on('put', s3Error(403, 'AccessDenied', message))] })()
    onTestFinished(() => world.stop())
    const { flags, env } = world
    const { rootCauses } = await runReport({ only: ['storage/put'], flags, env })
    const steps = rootCauses[0]?.fix.map((step) => step.do) ?? []
    expect(rootCauses[0]?.cause).toBe('storage/access-denied')
    expect(steps[0]).toMatch(wanted)
    expect(steps.filter((step) => unwanted.test(step))).toEqual([])
  })
})

describe('an operation', () => {
  it.each<[name: string, code: string, status: number, found: Record<string, string>]>([
    ['put', 'SignatureDoesNotMatch', 403, { 'storage/put': 'fail storage/request-rewritten' }],
    ['get', 'SignatureDoesNotMatch', 403, { 'storage/get': 'fail storage/request-rewritten' }],
    ['put', 'NoSuchBucket', 404, { 'storage/put': 'fail storage/no-such-bucket' }],
    ['put', 'RequestTimeTooSkewed', 403, { 'storage/put': 'fail host/clock-skewed' }],
    ['put', 'ExpiredToken', 400, { 'storage/put': 'fail storage/token-expired' }],
    ['put', 'InvalidAccessKeyId', 403, { 'storage/put': 'fail storage/invalid-access-key' }],
    ['put', 'SlowDown', 503, { 'storage/put': 'fail storage/throttled' }],
    ['get', 'InternalError', 500, { 'storage/get': 'fail storage/server-error' }],
    ['put', 'EntityTooSmall', 400, { 'storage/put': 'error' }],
    ['put', 'NotImplemented', 501, { 'storage/put': 'error' }],
    ['list', 'NotImplemented', 501, { 'storage/list': 'error' }],
    ['list', 'InvalidRequest', 400, { 'storage/list': 'error' }],
  ])('%s that is answered %s (%d)', async (name, code, status, found) => {
    const { results } = await checkBucket({ rules: [on(name, s3Error(status, code))] })
    expect(findings(results)).toEqual(found)
    const [id = ''] = Object.keys(found)
    expect(evidence(results, id)).toMatchObject({ httpStatus: status, code })
    const action = ACTIONS[id as keyof typeof ACTIONS]
    expect(evidence(results, id)).toMatchObject({ action })
  })
})
