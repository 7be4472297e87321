import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Context } from '../../src/context.ts'
import { fact } from '../../src/fact.ts'
import { testContext } from '../support/context.ts'

/** A context of a check's own, on the memory of the run. */
const asCheck = (context: Context): Context => ({ ...context, asked: new Set() })

describe('a fact', () => {
  it('is fetched once, whoever asks and however often', async () => {
    let fetched = 0
    const one = fact('one', () => ++fetched)
    const { context } = await testContext()
    const answers = [one(asCheck(context)), one(asCheck(context)), one(context)]
    expect(await Promise.all(answers)).toEqual([1, 1, 1])
    expect(await one(context)).toBe(1)
  })

  it('is fetched anew in another run', async () => {
    let fetched = 0
    const one = fact('one', () => ++fetched)
    const [first, second] = await Promise.all([testContext(), testContext()])
    expect(await one(first.context)).toBe(1)
    expect(await one(second.context)).toBe(2)
  })

  it('is told from another by what it is, not by its name', async () => {
    const { context } = await testContext()
    expect(await fact('same', () => 1)(context)).toBe(1)
    expect(await fact('same', () => 2)(context)).toBe(2)
  })

  it('is not fetched by a peek', async () => {
    let fetched = 0
    const one = fact('one', () => ++fetched)
    const { context } = await testContext()
    expect(one.peek(context)).toBeUndefined()
    expect(fetched).toBe(0)
    const asked = one(context)
    expect(await one.peek(context)).toBe(1)
    expect(await asked).toBe(1)
  })

  it('rejects for each who asks, and is unhandled for none', async () => {
    const broken = fact('broken', () => {
      throw new Error('oh')
    })
    const unhandled: unknown[] = []
    const note = (reason: unknown) => unhandled.push(reason)
    process.on('unhandledRejection', note)
    const { context } = await testContext()
    // A check may end before the fact that it asked for.
    void broken(context)
    await setImmediate()
    await setImmediate()
    process.off('unhandledRejection', note)
    expect(unhandled).toEqual([])
    await expect(broken(context)).rejects.toThrow('oh')
    await expect(broken.peek(context)).rejects.toThrow('oh')
  })

  it("runs under the run's signal, not under that of the check that asks", async () => {
    const { context } = await testContext()
    const signal = fact('signal', (own) => own.signal)
    const asker = { ...asCheck(context), signal: AbortSignal.abort() }
    expect(await signal(asker)).toBe(context.signal)
  })

  it('is noted with the check that asks, and what it asks for itself is not', async () => {
    const inner = fact('inner', () => 1)
    const outer = fact('outer', (own) => inner(own))
    const { context } = await testContext()
    const asker = asCheck(context)
    await outer(asker)
    expect([...asker.asked].map(({ description }) => description)).toEqual(['outer'])
  })
})

describe('forgetting a fact', () => {
  /** base ← middle ← top, base ← beside, and one that stands apart. */
  async function built() {
    const fetched: string[] = []
    const define = (name: string, ...uses: ((context: Context) => Promise<unknown>)[]) =>
      fact(name, async (context) => {
        fetched.push(name)
        for (const use of uses) await use(context)
      })
    const base = define('base')
    const middle = define('middle', base)
    const top = define('top', middle)
    const beside = define('beside', base)
    const apart = define('apart')
    const { context } = await testContext()
    const all = { base, middle, top, beside, apart }
    const ask = async () => {
      fetched.length = 0
      for (const one of Object.values(all)) await one(asCheck(context))
      return [...fetched].sort()
    }
    await ask()
    const forget = async (name: keyof typeof all) => {
      const asker = asCheck(context)
      await all[name](asker)
      context.memory.forget(asker.asked)
    }
    return { ask, forget }
  }

  it.each<['base' | 'middle' | 'top' | 'apart', string[]]>([
    ['base', ['base', 'beside', 'middle', 'top']],
    ['middle', ['base', 'beside', 'middle', 'top']],
    ['top', ['base', 'beside', 'middle', 'top']],
    ['apart', ['apart']],
  ])('%s forgets what it was built on, and all that was built on those', async (name, gone) => {
    const { ask, forget } = await built()
    await forget(name)
    expect(await ask()).toEqual(gone)
    expect(await ask()).toEqual([])
  })
})
