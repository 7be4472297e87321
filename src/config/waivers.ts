import type { Catalogue } from '../catalogue.ts'
import type { Check } from '../check.ts'
import { areaOf } from '../id.ts'
import { nearest } from '../nearest.ts'
import type { Result, Waived } from '../run/result.ts'
import { UsageError } from '../usage-error.ts'
import { knownCause } from './severities.ts'

/** A cause that is tolerated until a day (`2027-01-31`, in UTC), from any check or from one. */
export interface Waiver extends Waived {
  readonly cause: string
  readonly check?: string
  /** Where it stands: `<file>: waivers[0]`. */
  readonly at: string
  readonly file: string
}

/** Throws a UsageError for a waiver of a cause or a check that is unknown. */
export function checkWaivers(
  waivers: readonly Waiver[],
  causes: Catalogue,
  checks: readonly Check[],
): void {
  const ids = checks.map(({ id }) => id)
  for (const { cause, check, at } of waivers) {
    knownCause(cause, causes, `${at}.cause`)
    if (check !== undefined && !ids.includes(check))
      throw new UsageError(
        `${at}.check: '${check}' is not a check; nearest: '${nearest(check, ids)}'`,
      )
  }
}

/** The waivers of a run, every check that is known, and the time of day in milliseconds. */
export interface WaiverInput {
  readonly waivers: readonly Waiver[]
  readonly checks: readonly Check[]
  readonly now: number
}

/**
 * The results with waived ones marked, and two rows more: whether every waiver is in time, and
 * whether every one is of use. A waiver counts as unused only where every check that could have named
 * its cause was determined.
 */
export function withWaivers(
  results: readonly Result[],
  { waivers, checks, now }: WaiverInput,
): Result[] {
  if (waivers.length === 0) return [...results]
  const current = waivers.filter((waiver) => inTime(waiver, now))
  const expired = waivers.filter((waiver) => !current.includes(waiver))
  const judged = results.map((result) => waive(result, waivers, now))
  const determined = new Set(results.filter(isDetermined).map(({ id }) => id))
  const unused = current.filter(
    (waiver) =>
      !results.some((result) => covers(waiver, result)) &&
      lookedFor(waiver, checks).every((id) => determined.has(id)),
  )
  return [
    ...judged,
    row('config/waivers-in-time', 'Every waiver is in time', 'config/waiver-expired', expired),
    row('config/waivers-used', 'Every waiver is of use', 'config/waiver-unused', unused),
  ]
}

/** A result, marked where a waiver that is in time covers it. */
export function waive(result: Result, waivers: readonly Waiver[], now: number): Result {
  if (result.status !== 'fail' && result.status !== 'warn') return result
  const waiver = waivers.find((one) => inTime(one, now) && covers(one, result))
  if (waiver === undefined) return result
  return { ...result, waived: { reason: waiver.reason, until: waiver.until } }
}

function inTime({ until }: Waiver, now: number): boolean {
  return until >= new Date(now).toISOString().slice(0, 10)
}

function covers({ cause, check }: Waiver, result: Result): boolean {
  if (result.status !== 'fail' && result.status !== 'warn') return false
  return result.cause === cause && (check === undefined || check === result.id)
}

/** The checks that could have named its cause: the one it names, those of the cause's area, or all. */
function lookedFor({ cause, check }: Waiver, checks: readonly Check[]): readonly string[] {
  if (check !== undefined) return [check]
  const ids = checks.filter(({ whileWaiting }) => !whileWaiting).map(({ id }) => id)
  const own = ids.filter((id) => id.startsWith(`${areaOf(cause)}/`))
  return own.length === 0 ? ids : own
}

function isDetermined(result: Result): boolean {
  switch (result.status) {
    case 'pass':
    case 'warn':
    case 'fail':
      return true
    case 'skip':
      return result.missing === undefined && !result.ruledOut
    case 'blocked':
    case 'error':
      return false
  }
}

function row(id: string, title: string, cause: string, bad: readonly Waiver[]): Result {
  const ran = { id, title, startMs: 0, durationMs: 0, attempts: 1 }
  const [first] = bad
  if (first === undefined) return { ...ran, status: 'pass', evidence: {} }
  const named = bad.map((one) => {
    const of = one.check === undefined ? one.cause : `${one.cause} of ${one.check}`
    return `${of} until ${one.until}`
  })
  return {
    ...ran,
    status: 'warn',
    cause,
    evidence: { waivers: named.join(', '), file: first.file },
  }
}
