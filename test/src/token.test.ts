import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeClaims, decodeJwt, tokenKind } from '../../src/token.ts'
import { jwt } from '../support/jwt.ts'

const part = (text: string) => Buffer.from(text).toString('base64url')

describe('tokenKind', () => {
  it.each([
    [jwt({ exp: 1 }), 'jwt'],
    ['eyJhbGciOiJub25lIn0.eyJleHAiOjF9.', 'jwt'],
    ['tbo_abcDEF-123_', 'api-key'],
    ['art_abc', 'service-token'],
    ['tbo_', undefined],
    ['xtbo_abc', undefined],
    ['tbo_abc def', undefined],
    ['"tbo_abc"', undefined],
    ['tbo_abc\n', undefined],
    ['eyJhbGciOiJub25lIn0.eyJleHAiOjF9', undefined],
    [`${jwt({})}.more`, undefined],
    ['', undefined],
  ])('of %j is %s', (token, kind) => {
    expect(tokenKind(token)).toBe(kind)
  })
})

describe('decodeJwt', () => {
  it('gives the parts, signed or not', () => {
    const token = `${part('{"alg":"none"}')}.${part('{"exp":"4"}')}.`
    expect(decodeJwt(token)).toEqual({
      header: { alg: 'none' },
      claims: { exp: '4' },
      signature: '',
    })
  })

  it.each(['a.b.c', `${part('{}')}.${part('{}')}`, `${part('{}')}.${part('{}')}.x.y`, '..', ''])(
    'gives nothing of %j',
    (token) => {
      expect(decodeJwt(token)).toBeUndefined()
    },
  )
})

describe('decodeClaims', () => {
  it('gives those that say when it holds and who issued it, and no others', () => {
    const claims = { exp: 4, nbf: 2, iat: 3.5, iss: 'https://x', sub: 'ada', email: 'a@b' }
    const { sub, email, ...known } = claims
    expect(decodeClaims(jwt(claims))).toEqual(known)
    expect(decodeClaims(jwt({}))).toEqual({})
  })

  it('leaves out claims of another type', () => {
    expect(decodeClaims(jwt({ exp: '4', nbf: null, iat: {}, iss: 5 }))).toEqual({})
  })

  it.each([
    'tbo_abc',
    'a.b',
    'a.b.c',
    `${part('{}')}.${part('{}')}.`,
    `${part('{}')}..x`,
    `${part('[]')}.${part('{}')}.x`,
    `${part('{}')}.${part('[1]')}.x`,
    `${part('{}')}.${part('null')}.x`,
    `${part('{}')}.${part('{"exp":1')}.x`,
    '',
  ])('gives nothing of %j', (token) => {
    expect(decodeClaims(token)).toBeUndefined()
  })

  it('throws at no text', () => {
    const parts = fc.tuple(fc.json(), fc.json(), fc.string())
    const token = parts.map(([head, body, end]) => `${part(head)}.${part(body)}.${end}`)
    fc.assert(fc.property(fc.oneof(token, fc.string()), (text) => void decodeClaims(text)))
  })
})
