import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeReport } from '../../../src/report/make-report.ts'
import type { Result } from '../../../src/run/result.ts'
import { idOf, type Node, type Played, play, type Scenario, scenarios } from '../scenario.ts'

/** Plays many scenarios and holds every one to `property`. */
function always(property: (scenario: Scenario, played: Played) => void | Promise<void>) {
  const held = async (scenario: Scenario) => property(scenario, await play(scenario))
  return fc.assert(fc.asyncProperty(scenarios, held), { numRuns: 200 })
}

/** The result of a check by its id. */
function found({ input }: Played): (id: string) => Result {
  const byId = new Map(input.results.map((result) => [result.id, result]))
  return (id) => {
    const result = byId.get(id)
    if (result === undefined) throw new Error(`${id} has no result`)
    return result
  }
}

const isRuledOut = (node: Node, { offline }: Scenario) => node.skipped || (offline && node.network)
const isRoot = ({ status }: Result) => status === 'fail' || status === 'error'

describe('any run', { timeout: 120_000 }, () => {
  it('has a result for each of its checks, in the order of the plan', () =>
    always(({ nodes }, { input }) => {
      expect(input.results.map(({ id }) => id)).toEqual(nodes.map(idOf))
      expect(input.plan.checks.map(({ id }) => id)).toEqual(nodes.map(idOf))
    }))

  it('names as blocking only checks of the run that ended fail or error, in its order', () =>
    always((_, played) => {
      const ids = played.input.results.map(({ id }) => id)
      for (const result of played.input.results) {
        if (result.status !== 'blocked') continue
        expect(result.blockedBy.map(found(played)).every(isRoot)).toBe(true)
        expect(result.blockedBy.length).toBeGreaterThan(0)
        expect(ids.filter((id) => result.blockedBy.includes(id))).toEqual(result.blockedBy)
      }
    }))

  it('names every root above a blocked check, and no other', () =>
    always(({ nodes }, played) => {
      const result = found(played)
      const roots = (id: string): string[] => {
        const one = result(id)
        if (isRoot(one)) return [id]
        if (one.status !== 'blocked') return []
        return nodes.find((node) => idOf(node) === id)?.needs.flatMap(roots) ?? []
      }
      for (const one of played.input.results) {
        if (one.status === 'blocked') expect(new Set(one.blockedBy)).toEqual(new Set(roots(one.id)))
      }
    }))

  it('probes no check that is blocked, ruled out or in need of a skipped one, any other once', () =>
    always((scenario, played) => {
      for (const node of scenario.nodes) {
        const id = idOf(node)
        const kept = node.needs.some((need) =>
          ['fail', 'error', 'blocked', 'skip'].includes(found(played)(need).status),
        )
        const probes = played.log.filter((event) => event === `start ${id}`)
        expect(probes).toHaveLength(isRuledOut(node, scenario) || kept ? 0 : 1)
      }
    }))

  it('begins no probe before all that its check needs and comes after has ended', () =>
    always(({ nodes }, { log }) => {
      for (const node of nodes) {
        const start = log.indexOf(`start ${idOf(node)}`)
        if (start < 0) continue
        for (const id of [...node.needs, ...node.after]) {
          const end = log.indexOf(`ended ${id}`)
          expect(end).toBeGreaterThanOrEqual(0)
          expect(end).toBeLessThan(start)
        }
      }
    }))

  it('makes of each check what its own outcome and its needs make of it', () =>
    always((scenario, played) => {
      for (const node of scenario.nodes) {
        const result = found(played)(idOf(node))
        const needs = node.needs.map(found(played))
        const skips = needs.filter(({ status }) => status === 'skip')
        if (isRuledOut(node, scenario)) {
          expect(result).toMatchObject({ status: 'skip', ruledOut: true })
        } else if (needs.some((need) => isRoot(need) || need.status === 'blocked')) {
          expect(result.status).toBe('blocked')
        } else if (skips.length > 0) {
          const inherited = skips.map(({ id, title, ...rest }) => rest)
          const { id, title, ...rest } = result
          expect(inherited).toContainEqual(rest)
          expect(id).toBe(idOf(node))
          expect(title).toBe(id)
        } else {
          expect(result.status).toBe(STATUS[node.outcome])
        }
      }
    }))

  it('gives the same report in any timing', () =>
    always(async (scenario, { input }) => {
      const other = await play(scenario, 1)
      expect(timeless(makeReport(other.input))).toEqual(timeless(makeReport(input)))
    }))
})

const STATUS = {
  pass: 'pass',
  warn: 'warn',
  fail: 'fail',
  other: 'fail',
  skip: 'skip',
  missing: 'skip',
  error: 'error',
  throw: 'error',
} as const

/** A report as it is printed, without what differs from run to run. */
function timeless(made: ReturnType<typeof makeReport>): unknown {
  const times = ['startMs', 'durationMs']
  return JSON.parse(JSON.stringify(made, (key, value) => (times.includes(key) ? 0 : value)))
}
