import { expect, it } from 'vitest'
import { jwt } from './jwt.ts'

it('make a token of three parts', () => {
  const [, payload = '', signature] = jwt({ exp: 7 }).split('.')
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual({ exp: 7 })
  expect(signature).toMatch(/^[\w-]{43}$/)
})
