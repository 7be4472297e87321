import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Check } from '../../../src/check.ts'
import { combine } from '../../../src/plugins/plugin.ts'
import { graphFaults } from '../../../src/run/graph.ts'
import { sampleCheck as check } from '../samples.ts'

const CYCLE = 'checks wait for each other: '

describe('graphFaults', () => {
  it('finds none in a sound graph, whatever its order', () => {
    const checks = [
      check('b/both', { needs: ['b/left', 'b/right'], after: ['a/top'] }),
      check('b/left', { needs: ['a/top'] }),
      check('a/top'),
      check('b/right', { needs: ['a/top'] }),
    ]
    expect(graphFaults(checks)).toEqual([])
    expect(graphFaults([])).toEqual([])
  })

  it.each(['storage', 'Storage/put', '/put', 'storage/', 'a/b/c', 'a b/c', 'a/b ', '1/a', ''])(
    "refuses the id '%s', which is not of the form area/name",
    (id) => {
      expect(graphFaults([check(id)])).toEqual([`check '${id}' is not of the form area/name`])
    },
  )

  it.each(['a/b', 'storage/put', 'area-2/x-y', 'a/2nd'])("takes the id '%s'", (id) => {
    expect(graphFaults([check(id)])).toEqual([])
  })

  it('names an id that is defined more than once, once', () => {
    const faults = graphFaults([check('a/b'), check('a/c'), check('a/b'), check('a/b')])
    expect(faults).toEqual(["check 'a/b' is defined twice"])
  })

  it('names an unknown need with the nearest id', () => {
    const faults = graphFaults([check('storage/put'), check('a/b', { needs: ['storage/putt'] })])
    expect(faults).toEqual([
      "check 'a/b' needs 'storage/putt', which is unknown; nearest: 'storage/put'",
    ])
  })

  it('names an unknown id in `after` with the nearest id', () => {
    const faults = graphFaults([check('storage/put'), check('a/b', { after: ['storage/pt'] })])
    expect(faults).toEqual([
      "check 'a/b' comes after 'storage/pt', which is unknown; nearest: 'storage/put'",
    ])
  })

  it('names every fault, not only the first', () => {
    const faults = graphFaults([check('bad'), check('a/b', { needs: ['a/x'] }), check('a/b')])
    expect(faults).toHaveLength(3)
  })
})

describe('a glob in `after`', () => {
  const combined = (checks: readonly Check[]) =>
    combine([{ name: 'sample', checks, causes: {} }]).checks
  const afterOf = (checks: readonly Check[], id: string) =>
    combined(checks).find((one) => one.id === id)?.after

  const asking = (id: string, given: Partial<Check> = {}) => check(id, { ...given, network: true })

  it('stands for every check that it fits and that asks, once, whatever plug-in it is of', () => {
    const clock = check('a/clock', { after: ['b/two', 'b/*', '*/one'] })
    const checks = [clock, asking('b/one'), asking('b/two'), asking('c/one'), asking('c/two')]
    expect(afterOf(checks, 'a/clock')).toEqual(['b/two', 'b/one', 'c/one'])
    const [first, ...others] = checks
    const apart = combine([
      { name: 'first', checks: first === undefined ? [] : [first], causes: {} },
      { name: 'second', checks: others, causes: {} },
    ])
    expect(apart.checks[0]?.after).toEqual(['b/two', 'b/one', 'c/one'])
  })

  it('never stands for the check itself', () => {
    const last = asking('a/last', { after: ['a/*'] })
    expect(afterOf([last, asking('a/one')], 'a/last')).toEqual(['a/one'])
  })

  it('may fit nothing, or nothing that asks a server', () => {
    expect(afterOf([check('a/last', { after: ['b/*'] }), check('b/one')], 'a/last')).toEqual([])
    expect(afterOf([check('a/last', { after: ['b/*'] })], 'a/last')).toEqual([])
  })

  it('leaves a check without one as it is', () => {
    const plain = check('a/one', { needs: ['a/two'], after: ['a/three'] })
    expect(combined([plain, check('a/two'), check('a/three')])[0]).toBe(plain)
  })

  it('leaves an id that is unknown to be complained of', () => {
    const last = check('a/last', { after: ['b/*', 'a/on'] })
    expect(() => combined([last, check('a/one'), check('b/one')])).toThrow(
      "check 'a/last' comes after 'a/on', which is unknown; nearest: 'a/one'",
    )
  })

  it('can close a cycle', () => {
    const checks = [check('a/last', { after: ['b/*'] }), asking('b/one', { needs: ['a/last'] })]
    expect(() => combined(checks)).toThrow(`${CYCLE}a/last → b/one → a/last`)
  })
})

describe('graphFaults on a cycle', () => {
  it.each<[what: string, checks: readonly Check[], path: string]>([
    ['of one check', [check('a/a', { needs: ['a/a'] })], 'a/a → a/a'],
    [
      'of needs',
      [check('a/a', { needs: ['a/b'] }), check('a/b', { needs: ['a/a'] })],
      'a/a → a/b → a/a',
    ],
    [
      'of `after` alone',
      [check('a/a', { after: ['a/b'] }), check('a/b', { after: ['a/a'] })],
      'a/a → a/b → a/a',
    ],
    [
      'of needs and `after`, without the way that leads into it',
      [
        check('a/in', { needs: ['a/a'] }),
        check('a/a', { needs: ['a/b'] }),
        check('a/b', { after: ['a/c'] }),
        check('a/c', { needs: ['a/a'] }),
      ],
      'a/a → a/b → a/c → a/a',
    ],
  ])('%s gives its path', (_, checks, path) => {
    expect(graphFaults(checks)).toEqual([CYCLE + path])
  })

  it('says so exactly when there is one, with a path of real edges', () => {
    const edge = fc.tuple(fc.nat(7), fc.nat(7), fc.boolean())
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 14 }), (edges) => {
        const to = (from: number, soft: boolean) =>
          edges.filter((e) => e[0] === from && e[2] === soft).map((e) => `n/n${e[1]}`)
        const checks = Array.from({ length: 8 }, (_, n) =>
          check(`n/n${n}`, { needs: to(n, false), after: to(n, true) }),
        )
        const [fault] = graphFaults(checks)
        expect(fault !== undefined).toBe(!canBeOrdered(checks))
        if (fault === undefined) return
        const path = fault.slice(CYCLE.length).split(' → ')
        expect(path[0]).toBe(path.at(-1))
        for (const [index, id] of path.slice(1).entries()) {
          const { needs = [], after = [] } = checks.find((one) => one.id === path[index]) ?? {}
          expect([...needs, ...after]).toContain(id)
        }
      }),
    )
  })
})

describe('graphFaults on ten thousand checks in a row', { timeout: 60_000 }, () => {
  const row = (last: Partial<Check>) =>
    Array.from({ length: 10_000 }, (_, n) =>
      check(`n/n${n}`, n === 9999 ? last : { needs: [`n/n${n + 1}`] }),
    )

  it('does not overflow the stack', () => {
    expect(graphFaults(row({}))).toEqual([])
  })

  it('finds the cycle that closes it', () => {
    const [fault = ''] = graphFaults(row({ after: ['n/n0'] }))
    expect(fault.split(' → ')).toHaveLength(10_001)
  })
})

/** Whether the checks have an order, by taking away those that wait for none (Kahn). */
function canBeOrdered(checks: readonly Check[]): boolean {
  let left = [...checks]
  for (let before = left.length + 1; left.length < before; ) {
    before = left.length
    const ids = new Set(left.map(({ id }) => id))
    left = left.filter((one) =>
      [...(one.needs ?? []), ...(one.after ?? [])].some((id) => ids.has(id)),
    )
  }
  return left.length === 0
}
