import { describe, expect, it } from 'vitest'
import { type Check, pass } from '../../../src/check.ts'
import { asGuest, guestNow, guestPlugin } from '../../../src/plugins/guest.ts'
import { attempt } from '../../../src/run/attempt.ts'
import { testContext } from '../../support/context.ts'
import { sampleCheck } from '../samples.ts'

const guest = (run: Check['run']): Check => {
  const [check] = guestPlugin({
    name: 'acme',
    checks: [sampleCheck('acme/one', { run })],
    causes: {},
  }).checks
  if (check === undefined) throw new Error('it has one')
  return check
}

describe('a check of a plug-in', () => {
  it('is known wherever its code runs, also from a timer, and nowhere else', async () => {
    const seen: (string | undefined)[] = []
    const { context } = await testContext()
    const check = guest(async () => {
      seen.push(guestNow()?.who)
      await new Promise((resolve) => setTimeout(resolve, 1))
      seen.push(guestNow()?.who)
      return pass()
    })
    await attempt(check, { context, catalogue: {} })
    expect(seen).toEqual(['acme/one of acme', 'acme/one of acme'])
    expect(guestNow()).toBeUndefined()
  })

  it('is ended once, and not when it has ended', async () => {
    const { context } = await testContext()
    let own = guestNow()
    const hanging = guest(() => {
      own = guestNow()
      return new Promise(() => {})
    })
    const running = attempt(hanging, { context, catalogue: {} })
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(own?.end('it strayed')).toBe(true)
    expect(own?.end('again')).toBe(false)
    expect(await running).toMatchObject({ status: 'error', reason: 'it strayed' })

    const passing = guest(() => {
      own = guestNow()
      return pass()
    })
    await attempt(passing, { context, catalogue: {} })
    expect(own?.end('late')).toBe(false)
  })

  it('forgets nothing that another left behind', async () => {
    const leftovers = new Set(["another's"])
    const { context } = await testContext({ leftovers })
    const check = guest((own) => {
      own.leftovers.add('mine')
      own.leftovers.delete("another's")
      own.leftovers.clear()
      own.leftovers.add('mine too')
      return pass({ sees: [...own.leftovers].join() })
    })
    const result = await attempt(check, { context, catalogue: {} })
    expect(result).toMatchObject({ evidence: { sees: 'mine too' } })
    expect([...leftovers]).toEqual(["another's", 'mine too'])
  })
})

describe('asGuest', () => {
  it('lasts for what the work leaves behind', async () => {
    const who = await asGuest({ who: 'x', end: () => false }, async () => {
      await null
      return guestNow()?.who
    })
    expect(who).toBe('x')
  })
})
