import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { causes } from '../../../checks/causes/index.ts'
import { matcher } from '../../../src/matching/matcher.ts'
import { leveller } from '../../../src/triage/levelled.ts'
import { readCorpusAsLogs } from '../../corpus/read.ts'
import { triageOf } from './run-triage.ts'

const reads = await readCorpusAsLogs()

describe('triage of the corpus', () => {
  it.each(reads)('$given.file: $given.what', ({ given, named }) => {
    expect(named).toEqual(given.causes)
  })
})

describe('what is remembered', () => {
  const { literals } = matcher(causes)
  const level = leveller(literals)
  const levelled = (text: string) => {
    const bytes = Buffer.from(text)
    return level(bytes, { start: 0, end: bytes.length })
  }

  it('levels numbers and ids, and no more', () => {
    expect(levelled('job 8d4f691bc145bad8 took 123 ms')).toBe(
      levelled('job 9a4f691bc145bad9 took 187 ms'),
    )
    for (const [one, other] of [
      ['status 403', 'status 404'],
      ['took 123 ms', 'took 223 ms'],
      ['took 12 ms', 'took 123 ms'],
      ['host:5432', 'host:5433'],
      ['port 22', 'port 23'],
      ['job deadbeef', 'job facadeee'],
    ] as const)
      expect(levelled(one)).not.toBe(levelled(other))
  })

  it.each(literals.filter((text) => /\d{2}/.test(text)))('keeps %j apart', (text) => {
    expect(levelled(text)).toBe(Buffer.from(text).toString('latin1'))
  })

  const id = fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: 16, maxLength: 16 })
    .map((digits) => digits.join(''))
  const line = fc
    .tuple(fc.nat(700), fc.nat(70_000), id, fc.constantFrom('AccessDenied', 'NoSuchBucket', 'Odd'))
    .map(
      ([n, long, hex, code]) =>
        `error: StatusCode: ${n}, RequestID: ${hex}, dial tcp 10.0.0.${n}:${long}: api error ${code}: no [format.go:${n}] took ${long}`,
    )

  it('is what is found in each line by itself', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 40 }), async (lines) => {
        const alone = matcher(causes)
        const expected = new Map<string, number>()
        for (const { cause } of lines.flatMap((text) => alone.match(text)))
          expected.set(cause, (expected.get(cause) ?? 0) + 1)
        const found = await triageOf({ log: `${lines.join('\n')}\n` })
        const all = [...found.rootCauses, ...found.consequences]
        expect(new Map(all.map(({ cause, count }) => [cause, count]))).toEqual(expected)
      }),
      { numRuns: 40 },
    )
  })
})
