import { describe, expect, it } from 'vitest'
import { plan, type Selection } from '../../../src/run/plan.ts'
import { UsageError } from '../../../src/usage-error.ts'
import { sampleCheck as check } from '../samples.ts'

const CHECKS = [
  check('auth/token'),
  check('storage/reachable', { network: true, needs: ['auth/token'] }),
  check('storage/list', { network: true, needs: ['storage/reachable'], after: ['storage/put'] }),
  check('storage/put', { network: true, writes: true, needs: ['storage/reachable'] }),
  check('storage/propagation', { network: true, whileWaiting: true, needs: ['storage/put'] }),
  check('metadata/reachable', { network: true }),
]

const ALL = CHECKS.map(({ id }) => id)
const WITHOUT_WAITING = ALL.filter((id) => id !== 'storage/propagation')

function planned(selection?: Selection) {
  const { checks, ruledOut, required } = plan(CHECKS, selection)
  const ids = checks.map(({ id }) => id)
  return { ids, required: [...required], out: ids.filter((id) => ruledOut.has(id)), ruledOut }
}

describe('plan', () => {
  it('takes every check in report order and rules none out', () => {
    expect(planned()).toMatchObject({ ids: WITHOUT_WAITING, out: [], required: [] })
  })

  it('takes checks that make sense only while waiting under --wait', () => {
    expect(planned({ waiting: true })).toMatchObject({ ids: ALL, out: [] })
  })

  it.each(['storage/*', '*'])(
    'leaves them out without --wait, even where --only %s fits them',
    (pattern) => {
      expect(planned({ only: [pattern] }).ids).not.toContain('storage/propagation')
    },
  )

  it('brings what an --only check needs, and what that needs, but not what it comes after', () => {
    const { ids, ruledOut } = planned({ only: ['storage/list'] })
    expect(ids).toEqual(['auth/token', 'storage/reachable', 'storage/list'])
    expect(ruledOut.get('storage/put')).toContain('--only')
  })

  it('joins several --only patterns, in report order', () => {
    const { ids } = planned({ only: ['metadata/*', 'auth/toke?'] })
    expect(ids).toEqual(['auth/token', 'metadata/reachable'])
  })

  it('keeps a --skip check in the run, ruled out', () => {
    const { ids, out, ruledOut } = planned({ skip: ['storage/p*'] })
    expect(ids).toEqual(WITHOUT_WAITING)
    expect(out).toEqual(['storage/put'])
    expect(ruledOut.get('storage/put')).toContain('--skip')
  })

  it('lets --skip beat --only, for what is brought as well', () => {
    expect(planned({ only: ['storage/list'], skip: ['storage/*'] })).toMatchObject({
      ids: ['auth/token', 'storage/reachable', 'storage/list'],
      out: ['storage/reachable', 'storage/list'],
    })
  })

  it('rules out under --offline whatever asks a server', () => {
    const { out, ruledOut } = planned({ offline: true })
    expect(out).toEqual(WITHOUT_WAITING.filter((id) => id !== 'auth/token'))
    expect(ruledOut.get('metadata/reachable')).toContain('--offline')
  })

  it('rules out under --read-only whatever writes', () => {
    const { out, ruledOut } = planned({ readOnly: true })
    expect(out).toEqual(['storage/put'])
    expect(ruledOut.get('storage/put')).toContain('--read-only')
  })

  it('requires what --require fits, selected or not', () => {
    expect(planned({ require: ['metadata/*'] }).required).toEqual(['metadata/reachable'])
    const elsewhere = planned({ only: ['auth/token'], require: ['metadata/*'] })
    expect(elsewhere).toMatchObject({ ids: ['auth/token'], required: ['metadata/reachable'] })
    expect(elsewhere.ruledOut.get('metadata/reachable')).toContain('--only')
  })

  it('does not require without --wait what makes sense only then', () => {
    expect(planned({ require: ['storage/p*'] }).required).toEqual(['storage/put'])
    const waiting = planned({ require: ['storage/p*'], waiting: true })
    expect(waiting.required).toEqual(['storage/put', 'storage/propagation'])
  })

  it.each(['only', 'skip', 'require'] as const)(
    'refuses a --%s pattern that fits no check, naming the nearest id',
    (flag) => {
      const select = () => plan(CHECKS, { [flag]: ['auth/*', 'storage/putt'] })
      expect(select).toThrow(UsageError)
      expect(select).toThrow(
        `--${flag}: 'storage/putt' fits no check; the nearest is 'storage/put'`,
      )
    },
  )

  it('bears ten thousand checks in a row', { timeout: 60_000 }, () => {
    const row = Array.from({ length: 10_000 }, (_, n) =>
      check(`n/n${n}`, n === 0 ? {} : { needs: [`n/n${n - 1}`] }),
    )
    expect(plan(row, { only: ['n/n9999'] }).checks).toHaveLength(10_000)
  })
})
