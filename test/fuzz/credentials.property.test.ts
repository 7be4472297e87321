import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringsIn } from '../../src/settings/cached-files.ts'
import { decodeClaims, decodeJwt, findToken, tokenKind } from '../../src/token.ts'
import { holds, pasted } from './pasted.ts'

describe('a file of credentials', () => {
  it('takes whatever there is', () => {
    holds(
      pasted(
        'export ',
        'KEY',
        '=',
        ': ',
        '"',
        "'",
        '\n',
        '\r',
        '{',
        '}',
        '[',
        ',',
        '#',
        '\u2028',
        'eyJ',
      ),
      (text) => {
        const values = stringsIn(text)
        for (const pair of values)
          expect(pair.map((one) => typeof one)).toEqual(['string', 'string'])
        const token = findToken(values)
        if (token !== undefined) expect(tokenKind(token)).toBeDefined()
      },
    )
  })

  it('finds the values that were written into it', () => {
    const name = fc.stringMatching(/^[A-Za-z_][\w.-]{0,9}$/)
    const value = fc.stringMatching(/^[A-Za-z0-9+/=_-]{0,20}$/)
    holds(fc.array(fc.tuple(name, value), { minLength: 1 }), (pairs) => {
      const lines = pairs.map(([one, what], at) =>
        at % 2 === 0 ? `export ${one}=${what}` : `${one} = "${what}"\r`,
      )
      expect(stringsIn(lines.join('\n'))).toEqual(pairs)
    })
    // JSON has each name once.
    holds(fc.dictionary(name, value), (object) => {
      expect(stringsIn(JSON.stringify(object))).toEqual(Object.entries(object))
    })
  })
})

describe('a JWT', () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

  it('is decoded into what it was made of', () => {
    const claims = fc.dictionary(fc.string(), fc.jsonValue())
    holds(fc.tuple(claims, claims, fc.stringMatching(/^[\w-]*$/)), ([header, body, signature]) => {
      const decoded = decodeJwt(`${part(header)}.${part(body)}.${signature}`)
      expect(decoded).toEqual({ header: plain(header), claims: plain(body), signature })
    })
  })

  it('of any form is decoded, or not: claims are finite numbers', () => {
    const claims = fc.record({
      exp: fc.jsonValue(),
      nbf: fc.double(),
      iat: fc.jsonValue(),
      iss: fc.jsonValue(),
    })
    holds(
      fc.oneof(
        pasted('eyJ', '.', 'e30', '..', '=', '-'),
        claims.map((one) => `e30.${part(one)}.x`),
      ),
      (token) => {
        tokenKind(token)
        const { exp = 0, nbf = 0, iat = 0, iss = '' } = decodeClaims(token) ?? {}
        expect([exp, nbf, iat].every(Number.isFinite) && typeof iss === 'string').toBe(true)
      },
    )
  })
})

/** As JSON gives it back: -0 is 0 there. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
