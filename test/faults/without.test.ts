import { describe, expect, it } from 'vitest'
import { sampleCheck } from '../src/samples.ts'
import type { Fault, Healthy } from './line.ts'
import { dueWithout, restingOn, unexpected } from './without.ts'

const CHECKS = [
  sampleCheck('a/clock', { after: ['a/other'] }),
  sampleCheck('a/ask'),
  sampleCheck('a/read', { needs: ['a/ask'] }),
  sampleCheck('a/deep', { needs: ['a/read'] }),
  sampleCheck('a/other', { after: ['a/ask'] }),
]

const COMMON = {
  area: 'state',
  what: 'something',
  source: 'somewhere',
  world: () => Promise.reject(new Error('not to be run')),
} as const

const fault = (check: string): Fault => ({
  ...COMMON,
  root: 'storage/throttled',
  check,
  seen: {},
})
const healthy = (...passes: string[]): Healthy => ({
  ...COMMON,
  passes,
  warns: { 'a/other': 'storage/list-denied' },
  exitCode: 0,
})

describe('leaving a check out', () => {
  it('takes along what needs it, what comes after it, and what rests on those', () => {
    const all = ['a/clock', 'a/deep', 'a/other', 'a/read']
    expect([...restingOn(CHECKS, 'a/ask')].sort()).toEqual(all)
    expect([...restingOn(CHECKS, 'a/read')]).toEqual(['a/deep'])
    expect([...restingOn(CHECKS, 'a/other')]).toEqual(['a/clock'])
    expect([...restingOn(CHECKS, 'a/deep')]).toEqual([])
  })

  it.each([
    ['a fault of that check', fault('a/read'), 'wrong'],
    ['a fault of one that rests on it', fault('a/deep'), 'either'],
    ['a fault of one it rests on', fault('a/ask'), 'right'],
    ['a healthy line where it passes', healthy('a/deep', 'a/read'), 'wrong'],
    ['a healthy line where one that rests on it passes', healthy('a/ask', 'a/deep'), 'either'],
    ['a healthy line of others', healthy('a/ask'), 'right'],
  ])('makes of %s what is due', (_, line, due) => {
    expect(dueWithout(line, 'a/read', restingOn(CHECKS, 'a/read'))).toBe(due)
  })

  it('makes a healthy line wrong where the check is to warn', () => {
    expect(dueWithout(healthy('a/ask'), 'a/other', new Set())).toBe('wrong')
  })

  it('is a surprise where a line of it stays right, or one of others turns wrong', () => {
    const right = (line: Fault) => ({ line, wrong: [] })
    const wrong = (line: Fault) => ({ line, wrong: ['something'] })
    const judged = ['a/ask', 'a/read', 'a/deep'].flatMap((check) => [
      right(fault(check)),
      wrong(fault(check)),
    ])
    expect(unexpected(judged, 'a/read', restingOn(CHECKS, 'a/read'))).toEqual({
      right: [right(fault('a/read'))].map(({ wrong }) => ({
        line: expect.objectContaining({ check: 'a/read' }),
        wrong,
      })),
      wrong: [{ line: expect.objectContaining({ check: 'a/ask' }), wrong: ['something'] }],
    })
  })
})
