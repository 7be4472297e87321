import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { causes } from '../../checks/causes/index.ts'
import { movedTo } from '../../checks/metadata/nodes.ts'
import { readAnswer } from '../../checks/orchestrator/http-reply.ts'
import { holds, pasted } from './pasted.ts'

describe('a MOVED of Redis', () => {
  it('sends to a host and a port that are no option and no path, or nowhere', () => {
    const errors = pasted('MOVED ', '-', '3999 ', '127.0.0.1', ':', '6381', '?', '/', ' ', '\r\n')
    holds(errors, (error) => {
      const to = movedTo(error, 'here.example')
      if (to === undefined) return
      expect(error).toMatch(/^MOVED /)
      expect(to.host).toMatch(/^[\w.:][\w.:-]*$/)
      expect(Number.isInteger(to.port) && to.port >= 0 && to.port <= 99_999).toBe(true)
    })
  })

  it('sends to the node that it was made of; without a name, to where it came from', () => {
    const host = fc.oneof(
      fc.constantFrom('', '?', 'node-1', '10.0.0.7', '2001:db8::7'),
      fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,40}$/),
    )
    holds(fc.tuple(fc.nat(16_383), host, fc.nat(65_535)), ([slot, name, port]) => {
      const to = movedTo(`MOVED ${slot} ${name}:${port}`, 'here.example')
      expect(to).toEqual({ host: name === '' || name === '?' ? 'here.example' : name, port })
    })
  })
})

describe('an answer of the orchestrator', () => {
  const base = new URL('http://orchestrator.example:8080/')
  const body = fc.oneof(
    fc.jsonValue().map((value) => JSON.stringify(value)),
    pasted(
      '{',
      '}',
      '"workspaces":',
      '[',
      ']',
      '"code":',
      '"message":',
      '"unauthorized"',
      '<html>',
    ),
  )
  const location = pasted(
    'http',
    's',
    '://',
    'orchestrator.example',
    ':8080',
    '/',
    '@',
    '?k=v',
    '#',
  )
  const status = fc.oneof(
    fc.integer({ min: 100, max: 599 }),
    fc.constantFrom(200, 301, 401, 403, 429, 502, 511),
  )
  const answers = fc.record({
    status,
    body,
    location: fc.option(location, { nil: undefined }),
    type: fc.option(pasted('text/html', 'application/json', ';'), { nil: undefined }),
    truncated: fc.boolean(),
  })

  it('is read as one of five things, whatever it is', () => {
    holds(answers, ({ status, body, location, type, truncated }) => {
      const headers = {
        ...(location === undefined ? {} : { location }),
        ...(type === undefined ? {} : { 'content-type': type }),
      }
      const word = readAnswer(
        { host: base.hostname, port: 8080, status, headers, body: Buffer.from(body), truncated },
        base,
      )
      expect(['list', 'workspace', 'error', 'trouble', 'unknown']).toContain(word.kind)
      if (word.kind === 'trouble') expect(causes).toHaveProperty([word.cause])
      // Only a good answer is a list, and only a bad one an error.
      if (word.kind === 'list' || word.kind === 'workspace')
        expect(status >= 200 && status < 300).toBe(true)
      if (word.kind === 'error') expect(status).toBeGreaterThanOrEqual(400)
    })
  })

  it('that leads elsewhere is told without its query', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9]{16,24}$/)
    holds(fc.tuple(fc.integer({ min: 300, max: 399 }), location, secret), ([status, to, key]) => {
      const headers = { location: `${to}?state=${key}` }
      const answer = {
        host: base.hostname,
        port: 8080,
        status,
        headers,
        body: Buffer.alloc(0),
        truncated: false,
      }
      const word = readAnswer(answer, base)
      if (!to.includes('#')) expect(JSON.stringify(word)).not.toContain(key)
      expect(['trouble', 'unknown']).toContain(word.kind)
    })
  })
})
