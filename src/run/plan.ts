import type { Check } from '../check.ts'
import { glob } from '../glob.ts'
import { nearest } from '../nearest.ts'
import { UsageError } from '../usage-error.ts'

/** Which checks a run is asked for, by globs on their ids, and what it must not do. */
export interface Selection {
  readonly only?: readonly string[]
  readonly skip?: readonly string[]
  readonly require?: readonly string[]
  /** Where a list came from, if not from the flag of its name. */
  readonly from?: Readonly<Partial<Record<'only' | 'skip' | 'require', string>>>
  readonly offline?: boolean
  readonly readOnly?: boolean
  /** Whether `--wait` was given: brings in the checks that make sense only then. */
  readonly waiting?: boolean
}

/** The checks of a run in report order, and which of them a flag rules out, with the reason. */
export interface Plan {
  readonly checks: readonly Check[]
  readonly ruledOut: ReadonlyMap<string, string>
  /** Ids that must not stay undetermined for want of a setting or because of a flag. */
  readonly required: ReadonlySet<string>
}

/** Chooses the checks of a run; throws a UsageError for a pattern that fits no check. */
export function plan(checks: readonly Check[], selection: Selection = {}): Plan {
  const { only = [], skip = [], require = [], from = {}, offline, readOnly, waiting } = selection
  const chosen = matching(checks, only, from.only ?? '--only')
  const skipped = matching(checks, skip, from.skip ?? '--skip')
  const required = matching(checks, require, from.require ?? '--require')
  const timely = checks.filter((check) => waiting || !check.whileWaiting)
  const wanted = only.length === 0 ? timely : timely.filter(({ id }) => chosen.has(id))
  if (only.length > 0 && wanted.length === 0) {
    throw new UsageError(
      `${from.only ?? '--only'}: '${only.join(',')}' fits only what is in the run with --wait`,
    )
  }
  const selected = withNeeds(
    checks,
    wanted.map(({ id }) => id),
  )

  const ruledOut = new Map<string, string>()
  for (const check of checks) {
    if (skipped.has(check.id)) ruledOut.set(check.id, `ruled out by ${from.skip ?? '--skip'}`)
    else if (offline && check.network)
      ruledOut.set(check.id, 'asks a server, and --offline was given')
    else if (readOnly && check.writes) ruledOut.set(check.id, 'writes, and --read-only was given')
    else if (!selected.has(check.id)) ruledOut.set(check.id, `not among ${from.only ?? '--only'}`)
  }
  const optional = (check: Check) => check.whileWaiting && !waiting
  return {
    checks: checks.filter(({ id }) => selected.has(id)),
    ruledOut,
    required: new Set(
      checks.filter((check) => required.has(check.id) && !optional(check)).map(({ id }) => id),
    ),
  }
}

function matching(
  checks: readonly Check[],
  patterns: readonly string[],
  flag: string,
): Set<string> {
  const ids = checks.map(({ id }) => id)
  return new Set(
    patterns.flatMap((pattern) => {
      const fits = ids.filter(glob(pattern))
      if (fits.length > 0) return fits
      throw new UsageError(
        `${flag}: '${pattern}' fits no check; the nearest is '${nearest(pattern, ids)}'`,
      )
    }),
  )
}

function withNeeds(checks: readonly Check[], ids: readonly string[]): Set<string> {
  const needs = new Map(checks.map((check) => [check.id, check.needs ?? []]))
  const selected = new Set(ids)
  for (const id of selected) for (const need of needs.get(id) ?? []) selected.add(need)
  return selected
}
