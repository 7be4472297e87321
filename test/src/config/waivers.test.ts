import { describe, expect, it } from 'vitest'
import { waiverCauses } from '../../../src/config/waiver-causes.ts'
import { checkWaivers, type Waiver, withWaivers } from '../../../src/config/waivers.ts'
import type { Result } from '../../../src/run/result.ts'
import { ended, sampleCause, sampleCheck, sampleReport } from '../samples.ts'

const { pass, warn, fail, error, blocked, skip } = ended

const NOON = Date.parse('2026-11-27T12:00:00Z')
const CAUSES = { 'a/one': sampleCause(), 'a/two': sampleCause(), 'n/any': sampleCause() }
const ALL = { ...CAUSES, ...waiverCauses }
const CHECKS = ['a/1', 'a/2', 'b/1'].map((id) => sampleCheck(id))

const waiver = (given: Partial<Waiver> = {}): Waiver => ({
  cause: 'a/one',
  reason: 'known',
  until: '2026-12-31',
  at: '/c.yaml: waivers[0]',
  file: '/c.yaml',
  ...given,
})

const judge = (results: readonly Result[], waivers: readonly Waiver[], now = NOON) =>
  withWaivers(results, { waivers, checks: CHECKS, now })

const rowOf = (results: readonly Result[], id: string) => results.find((one) => one.id === id)
const unused = (results: readonly Result[], one: Waiver) =>
  rowOf(judge(results, [one]), 'config/waivers-used')?.status === 'warn'

describe('a waiver', () => {
  it('that there is none of changes nothing', () => {
    const results = [fail('a/1', 'a/one')]
    expect(judge(results, [])).toEqual(results)
  })

  it('marks what it is for, with its reason and its last day, and nothing else', () => {
    const [one, two] = judge([fail('a/1', 'a/one'), fail('a/2', 'a/two')], [waiver()])
    expect(one).toMatchObject({ status: 'fail', waived: { reason: 'known', until: '2026-12-31' } })
    expect(two).not.toHaveProperty('waived')
  })

  it('of one check covers no other', () => {
    const results = [fail('a/1', 'a/one'), fail('a/2', 'a/one')]
    const [one, two] = judge(results, [waiver({ check: 'a/2' })])
    expect(one).not.toHaveProperty('waived')
    expect(two).toHaveProperty('waived')
  })

  it.each([
    ['2026-11-28', NOON, true],
    ['2026-11-27', Date.parse('2026-11-27T23:59:59.999Z'), true],
    ['2026-11-27', Date.parse('2026-11-28T00:00:00Z'), false],
    ['2026-11-26', NOON, false],
  ])('until %s counts to the end of that day in UTC', (until, now, counts) => {
    const [one, inTime] = judge([fail('a/1', 'a/one')], [waiver({ until })], now)
    expect(one !== undefined && 'waived' in one).toBe(counts)
    expect(inTime).toMatchObject({ id: 'config/waivers-in-time', status: counts ? 'pass' : 'warn' })
  })

  it('that has expired is a warning which names it', () => {
    const results = judge([pass('a/1')], [waiver({ until: '2026-01-01', check: 'a/1' })])
    expect(rowOf(results, 'config/waivers-in-time')).toMatchObject({
      cause: 'config/waiver-expired',
      evidence: { waivers: 'a/one of a/1 until 2026-01-01', file: '/c.yaml' },
    })
    // Of one that does not count any more, no use is wanted.
    expect(rowOf(results, 'config/waivers-used')).toMatchObject({ status: 'pass' })
  })
})

describe('a waiver of no use', () => {
  it('is a warning where every check of its area passed it by', () => {
    expect(unused([pass('a/1'), fail('a/2', 'a/two'), error('b/1')], waiver())).toBe(true)
    expect(unused([pass('a/1'), skip('a/2')], waiver())).toBe(true)
  })

  it.each<[what: string, results: Result[]]>([
    ['could not tell', [pass('a/1'), error('a/2')]],
    ['is blocked', [fail('a/1', 'a/two'), blocked('a/2', 'a/1')]],
    ['was ruled out', [pass('a/1'), skip('a/2', { ruledOut: true })]],
    ['wants a setting', [pass('a/1'), skip('a/2', { missing: 'bucket' })]],
    ['is not in the run', [pass('a/1')]],
  ])('is not told of where a check of its area %s', (_, results) => {
    expect(unused(results, waiver())).toBe(false)
  })

  it('of a cause in an area without checks is told of where every check ran', () => {
    const every = [pass('a/1'), pass('a/2'), pass('b/1')]
    expect(unused(every, waiver({ cause: 'n/any' }))).toBe(true)
    expect(unused(every.slice(1), waiver({ cause: 'n/any' }))).toBe(false)
  })

  it('of one check is judged by that check alone', () => {
    expect(unused([pass('a/1'), error('a/2')], waiver({ check: 'a/1' }))).toBe(true)
    expect(unused([pass('a/1'), error('a/2')], waiver({ check: 'a/2' }))).toBe(false)
  })
})

describe('a run with waivers', () => {
  const reported = (
    results: readonly Result[],
    waivers: readonly Waiver[] = [waiver()],
    given: Parameters<typeof sampleReport>[2] = {},
  ) => sampleReport(judge(results, waivers), ALL, given)

  it('does not fail for what is waived, and shows it last, with its reason', () => {
    const made = reported([fail('a/1', 'a/one'), warn('a/2', 'a/two')])
    expect(made).toMatchObject({ verdict: 'warnings', exitCode: 0, summary: { fail: 1 } })
    expect(made.rootCauses.at(-1)).toMatchObject({
      cause: 'a/one',
      severity: 'fail',
      waived: { reason: 'known', until: '2026-12-31' },
    })
  })

  it('is never healthy, and fails no --fail-on warn, for what is waived alone', () => {
    const made = reported([fail('a/1', 'a/one')], [waiver()], { failOn: 'warn' })
    expect(made).toMatchObject({ verdict: 'warnings', exitCode: 0 })
  })

  it('fails --fail-on warn for a waiver that has expired', () => {
    const old = waiver({ until: '2026-01-01' })
    const made = reported([pass('a/1'), pass('a/2')], [old], { failOn: 'warn' })
    expect(made).toMatchObject({ verdict: 'warnings', exitCode: 1 })
  })

  it('fails for whatever else failed, and for the same cause where it is not waived', () => {
    expect(reported([fail('a/1', 'a/one'), fail('a/2', 'a/two')]).exitCode).toBe(1)
    const half = reported([fail('a/1', 'a/one'), fail('a/2', 'a/one')], [waiver({ check: 'a/1' })])
    expect(half.exitCode).toBe(1)
    expect(half.rootCauses[0]).not.toHaveProperty('waived')
  })

  it('turns nothing that could not be told into anything else', () => {
    const made = reported([fail('a/1', 'a/one'), error('a/2')])
    expect(made).toMatchObject({ verdict: 'undetermined', exitCode: 3 })
  })

  it('counts what was required as undetermined where only what is waived blocks it', () => {
    const results = [fail('a/1', 'a/one'), blocked('a/2', 'a/1')]
    const plan = { checks: CHECKS, ruledOut: new Map(), required: new Set(['a/2']) }
    const made = reported(results, [waiver()], { plan })
    expect(made).toMatchObject({
      exitCode: 3,
      undetermined: ['a/2 was required, but is blocked by what is waived'],
    })
    expect(reported(results).exitCode).toBe(0)
  })

  it('tells the waiver that ends first of several', () => {
    const made = reported(
      [fail('a/1', 'a/one'), fail('a/2', 'a/one')],
      [waiver({ check: 'a/1', until: '2027-12-31' }), waiver({ check: 'a/2' })],
    )
    expect(made.rootCauses[0]?.waived?.until).toBe('2026-12-31')
  })
})

describe('checkWaivers', () => {
  it('refuses causes and checks that are unknown, with the nearest', () => {
    const check = (given: Partial<Waiver>) => () => checkWaivers([waiver(given)], CAUSES, CHECKS)
    expect(check({ check: 'a/1' })).not.toThrow()
    expect(check({ cause: 'a/on' })).toThrow(
      "/c.yaml: waivers[0].cause: 'a/on' is not a cause; nearest: 'a/one'",
    )
    expect(check({ check: 'b/11' })).toThrow(
      "/c.yaml: waivers[0].check: 'b/11' is not a check; nearest: 'b/1'",
    )
  })
})
