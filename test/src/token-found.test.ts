import { describe, expect, it } from 'vitest'
import { findToken } from '../../src/token.ts'
import { jwt } from '../support/jwt.ts'

describe('findToken', () => {
  const early = jwt({ exp: 1_000 })
  const late = jwt({ exp: 2_000 })

  it.each<[what: string, values: [string, string][], found: string | undefined]>([
    ['nothing', [], undefined],
    [
      'no token',
      [
        ['token', 'hello'],
        ['', ''],
      ],
      undefined,
    ],
    [
      'one token of any name',
      [
        ['x', 'hello'],
        ['', 'tbo_a'],
      ],
      'tbo_a',
    ],
    [
      'several',
      [
        ['a', early],
        ['b', late],
      ],
      late,
    ],
    [
      'several in another order',
      [
        ['a', late],
        ['b', early],
      ],
      late,
    ],
    [
      'an access token',
      [
        ['a', late],
        ['access_token', early],
      ],
      early,
    ],
    [
      'an access token in capitals',
      [
        ['a', late],
        ['ACCESS_TOKEN', early],
      ],
      early,
    ],
    [
      'an access token of no shape',
      [
        ['a', late],
        ['access_token', 'hello'],
      ],
      late,
    ],
    [
      'a refresh token',
      [
        ['refresh_token', late],
        ['a', early],
      ],
      early,
    ],
    ['a refresh token alone', [['refreshToken', 'tbo_a']], undefined],
    [
      'an identity',
      [
        ['id_token', late],
        ['idToken', late],
      ],
      undefined,
    ],
    [
      'names that only sound like that of an identity',
      [
        ['valid_token', early],
        ['PAID_TOKEN', late],
      ],
      late,
    ],
    ['an identity of a service', [['googleIdToken', late]], undefined],
    [
      'tokens without an end',
      [
        ['a', 'tbo_a'],
        ['b', early],
      ],
      early,
    ],
  ])('of %s', (_, values, found) => {
    expect(findToken(values)).toBe(found)
  })
})
