import type { Catalogue, Cause } from '../../src/catalogue.ts'
import { type Check, pass } from '../../src/check.ts'
import { makeReport, type ReportInput } from '../../src/report/make-report.ts'
import type { Report } from '../../src/report/report.ts'
import type { Plan } from '../../src/run/plan.ts'
import type { Result } from '../../src/run/result.ts'
import type { Settings } from '../../src/settings/settings.ts'

/** A cause of a failure; what is given stands in place of the defaults. */
export function sampleCause(given: Partial<Cause> = {}): Cause {
  return {
    title: 'Something is wrong',
    why: 'It happens.',
    fix: [{ do: 'Mend it' }],
    docs: 'https://example.com/docs',
    documented: false,
    owner: 'you',
    ...given,
  }
}

/** A check that passes unless it is given another `run`. */
export function sampleCheck(id: string, given: Partial<Check> = {}): Check {
  return { id, title: `${id} is well`, run: () => pass(), ...given }
}

/** Settings of which only these values are known. */
export function sampleSettings(values: Settings['values'] = {}): Settings {
  return {
    values,
    backend: 'managed',
    cached: { login: [], keys: [] },
    get: (key) => values[key]?.secret?.reveal() ?? values[key]?.value,
    secrets: [],
  }
}

/** A plan of these checks, with nothing ruled out or required. */
export function samplePlan(checks: readonly Check[], required: readonly string[] = []): Plan {
  return { checks, ruledOut: new Map(), required: new Set(required) }
}

/** What became of the check `id`, in the fewest words. */
export const ended = {
  pass: (id: string): Result => ({ ...ran(id), status: 'pass', evidence: {} }),
  fail: (id: string, cause: string, evidence = {}, alternatives?: readonly string[]): Result => ({
    ...ran(id),
    status: 'fail',
    cause,
    evidence,
    ...(alternatives === undefined ? {} : { alternatives }),
  }),
  /** Failed, and waived. */
  waived: (id: string, cause: string, reason = 'it is borne', until = '2027-01-31'): Result => ({
    ...ran(id),
    status: 'fail',
    cause,
    evidence: {},
    waived: { reason, until },
  }),
  warn: (id: string, cause: string, evidence = {}): Result => ({
    ...ran(id),
    status: 'warn',
    cause,
    evidence,
  }),
  error: (id: string): Result => ({ ...ran(id), status: 'error', reason: 'no idea' }),
  blocked: (id: string, ...blockedBy: string[]): Result => ({
    id,
    title: id,
    status: 'blocked',
    blockedBy,
  }),
  skip: (id: string, more: { missing?: string; ruledOut?: true } = {}): Result => ({
    id,
    title: id,
    status: 'skip',
    reason: `no ${id}`,
    ...more,
  }),
}

function ran(id: string) {
  return { id, title: id, startMs: 0, durationMs: 1, attempts: 1 }
}

/** The input of a report on these results, of checks that ask no server. */
export function sampleInput(
  results: readonly Result[],
  given: Partial<ReportInput> = {},
): ReportInput {
  return {
    results,
    plan: samplePlan(results.map(({ id }) => sampleCheck(id))),
    catalogue: {},
    settings: sampleSettings(),
    version: '1.2.3',
    startedAt: new Date('2026-11-21T18:00:00Z'),
    durationMs: 412.4,
    failOn: 'fail',
    offline: false,
    ...given,
  }
}

/** The report on these results under this catalogue. */
export function sampleReport(
  results: readonly Result[],
  catalogue: Catalogue = {},
  given: Partial<ReportInput> = {},
): Report {
  return makeReport(sampleInput(results, { catalogue, ...given }))
}
