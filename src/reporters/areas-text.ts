import { showDuration } from '../duration.ts'
import type { Report } from '../report/report.ts'
import type { Result } from '../run/result.ts'
import { visible } from '../visible.ts'
import { byArea } from './by-area.ts'
import { INDENT } from './cause-text.ts'
import { waivedFor } from './configured.ts'
import type { Look } from './look.ts'
import type { Paint } from './paint.ts'
import { counts, facts, MARKS, type Shown, shownAs, worst } from './status-text.ts'

/** What only a check that ran carries. */
type Ran = Partial<
  Pick<Extract<Result, { status: 'pass' }>, 'durationMs' | 'attempts' | 'evidence'>
>

/** The checks by area, a line each; with `--verbose`, every check with its evidence. */
export function areas({ checks, rootCauses }: Report, ink: Paint, { detail }: Look): string {
  if (detail === 'verbose') return checks.map((result) => row(result, ink)).join('\n')
  const lines = [...byArea(checks)].map(([area, results]) => ({
    area,
    results,
    status: worst(results),
  }))
  // Below what is wrong, what is well is told in one line.
  const well =
    rootCauses.length === 0
      ? []
      : lines.filter(({ results }) => results.every(({ status }) => status === 'pass'))
  const rest = lines.filter((line) => !well.includes(line))
  const together = well.map(({ area, results }) => `${area} ${results.length}`).join(', ')
  return [
    ...(well.length === 0 ? [] : [areaLine('pass', together, ink)]),
    ...rest.map(({ area, results, status }) => areaLine(status, `${area}: ${tally(results)}`, ink)),
  ].join('\n')
}

function areaLine(status: Shown, text: string, ink: Paint): string {
  const [mark, style] = MARKS[status]
  return ink.hang(ink.style(style, mark), text, INDENT)
}

/** The counts of an area, with the reasons of what was skipped. */
function tally(results: readonly Result[]): string {
  const reasons = new Set(
    results.flatMap((result) => (result.status === 'skip' ? [visible(result.reason)] : [])),
  )
  return counts(results, (shown) => (shown === 'skip' ? ` (${[...reasons].join('; ')})` : ''))
}

function row(result: Result, ink: Paint): string {
  const [mark, style] = MARKS[shownAs(result)]
  const { durationMs, attempts = 1, evidence = {} } = result as Ran
  const slow = durationMs === undefined ? '' : `  ${showDuration(durationMs)}`
  const tries = attempts > 1 ? `  ${attempts} attempts` : ''
  const text = `${result.id}  ${ink.style('dim', visible(result.title))}${remark(result)}${tries}${slow}`
  const shown = facts(evidence, true)
  const first = ink.hang(ink.style(style, mark), text, INDENT)
  return shown === '' ? first : `${first}\n${ink.hang('', shown, INDENT + 2)}`
}

function remark(result: Result): string {
  switch (result.status) {
    case 'pass':
      return ''
    case 'warn':
    case 'fail':
      return `  ${result.cause}${result.waived === undefined ? '' : ` ${waivedFor(result.waived)}`}`
    case 'blocked':
      return `  by ${result.blockedBy.join(', ')}`
    case 'skip':
    case 'error':
      return `  ${visible(result.reason)}`
  }
}
