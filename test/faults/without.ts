import type { Check } from '../../src/check.ts'
import type { Line } from './line.ts'
import type { Judged } from './score.ts'

/** What must become of a line when a check is left out; `either` where its own check rests on that. */
export type Due = 'wrong' | 'right' | 'either'

/** The checks whose verdict a line is about. */
export function checksOf(line: Line): readonly string[] {
  return 'root' in line
    ? [line.check]
    : [...new Set([...line.passes, ...Object.keys(line.warns ?? {})])]
}

/**
 * The checks that may judge otherwise without `id`, itself left out: those that need it, and those
 * that come after it, because they may read what it found.
 */
export function restingOn(checks: readonly Check[], id: string): ReadonlySet<string> {
  const resting = new Set([id])
  for (const known of resting) {
    for (const { id: other, needs = [], after = [] } of checks) {
      if (needs.includes(known) || after.includes(known)) resting.add(other)
    }
  }
  resting.delete(id)
  return resting
}

/** What leaving `without` out must do to a line. */
export function dueWithout(line: Line, without: string, resting: ReadonlySet<string>): Due {
  const checks = checksOf(line)
  if (checks.includes(without)) return 'wrong'
  // Of several faults each is to be named, and what it blocks.
  if ('root' in line && line.area === 'combined') return 'either'
  return checks.some((id) => resting.has(id)) ? 'either' : 'right'
}

/** The lines, judged without a check, that did not become what they must: by what they became. */
export function unexpected(
  judged: readonly Judged[],
  without: string,
  resting: ReadonlySet<string>,
): { readonly right: readonly Judged[]; readonly wrong: readonly Judged[] } {
  const of = (due: Due) => judged.filter(({ line }) => dueWithout(line, without, resting) === due)
  return {
    right: of('wrong').filter(({ wrong }) => wrong.length === 0),
    wrong: of('right').filter(({ wrong }) => wrong.length > 0),
  }
}
