import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { literalScanner } from '../../../src/triage/literal-scanner.ts'
import { literalTable } from '../../../src/triage/literal-table.ts'
import { triageOf } from './run-triage.ts'

const piece = fc.oneof(
  fc.constantFrom(
    'error: api error AccessDenied: no\n',
    '{"code":"workspace_exists",\n "message":"x"}\n',
    '{\n  "code": "invalid_request",\n  "message": "no setting key"\n}\n',
    'HTTP/1.1 403 Forbidden\nserver: x\n\n',
    '<Error>\n<Code>NoSuchBucket</Code>\n</Error>\n',
    'fatal: 12 things\r\n',
    '\n',
    'ok\n',
  ),
  fc.string({ maxLength: 40 }),
)

describe('triage', () => {
  it('finds the same however its input comes in chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 20 }),
        fc.integer({ min: 1, max: 50 }),
        async (pieces, chunk) => {
          const log = pieces.join('')
          expect(await triageOf({ log }, { chunk })).toEqual(await triageOf({ log }))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('takes any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 3000 }),
        fc.constantFrom('', '1f8b08', 'fffe', 'feff', 'efbbbf'),
        async (bytes, magic) => {
          const found = await triageOf({ log: Buffer.concat([Buffer.from(magic, 'hex'), bytes]) })
          expect(found.bytes).toBeGreaterThanOrEqual(0)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('ends on lines made to be slow', { timeout: 300_000 }, async () => {
    for (const part of [
      'error ',
      '{"code":"',
      '"a":\n',
      '<',
      'api error ',
      'HTTP/1.1 403 ',
      '\\"',
      '{',
      'a',
    ])
      await triageOf({ log: part.repeat(1_000_000 / part.length) })
  })
})

describe('literalScanner', () => {
  const words = ['fatal', 'denied', 'accessdenied', 'no such bucket', ': eof', 'ä error']
  const text = fc
    .array(
      fc.oneof(
        fc.constantFrom(...words, 'FATAL', 'Denied', 'den', '\n', ' '),
        fc.string({ maxLength: 5 }),
      ),
    )
    .map((parts) => parts.join(''))

  it('finds every literal and every line break, wherever they stand', () => {
    fc.assert(
      fc.property(text, fc.nat(20), fc.nat(30), (said, shift, skipped) => {
        const bytes = Buffer.from(`${'.'.repeat(shift)}${said}`)
        const from = Math.min(skipped, bytes.length)
        const buffer = Buffer.alloc((bytes.length + 64) & ~3)
        bytes.copy(buffer)
        const scan = literalScanner(literalTable(words))
        const small = bytes.toString('latin1').replace(/[A-Z]/g, (c) => c.toLowerCase())
        const expected = words.flatMap((one) => {
          const literal = Buffer.from(one).toString('latin1')
          const places: number[] = []
          for (let at = small.indexOf(literal, from); at >= 0; at = small.indexOf(literal, at + 1))
            places.push(at)
          return places
        })
        const { places, lines } = scan(buffer, from, bytes.length)
        const found = [...places].filter((_, index) => index % 2 === 0)
        for (const [index, at] of found.entries())
          expect(places[index * 2 + 1]).toBe(small.slice(from, at).split('\n').length - 1)
        // Several that one word tells of are one hit, at the first of them.
        for (const at of found) expect(expected).toContain(at)
        for (const at of expected) expect(found.some((one) => Math.abs(one - at) <= 16)).toBe(true)
        expect(lines).toBe(small.slice(from).split('\n').length - 1)
      }),
      { numRuns: 500 },
    )
  })
})
