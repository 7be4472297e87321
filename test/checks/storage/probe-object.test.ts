import { describe, expect, it } from 'vitest'
import { captured } from '../../support/captured.ts'
import type { Action, Answer, Rule, SeenRequest } from '../../support/fault-proxy.ts'
import { evidence, findings, statuses } from '../../support/run-check.ts'
import { checkBucket, on, operation, s3Error } from './bucket.ts'

const FAULT = s3Error(500, 'InternalError')
const DENIED = s3Error(403, 'AccessDenied')

/** Does `what` to an operation, the first time. */
const once = (name: string, what: Action): Rule => ({
  when: ({ count, ...request }) => operation(request) === name && count === 0,
  do: what,
})

describe.concurrent('the object that is written', () => {
  it.each<[what: string, fault: Action, found: string]>([
    ['answered 500', { forwardThen: { answer: FAULT } }, 'fail storage/server-error'],
    ['reset', { forwardThen: 'reset' }, 'fail network/reset'],
    ['never answered', { forwardThen: 'hang' }, 'fail network/timeout'],
    ['answered 403', { forwardThen: { answer: DENIED } }, 'fail storage/access-denied'],
    [
      'answered by a gateway',
      { forwardThen: { answer: { status: 502 } } },
      'fail storage/server-error',
    ],
  ])('is removed where the put was stored and %s', async (_, fault, found) => {
    const rules: Rule[] = [{ when: (request) => operation(request) === 'put', do: fault }]
    const { results, requests } = await checkBucket({ rules, timeoutMs: 10_000 })
    expect(findings(results)).toEqual({ 'storage/put': found })
    expect(statuses(results)).toMatchObject({
      'storage/get': 'blocked',
      'storage/delete': 'blocked',
    })
    expect(requests.map(operation)).toContain('delete')
    expect(evidence(results, 'storage/put')).not.toHaveProperty('maybeLeft')
  })

  it('is removed each time that a put is tried again', async () => {
    const rules = [once('put', { forwardThen: { answer: FAULT } })]
    const only = ['storage/get', 'storage/delete']
    const { results, requests } = await checkBucket({ rules, waitMs: 20_000, only })
    expect(findings(results)).toEqual({})
    expect(results['storage/put']).toMatchObject({ status: 'pass', attempts: 2 })
    const written = requests.filter(({ method }) => method === 'PUT' || method === 'DELETE')
    expect(written.map(operation)).toEqual(['put', 'delete', 'put', 'delete'])
  })

  it('is named where nothing tells whether it was stored, and it cannot be removed', async () => {
    const rules = [once('put', { forwardThen: { answer: FAULT } }), on('delete', DENIED)]
    const { results, left, leftovers } = await checkBucket({ rules, leaves: true })
    expect(findings(results)).toEqual({ 'storage/put': 'fail storage/server-error' })
    expect(left).toHaveLength(1)
    expect(evidence(results, 'storage/put')).toMatchObject({ maybeLeft: left[0] })
    expect(leftovers).toEqual([`s3://cases/${left[0]}`])
  })

  it.each<[cause: string, what: string, rules: Rule[]]>([
    [
      'storage/wrong-data',
      'other bytes come back',
      [on('get', { status: 200, body: 'other bytes' })],
    ],
    ['storage/wrong-data', 'nothing comes back', [on('get', { status: 200 })]],
    [
      'storage/wrong-data',
      'it is not there',
      [on('get', captured('ceph-rgw', 'no such key: get'))],
    ],
  ])('names %s where %s', async (cause, _, rules) => {
    const { results } = await checkBucket({ rules })
    expect(findings(results)).toEqual({ 'storage/get': `fail ${cause}` })
    expect(statuses(results)).toMatchObject({ 'storage/delete': 'pass' })
    expect(evidence(results, 'storage/get')).toHaveProperty('key')
  })

  it.each<[what: string, fault: Action, cause: string]>([
    ['broken off', { reset: true }, 'network/reset'],
    ['never answered', { hang: true }, 'network/timeout'],
    ['begun and never ended', { stall: 'body' }, 'network/timeout'],
  ])('names the trouble of a get that is %s, and is removed', async (_, fault, cause) => {
    const rules: Rule[] = [{ when: (request) => operation(request) === 'get', do: fault }]
    const { results } = await checkBucket({ rules, timeoutMs: 10_000 })
    expect(findings(results)).toEqual({ 'storage/get': `fail ${cause}` })
    expect(evidence(results, 'storage/get')).toMatchObject({ action: 's3:GetObject' })
  })

  it.each<[what: string, fault: Action, seen: object]>([
    [
      'denied',
      { answer: captured('ceph-pol', 'locked: delete version') },
      { code: 'AccessDenied' },
    ],
    ['answered 503', { answer: s3Error(503, 'SlowDown') }, { code: 'SlowDown' }],
    ['broken off', { reset: true }, { code: 'ECONNRESET', stage: 'first-byte' }],
  ])('warns of storage/delete-denied where the delete is %s', async (_, fault, seen) => {
    const rules: Rule[] = [{ when: (request) => operation(request) === 'delete', do: fault }]
    const { results, left } = await checkBucket({ rules, leaves: true })
    expect(findings(results)).toEqual({ 'storage/delete': 'warn storage/delete-denied' })
    const found = evidence(results, 'storage/delete')
    expect(found).toMatchObject({ key: left[0], bucket: 'cases', ...seen })
  })

  it('is removed by its version', async () => {
    const { results, requests } = await checkBucket({ rules: versioned('v-1') })
    expect(findings(results)).toEqual({})
    const paths = requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path)
    expect(paths).toEqual([expect.stringContaining('versionId=v-1')])
    expect(evidence(results, 'storage/delete')).toMatchObject({ version: 'v-1' })
  })

  it('is named with its version where neither that nor the key may be removed', async () => {
    const rules = [...versioned('v-1'), on('delete', DENIED)]
    const { results, requests, left } = await checkBucket({ rules, leaves: true })
    expect(findings(results)).toEqual({ 'storage/delete': 'warn storage/delete-denied' })
    expect(evidence(results, 'storage/delete')).toMatchObject({ key: left[0], version: 'v-1' })
    expect(requests.filter(({ method }) => method === 'DELETE')).toHaveLength(2)
  })

  it('is named with its version where only a marker may be put before it', async () => {
    const marker = { status: 204, headers: { 'x-amz-delete-marker': 'true' } }
    const plain: Rule = {
      when: ({ method, path }) => method === 'DELETE' && !path.includes('versionId'),
      do: { answer: marker },
    }
    const rules = [...versioned('v-1'), plain, on('delete', DENIED)]
    const { results } = await checkBucket({ rules, leaves: true })
    expect(findings(results)).toEqual({ 'storage/delete': 'warn storage/delete-denied' })
    expect(evidence(results, 'storage/delete')).toMatchObject({ version: 'v-1' })
  })

  const MARKER = {
    status: 204,
    headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': 'm' },
  }
  const query = ({ path }: SeenRequest) => new URL(path, 'http://s3').searchParams
  /** A versioned bucket that did not name the version, and hides what is deleted plainly. */
  const hidden = (listing: Answer | ((request: SeenRequest) => Answer)): Rule[] => [
    { when: (request) => query(request).has('versions'), do: { answer: listing } },
    {
      when: (request) => request.method === 'DELETE' && !query(request).has('versionId'),
      do: { forwardThen: { answer: MARKER } },
    },
    on('delete', { status: 204 }),
  ]

  it('is removed with every version, and the marker, where only a listing tells them', async () => {
    const rules = hidden((request) => versions(query(request).get('prefix') ?? '', 'v-1', 'm'))
    const { results, requests } = await checkBucket({ rules })
    expect(findings(results)).toEqual({})
    const removed = requests.filter(({ method }) => method === 'DELETE')
    expect(removed.map((request) => query(request).get('versionId'))).toEqual([null, 'v-1', 'm'])
  })

  it('is named with its marker where the versions may not be listed', async () => {
    const { results } = await checkBucket({ rules: hidden(DENIED), leaves: true })
    expect(findings(results)).toEqual({ 'storage/delete': 'warn storage/delete-denied' })
    expect(evidence(results, 'storage/delete')).toMatchObject({ version: 'm' })
  })

  it('is removed plainly where versioning is suspended', async () => {
    const { results, requests } = await checkBucket({ rules: versioned('null') })
    expect(findings(results)).toEqual({})
    const paths = requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path)
    expect(paths).toHaveLength(1)
    expect(paths[0]).not.toContain('versionId')
  })
})

/** A bucket that names the version of what was put; s3rver knows none. */
function versioned(id: string): Rule[] {
  const answer = { status: 200, headers: { 'x-amz-version-id': id, 'x-amz-request-id': 'TX1' } }
  return [{ when: (request) => operation(request) === 'put', do: { forwardThen: { answer } } }]
}

function versions(key: string, ...ids: readonly string[]): Answer {
  const entries = ids.map((id, index) => {
    const kind = index === 0 ? 'Version' : 'DeleteMarker'
    return `<${kind}><Key>${key}</Key><VersionId>${id}</VersionId></${kind}>`
  })
  const body = `<ListVersionsResult>${entries.join('')}</ListVersionsResult>`
  return { status: 200, headers: { 'content-type': 'application/xml' }, body }
}
