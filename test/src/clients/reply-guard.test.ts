import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createReplyGuard } from '../../../src/clients/reply-guard.ts'

const guard = (text: string, asked = 1) =>
  createReplyGuard(() => asked)(Buffer.from(text, 'latin1'))?.code

describe('what is let through to the parser of Redis', () => {
  it.each([
    ['+OK\r\n', 1],
    ['-ERR no\r\n', 1],
    [':-12\r\n', 1],
    ['$-1\r\n', 1],
    ['*-1\r\n', 1],
    ['*0\r\n', 1],
    ['$0\r\n\r\n', 1],
    ['$4\r\n\r\n+O\r\n', 1],
    ['*2\r\n$3\r\nabc\r\n*1\r\n:1\r\n+OK\r\n', 2],
  ])('%j', (text, asked) => expect(guard(text, asked)).toBeUndefined())

  it.each([
    ['HTTP/1.1 400', 'REPLY_MALFORMED'],
    ['>1\r\n+a\r\n', 'REPLY_MALFORMED'],
    ['+a\nb\r\n', undefined],
    ['+a\rb\r\n', 'REPLY_MALFORMED'],
    ['$x\r\n', 'REPLY_MALFORMED'],
    ['$-2\r\n', 'REPLY_MALFORMED'],
    [':1e9\r\n', 'REPLY_MALFORMED'],
    ['$4194305\r\n', 'REPLY_TOO_LONG'],
    ['*10001\r\n', 'REPLY_TOO_LONG'],
    [`${'*1\r\n'.repeat(9)}`, 'REPLY_MALFORMED'],
    ['+OK\r\n+OK\r\n', 'REPLY_MALFORMED'],
    [`+${'a'.repeat(4_194_305)}`, 'REPLY_TOO_LONG'],
  ])('not %.40j', (text, code) => expect(guard(text)).toBe(code))

  it('is the same, however it is cut into chunks', () => {
    const reply = fc.constantFrom(
      '+OK\r\n',
      ':7\r\n',
      '$3\r\na\r\n\r\n',
      '*2\r\n:1\r\n$-1\r\n',
      '*0\r\n',
    )
    const cuts = fc.array(fc.nat(80), { maxLength: 12 })
    fc.assert(
      fc.property(fc.array(reply, { minLength: 1, maxLength: 8 }), cuts, (replies, at) => {
        const bytes = Buffer.from(replies.join(''))
        const inspect = createReplyGuard(() => replies.length)
        const ends = [...new Set(at.filter((cut) => cut < bytes.length))].sort((a, b) => a - b)
        const parts = [...ends, bytes.length].map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end))
        for (const part of parts) expect(inspect(part)).toBeUndefined()
        expect(inspect(Buffer.from('+'))).toBeUndefined()
        expect(inspect(Buffer.from('\r\n'))?.code).toBe('REPLY_MALFORMED')
      }),
    )
  })
})
