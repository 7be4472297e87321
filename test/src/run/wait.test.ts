import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createWait } from '../../../src/run/wait.ts'

/** A budget by a clock that is put forward by hand. */
function waitOf(budgetMs: number) {
  let now = 1_000_000
  const wait = createWait(budgetMs, () => now)
  return { ...wait, pass: (ms: number) => (now += ms) }
}

describe('a wait', () => {
  it('is spent only while somebody waits', () => {
    const { left, spent, begin, pass } = waitOf(100)
    pass(1000)
    expect([spent(), left()]).toEqual([0, 100])
    const over = begin()
    pass(30)
    expect([spent(), left()]).toEqual([30, 70])
    over()
    pass(1000)
    expect([spent(), left()]).toEqual([30, 70])
    begin()
    pass(20)
    expect([spent(), left()]).toEqual([50, 50])
  })

  it('counts waits that overlap once', () => {
    const { spent, begin, pass } = waitOf(100)
    const first = begin()
    pass(10)
    const second = begin()
    pass(10)
    first()
    pass(10)
    second()
    pass(10)
    expect(spent()).toBe(30)
  })

  it('never has less than nothing left', () => {
    const { left, begin, pass } = waitOf(100)
    begin()
    pass(500)
    expect(left()).toBe(0)
  })

  it('is over once, however often that is said', () => {
    const { spent, begin, pass } = waitOf(100)
    const first = begin()
    begin()
    first()
    first()
    pass(10)
    expect(spent()).toBe(10)
  })

  it('of no budget has nothing left, and still knows what was spent', () => {
    const { budgetMs, left, spent, begin, pass } = waitOf(0)
    begin()
    pass(5)
    expect([budgetMs, left(), spent()]).toEqual([0, 0, 5])
  })

  it('counts exactly the time in which at least one waits', () => {
    const step = fc.record({ ms: fc.nat(50), begin: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const { spent, begin, pass } = waitOf(200)
        const waiting: (() => void)[] = []
        let expected = 0
        for (const { ms, begin: begins } of steps) {
          if (begins) waiting.push(begin())
          else waiting.shift()?.()
          pass(ms)
          expected += waiting.length > 0 ? ms : 0
          expect(spent()).toBe(expected)
        }
      }),
    )
  })

  it('goes by a clock that is never put back, unless it is given another', async () => {
    const { left, begin } = createWait(5)
    begin()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(left()).toBe(0)
  })
})
