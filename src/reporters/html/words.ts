import type { Report, RootCause } from '../../report/report.ts'
import type { Status } from '../../run/result.ts'
import { MARKS, type Shown } from '../status-text.ts'
import { type Markup, markup } from './markup.ts'

/** What is shown in the order in which a reader wants it, each with the word for many. */
export const STATUSES = [
  ['fail', 'failed'],
  ['error', 'could not tell'],
  ['blocked', 'blocked'],
  ['warn', 'warned'],
  ['waived', 'waived'],
  ['pass', 'passed'],
  ['skip', 'skipped'],
] as const satisfies readonly (readonly [Shown, string])[]

/** Each verdict as a symbol and words, and the status whose colour it has. */
export const VERDICTS = {
  healthy: ['✓', 'Healthy', 'pass'],
  warnings: ['!', 'Healthy, with warnings', 'warn'],
  unhealthy: ['✗', 'Not healthy', 'fail'],
  undetermined: ['?', 'Could not tell', 'error'],
} as const satisfies Record<Report['verdict'], readonly [string, string, Status]>

/** Whose it is to mend, in words. */
export const OWNERS = {
  you: 'You',
  tonbo: 'Tonbo',
  provider: 'Your provider',
} as const satisfies Record<RootCause['owner'], string>

/** The symbol and the word of what is shown: `✗` and `FAIL`. */
export function mark(status: Shown): readonly [symbol: string, word: string] {
  const [symbol = '', word = ''] = MARKS[status][0].split(' ')
  return [symbol, word]
}

/** The same as a coloured label; the word is always there. */
export function label(status: Shown): Markup {
  const [symbol, word] = mark(status)
  return markup`<span class="label ${status}"><span aria-hidden="true">${symbol} </span>${word}</span>`
}

/** `1 check`, `6 checks`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
