import { describe, expect, it } from 'vitest'
import { captured } from './captured.ts'

describe('captured', () => {
  it('gives an answer without what belongs to the connection', () => {
    const { status, headers, body } = captured('swift', 'no such bucket: list')
    expect(status).toBe(404)
    expect(body).toContain('<Code>NoSuchBucket</Code>')
    expect(Object.keys(headers).map((name) => name.toLowerCase())).toEqual([
      'content-type',
      'x-amz-id-2',
      'x-amz-request-id',
      'x-trans-id',
      'x-openstack-request-id',
    ])
  })

  it('names the nearest to what it does not know', () => {
    expect(() => captured('swift', 'no such bucket: lst')).toThrow("'no such bucket: list'")
    expect(() => captured('swiftt', 'any')).toThrow("'swift'")
  })

  it('asks which of several answers is meant', () => {
    expect(() => captured('swift', 'READ grant only: list')).toThrow('name the file or the status')
    expect(captured('swift-noacl', 'READ grant only: list').status).toBe(403)
    expect(captured('swift', 'rate limit: put', { status: 503 }).status).toBe(503)
    expect(() => captured('swift', 'rate limit: put', { status: 418 })).toThrow('418')
  })
})
