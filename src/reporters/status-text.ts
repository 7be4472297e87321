import type { Evidence } from '../check.ts'
import type { Verdict } from '../report/verdict.ts'
import type { Result, Status, Waived } from '../run/result.ts'
import { visible } from '../visible.ts'

/** What a reader sees of a check: its status, or that it is waived. */
export type Shown = Status | 'waived'

/** How a check or a cause is shown: its status or severity, or that it is waived. */
export function shownAs<S extends Status>(
  one: { readonly waived?: Waived } & ({ readonly status: S } | { readonly severity: S }),
): S | 'waived' {
  if (one.waived !== undefined) return 'waived'
  return 'status' in one ? one.status : one.severity
}

/** A word beside each symbol: colour or shape alone says nothing. */
export const MARKS = {
  pass: ['✓ PASS', 'green'],
  warn: ['! WARN', 'yellow'],
  fail: ['✗ FAIL', 'red'],
  waived: ['~ WAIVED', 'yellow'],
  blocked: ['⊘ BLOCK', 'magenta'],
  skip: ['- SKIP', 'dim'],
  error: ['? UNSURE', 'magenta'],
} as const satisfies Record<Shown, readonly [string, string]>

/** A run in words, with a symbol beside them. */
export const VERDICTS = {
  healthy: ['✓ HEALTHY', 'green'],
  warnings: ['! HEALTHY, WITH WARNINGS', 'yellow'],
  unhealthy: ['✗ NOT HEALTHY', 'red'],
  undetermined: ['? COULD NOT TELL', 'magenta'],
} as const satisfies Record<Verdict, readonly [string, string]>

/** What is shown in the order in which it is counted. */
const COUNTED: readonly (readonly [Shown, string])[] = [
  ['pass', 'passed'],
  ['warn', 'warned'],
  ['fail', 'failed'],
  ['waived', 'waived'],
  ['blocked', 'blocked'],
  ['skip', 'skipped'],
  ['error', 'unsure'],
]

/** How many checks ended how, what none did left out; `more` adds to a count. */
export function counts(
  results: readonly Result[],
  more: (shown: Shown) => string = () => '',
): string {
  return COUNTED.flatMap(([shown, name]) => {
    const count = results.filter((result) => shownAs(result) === shown).length
    return count === 0 ? [] : [`${count} ${name}${more(shown)}`]
  }).join(', ')
}

/** A longer value does not fit beside other facts: a step shows it, or --verbose. */
const LONGEST = 160

/** Evidence in one line, a stranger's words made harmless; with `all`, long values too. */
export function facts(evidence: Evidence, all = false): string {
  return Object.entries(evidence)
    .filter(([, value]) => all || String(value).length <= LONGEST)
    .map(([name, value]) => `${visible(name)} ${visible(String(value))}`)
    .join(', ')
}

/** The status that stands for several checks: the worst of them; `skip` only where all were skipped. */
export function worst(results: readonly Result[]): Shown {
  const order: readonly Shown[] = ['fail', 'error', 'blocked', 'warn', 'waived', 'pass', 'skip']
  const shown = results.map(shownAs)
  return order.find((one) => shown.includes(one)) ?? 'skip'
}
