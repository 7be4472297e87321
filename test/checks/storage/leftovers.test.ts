import { describe, expect, it } from 'vitest'
import { madeAt, probeKey } from '../../../checks/storage/probe-key.ts'
import type { Rule } from '../../support/fault-proxy.ts'
import { evidence, findings } from '../../support/run-check.ts'
import { checkBucket, on, operation, s3Error } from './bucket.ts'

const HOUR = 3_600_000
const DENIED = s3Error(403, 'AccessDenied')
const PREFIX = 'acme/demo/'
const WORKSPACE = { workspace: 'acme/demo' }

/** A key as the doctor makes it, so long ago. */
const ago = (milliseconds: number, prefix = '') => probeKey(prefix, Date.now() - milliseconds)

/** The first listing is cut after ten files of the workspace; s3rver cannot cut one. */
const cutListing = (keys: readonly string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><Name>cases</Name><IsTruncated>true</IsTruncated>${keys.map((key) => `<Contents><Key>${key}</Key><Size>4</Size></Contents>`).join('')}</ListBucketResult>`
const FILES = Array.from({ length: 10 }, (_, index) => `${PREFIX}chunks/0/${10 + index}`)
const ofDoctor = ({ path }: { path: string }) => path.includes('artifacts-doctor-')
const cut: Rule = {
  when: (request) => operation(request) === 'list' && !ofDoctor(request),
  do: { answer: { status: 200, body: cutListing(FILES) } },
}

const lists = (requests: Parameters<typeof operation>[0][]) =>
  requests.filter((one) => operation(one) === 'list').length

describe.concurrent('an object that an earlier run left', () => {
  it('is named from the listing that is there anyway', async () => {
    const key = ago(2 * HOUR, PREFIX)
    const { results, requests } = await checkBucket({ holds: [key], flags: WORKSPACE })
    expect(findings(results)).toEqual({ 'storage/leftovers': 'warn storage/leftover' })
    const { written, ...seen } = evidence(results, 'storage/leftovers')
    expect(seen).toMatchObject({ bucket: 'cases', key, action: 's3:ListBucket' })
    expect(Date.parse(String(written))).toBe(madeAt(key, PREFIX))
    expect(lists([...requests])).toBe(1)
  })

  it('is looked for once more where the workspace has more files than were listed', async () => {
    const key = ago(30 * 24 * HOUR, PREFIX)
    const { results, requests } = await checkBucket({
      holds: [key],
      flags: WORKSPACE,
      rules: [cut],
    })
    expect(findings(results)).toEqual({ 'storage/leftovers': 'warn storage/leftover' })
    expect(evidence(results, 'storage/leftovers')).toMatchObject({ key })
    expect(lists([...requests])).toBe(2)
  })

  it('is named at the root of a bucket, and without a write', async () => {
    const key = ago(1.1 * HOUR)
    const { results, requests } = await checkBucket({ holds: [key], readOnly: true })
    expect(findings(results)).toEqual({ 'storage/leftovers': 'warn storage/leftover' })
    expect(requests.map(operation)).toEqual(['list'])
  })

  it('is named with the others, the oldest first', async () => {
    const keys = [3 * HOUR, 5 * HOUR, 4 * HOUR].map((age) => ago(age))
    const { results } = await checkBucket({ holds: keys })
    expect(evidence(results, 'storage/leftovers')).toMatchObject({
      key: keys[1],
      alsoLeft: `${keys[2]}, ${keys[0]}`,
      folder: 'testing/',
    })
  })

  it('is said to be one of more than were listed', async () => {
    const keys = Array.from({ length: 10 }, (_, index) => ago((20 - index) * HOUR))
    const rules = [on('list', { status: 200, body: cutListing(keys) })]
    const { results } = await checkBucket({ rules })
    expect(evidence(results, 'storage/leftovers')).toMatchObject({ key: keys[0], more: true })
  })
})

describe.concurrent('no leftover is', () => {
  it.each<[what: string, key: string]>([
    ['an object younger than an hour: its run may be under way', ago(50 * 60_000)],
    ['one that is yet to be made', ago(-2 * HOUR)],
    ['an object of the product’s own test', 'testing/5f0c1a'],
    ['a file of somebody’s with a similar name', 'testing/artifacts-doctor-notes.txt'],
    ['a key with a longer end', `${ago(2 * HOUR)}0`],
    ['a key with another end', `${ago(2 * HOUR).slice(0, -10)}zzzzzzzzzz`],
    ['what lies deeper', `${ago(2 * HOUR)}/file`],
    ['what lies elsewhere', `backup/${ago(2 * HOUR)}`],
  ])('%s', async (_, key) => {
    const { results } = await checkBucket({ holds: [key] })
    expect(findings(results)).toEqual({})
    expect(results['storage/leftovers']).toMatchObject({ status: 'pass' })
  })
})

describe.concurrent('whether something was left is left open', () => {
  it('where the bucket may not be listed: it is not asked again', async () => {
    const { results, requests } = await checkBucket({ rules: [on('list', DENIED)] })
    expect(findings(results)).toEqual({ 'storage/list': 'warn storage/list-denied' })
    expect(results['storage/leftovers']).toMatchObject({ status: 'skip' })
    expect(requests.filter(ofDoctor).map(operation)).not.toContain('list')
  })

  it.each([
    ['denied', DENIED],
    ['answered 503', s3Error(503, 'SlowDown')],
  ])('where only the second listing is %s, and nothing else follows from it', async (_, answer) => {
    const second: Rule = {
      when: (request) => operation(request) === 'list' && ofDoctor(request),
      do: { answer },
    }
    const { results, requests } = await checkBucket({
      holds: [ago(2 * HOUR, PREFIX)],
      flags: WORKSPACE,
      rules: [cut, second],
    })
    expect(findings(results)).toEqual({})
    expect(results['storage/leftovers']).toMatchObject({
      status: 'skip',
      reason: 'what lies under acme/demo/testing/ was not listed',
    })
    expect(lists([...requests])).toBe(2)
  })
})
