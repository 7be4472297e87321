import { describe, expect, it } from 'vitest'
import { type Check, fail, type Outcome, pass, unsure } from '../../../src/check.ts'
import { fact } from '../../../src/fact.ts'
import { attempt } from '../../../src/run/attempt.ts'
import type { Result } from '../../../src/run/result.ts'
import { createWait, type Wait } from '../../../src/run/wait.ts'
import { testContext } from '../../support/context.ts'
import { sampleCause, sampleCheck } from '../samples.ts'

const CATALOGUE = { 'a/passing': sampleCause({ transient: true }), 'a/lasting': sampleCause() }

const TRANSIENT = fail('a/passing')

/** A wait that has a millisecond left for each of so many pauses; it counts who waits. */
function pauses(count: number) {
  let left = count
  const counted = { begun: 0, ended: 0, pause: () => (left -= 1) }
  const wait: Wait = {
    budgetMs: count,
    left: () => (left > 0 ? 1 : 0),
    spent: () => count - left,
    begin: () => {
      counted.begun += 1
      return () => {
        counted.ended += 1
      }
    },
  }
  return { wait, counted }
}

/** Runs a check whose attempts end as told, the last for good; `count` pauses are paid for. */
async function attempted(outcomes: readonly Outcome[], count: number) {
  const { wait, counted } = pauses(count)
  const { context } = await testContext({ wait })
  const lefts: number[] = []
  const retried: Result[] = []
  const said: string[] = []
  const run = (): Outcome => {
    lefts.push(wait.left())
    return outcomes[lefts.length - 1] ?? outcomes.at(-1) ?? TRANSIENT
  }
  const result = await attempt(sampleCheck('a/check', { run }), {
    context: { ...context, say: (text) => said.push(text) },
    catalogue: CATALOGUE,
    retrying: (ended) => {
      retried.push(ended)
      counted.pause()
    },
  })
  return { result, lefts, retried, said, counted }
}

describe('attempt, of a transient cause,', () => {
  it('tries again until it is over, and counts', async () => {
    const { result, retried, counted } = await attempted([TRANSIENT, TRANSIENT, pass()], 9)
    expect(result).toMatchObject({ status: 'pass', attempts: 3 })
    expect(retried.map((one) => [one.status, 'attempts' in one && one.attempts])).toEqual([
      ['fail', 1],
      ['fail', 2],
    ])
    expect(counted).toMatchObject({ begun: 1, ended: 1 })
  })

  it('tries a last time when the budget is spent, and gives that answer', async () => {
    const { result, lefts, counted } = await attempted([TRANSIENT], 3)
    expect(lefts).toEqual([1, 1, 1, 0])
    expect(result).toMatchObject({ status: 'fail', cause: 'a/passing', attempts: 4 })
    expect(counted).toMatchObject({ begun: 1, ended: 1 })
  })

  it('sees nothing left at the last attempt of a real budget', async () => {
    const wait = createWait(30)
    const { context } = await testContext({ wait })
    const lefts: number[] = []
    const run = () => {
      lefts.push(wait.left())
      return TRANSIENT
    }
    const check = sampleCheck('a/check', { run })
    const result = await attempt(check, { context, catalogue: CATALOGUE })
    expect(lefts.slice(0, -1).every((left) => left > 0)).toBe(true)
    expect(lefts.at(-1)).toBe(0)
    expect(lefts.length).toBeGreaterThan(1)
    expect(result).toMatchObject({ status: 'fail', attempts: lefts.length })
  })

  it('tries once where there is nothing to spend', async () => {
    const { result, counted } = await attempted([TRANSIENT], 0)
    expect(result).toMatchObject({ status: 'fail', attempts: 1 })
    expect(counted.begun).toBe(0)
  })

  it('says in the row what it waits for and how often it has tried', async () => {
    const { said } = await attempted([TRANSIENT, TRANSIENT, pass()], 9)
    expect(said).toHaveLength(2)
    expect(said[1]).toContain('a/passing')
    expect(said[1]).toMatch(/\b2\b/)
  })

  it('goes on to whatever the next attempt ends in', async () => {
    const { result } = await attempted([TRANSIENT, fail('a/lasting')], 9)
    expect(result).toMatchObject({ status: 'fail', cause: 'a/lasting', attempts: 2 })
  })

  it('forgets the facts of the attempt, and no others', async () => {
    const fetched = { own: 0, other: 0 }
    const own = fact('own', () => ++fetched.own)
    const other = fact('other', () => ++fetched.other)
    const { context } = await testContext({ wait: pauses(9).wait })
    await other(context)
    const run: Check['run'] = async (asker) => ((await own(asker)) < 3 ? TRANSIENT : pass())
    await attempt(sampleCheck('a/check', { run }), { context, catalogue: CATALOGUE })
    await other(context)
    expect(fetched).toEqual({ own: 3, other: 1 })
  })
})

describe('attempt, of anything else,', () => {
  it.each([fail('a/lasting'), unsure('who knows'), pass()])('tries once: %j', async (outcome) => {
    const { result, counted } = await attempted([outcome], 9)
    expect(result).toMatchObject({ attempts: 1 })
    expect(counted.begun).toBe(0)
  })
})
