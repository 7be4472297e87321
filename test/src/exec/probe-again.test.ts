import { describe, expect, it } from 'vitest'
import { type Check, pass } from '../../../src/check.ts'
import { determined, seeing, verdictOnCause } from '../../../src/exec/probe-again.ts'
import type { Report } from '../../../src/report/report.ts'
import { plan } from '../../../src/run/plan.ts'

const check = (id: string, more: Partial<Check> = {}): Check => ({
  id,
  title: id,
  run: () => pass(),
  ...more,
})
const whole = plan(
  [
    check('host/a'),
    check('net/a', { network: true }),
    check('bucket/settings'),
    check('bucket/put', { network: true, needs: ['bucket/settings', 'net/a'] }),
    check('meta/a', { network: true }),
  ],
  { skip: ['meta/*'] },
)

describe('the checks that can see a cause', () => {
  it('are those of its area, and what they need', () => {
    const seen = seeing(['bucket/denied'], whole)
    expect(seen.plan.checks.map(({ id }) => id)).toEqual(['net/a', 'bucket/settings', 'bucket/put'])
    expect([...seen.asking]).toEqual(['bucket/put'])
  })

  it('are all where an area has none', () => {
    const seen = seeing(['bucket/denied', 'network/timeout'], whole)
    expect(seen.plan.checks).toHaveLength(5)
    expect([...seen.asking]).toEqual(['net/a', 'bucket/put', 'meta/a'])
  })

  it('stay ruled out where they were', () => {
    expect(seeing(['meta/slow'], whole).plan.ruledOut.get('meta/a')).toBe('ruled out by --skip')
  })
})

const reported = (parts: Partial<Record<'checks' | 'rootCauses', unknown>>) =>
  ({ checks: [], rootCauses: [], ...parts }) as unknown as Report

it('a check that skipped or could not tell has determined nothing', () => {
  const asking = new Set(['bucket/put'])
  const of = (status: string) => reported({ checks: [{ id: 'bucket/put', status }] })
  expect(
    ['pass', 'warn', 'fail', 'skip', 'error', 'blocked'].filter((s) => determined(of(s), asking)),
  ).toEqual(['pass', 'warn', 'fail'])
  expect(determined(reported({ checks: [{ id: 'net/a', status: 'pass' }] }), asking)).toBe(false)
})

describe('what they say', () => {
  const known = {
    title: 'T',
    why: 'W',
    fix: [{ do: 'D' }],
    docs: 'X',
    documented: false,
    owner: 'you',
  } as const
  const catalogue = {
    'a/slow': { ...known, transient: true },
    'a/plain': { ...known, passing: { as: 'a/slow' } },
    'a/gone': known,
  } as const
  const root = (cause: string, severity = 'fail', alternatives: string[] = []) => ({
    cause,
    severity,
    alternatives,
  })
  it.each([
    [[], 'clear'],
    [[root('a/gone', 'warn')], 'clear'],
    [[root('a/slow')], 'not-yet'],
    [[root('a/plain', 'fail', ['a/slow'])], 'not-yet'],
    [[root('a/plain')], 'lasting'],
    [[root('a/slow'), root('a/gone')], 'lasting'],
  ])('%j: %s', (rootCauses, verdict) => {
    expect(verdictOnCause(reported({ rootCauses }), catalogue)).toBe(verdict)
  })
})
