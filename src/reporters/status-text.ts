import type { Evidence } from '../check.ts'
import type { Result, Status } from '../result.ts'
import type { Verdict } from '../verdict.ts'
import { visible } from '../visible.ts'

/** A word beside each symbol: nothing is told by colour or shape alone. */
export const MARKS = {
  pass: ['✓ PASS', 'green'],
  warn: ['! WARN', 'yellow'],
  fail: ['✗ FAIL', 'red'],
  blocked: ['⊘ BLOCK', 'magenta'],
  skip: ['- SKIP', 'dim'],
  error: ['? UNSURE', 'magenta'],
} as const satisfies Record<Status, readonly [string, string]>

/** A run in words, with a symbol beside them. */
export const VERDICTS = {
  healthy: ['✓ HEALTHY', 'green'],
  warnings: ['! HEALTHY, WITH WARNINGS', 'yellow'],
  unhealthy: ['✗ NOT HEALTHY', 'red'],
  undetermined: ['? COULD NOT TELL', 'magenta'],
} as const satisfies Record<Verdict, readonly [string, string]>
/** The mark of what would fail or warn, and does not for a while. */
export const WAIVED = ['~ WAIVED', 'yellow'] as const

/** The statuses in the order in which they are counted. */
const COUNTED: readonly (readonly [Status, string])[] = [
  ['pass', 'passed'],
  ['warn', 'warned'],
  ['fail', 'failed'],
  ['blocked', 'blocked'],
  ['skip', 'skipped'],
  ['error', 'unsure'],
]

/** How many checks ended how, the statuses that none has left out; `more` adds to a count. */
export function counts(
  results: readonly Result[],
  more: (status: Status) => string = () => '',
): string {
  return COUNTED.flatMap(([status, name]) => {
    const count = results.filter((result) => result.status === status).length
    return count === 0 ? [] : [`${count} ${name}${more(status)}`]
  }).join(', ')
}

/** Says beside a count how many of them are waived. */
export function waivedAmong(results: readonly Result[]): (status: Status) => string {
  return (status) => {
    const waived = results.filter((one) => one.status === status && 'waived' in one).length
    return waived === 0 ? '' : ` (${waived} waived)`
  }
}

/** What is longer does not fit beside other facts: a step says it, or --verbose. */
const LONGEST = 160

/** Evidence in one line, a stranger's words made harmless; `all`: what is long as well. */
export function facts(evidence: Evidence, all = false): string {
  return Object.entries(evidence)
    .filter(([, value]) => all || String(value).length <= LONGEST)
    .map(([name, value]) => `${visible(name)} ${visible(String(value))}`)
    .join(', ')
}

/** What some checks are called by: the worst of them; a skip only where nothing else is. */
export function worst(results: readonly Result[]): Status {
  const order: readonly Status[] = ['fail', 'error', 'blocked', 'warn', 'pass', 'skip']
  const counted = results.map((result) => ('waived' in result ? 'warn' : result.status))
  return order.find((status) => counted.includes(status)) ?? 'skip'
}
