import { showDuration } from '../duration.ts'
import type { Report, ReportedCheck, RootCause } from '../report/report.ts'
import { visible } from '../visible.ts'
import { byArea } from './by-area.ts'
import { OWNERS } from './cause-text.ts'
import { bearingOf, configuredBy, waivedFor } from './configured.ts'
import type { Look } from './look.ts'
import { cell, code, link, prose, steps } from './markdown-escape.ts'
import { knownAs, leftBehind, reasonsOf, seenOf, subjectOf } from './report-lines.ts'
import { counts, facts, MARKS, shownAs, VERDICTS, worst } from './status-text.ts'

/**
 * A report for a comment or the summary of a job, in GitHub's Markdown: the verdict, what is
 * wrong and what to type, the areas in a table; every check and setting folded away.
 */
export function markdown(report: Report, look: Pick<Look, 'detail'>): string {
  const { checks } = report
  const unsure = checks.flatMap((check) =>
    check.status === 'error' ? [`- ${code(check.id)}: ${prose(check.reason)}`] : [],
  )
  const blocks = [
    // Whoever comments again and again finds its own comment by this line.
    '<!-- artifacts-doctor -->',
    head(report),
    ...report.rootCauses.map((root) => rootBlock(root, report, look)),
    ...(unsure.length === 0 ? [] : [`#### ${MARKS.error[0]} Could not be told`, unsure.join('\n')]),
    ...(look.detail === 'quiet' || checks.length === 0 ? [] : [areas(report), everyCheck(report)]),
    ...(look.detail === 'quiet' || Object.keys(report.settings).length === 0
      ? []
      : [settings(report)]),
  ]
  return `${blocks.join('\n\n')}\n`
}

function head(report: Report): string {
  const { doctor, verdict, checks, durationMs, writes } = report
  const about = [
    `artifacts-doctor ${doctor.version}`,
    ...subjectOf(report).map(code),
    counts(checks),
    showDuration(durationMs),
    ...configuredBy(report, code),
    ...(writes === undefined ? [] : ['wrote and removed one object of 100 bytes']),
  ]
  const notes = [...reasonsOf(report), ...leftBehind(report)]
  return [
    `### ${VERDICTS[verdict][0]}`,
    about.filter((part) => part !== '').join(' · '),
    ...(notes.length === 0 ? [] : [notes.map((note) => `- ${prose(note)}`).join('\n')]),
  ].join('\n\n')
}

function rootBlock(root: RootCause, report: Report, { detail }: Pick<Look, 'detail'>): string {
  const seen = seenOf(root, report, detail === 'verbose')
  const { alternatives, unblocks, owner } = root
  const also = [
    ...(alternatives.length === 0 ? [] : [`Or: ${alternatives.map(code).join(', ')}`]),
    ...(unblocks.length === 0 ? [] : [`Blocks: ${unblocks.map(code).join(', ')}`]),
    [
      link('Documentation', root.docs),
      ...[knownAs(root), OWNERS[owner]].filter(Boolean).map(prose),
    ].join(' · '),
  ]
  return [
    `#### ${MARKS[shownAs(root)][0]} ${prose(root.title)} (${code(root.cause)})`,
    ...bearingOf(root).map(prose),
    prose(root.why),
    ...(seen.length === 0 ? [] : [seen.map((line) => `- Seen: ${code(line)}`).join('\n')]),
    steps(root.fix),
    also.join('  \n'),
  ].join('\n\n')
}

function areas({ checks }: Report): string {
  return table(
    ['Area', 'Status', 'Checks'],
    [...byArea(checks)].map(([area, of]) => [area, MARKS[worst(of)][0], counts(of)]),
  )
}

function everyCheck({ checks }: Report): string {
  const rows = checks.map((check) => [cell(check.id), MARKS[shownAs(check)][0], remark(check)])
  return folded(`Every check (${checks.length})`, table(['Check', 'Status', 'Found'], rows))
}

function remark(check: ReportedCheck): string {
  switch (check.status) {
    case 'pass':
    case 'warn':
    case 'fail': {
      const seen = facts(check.evidence)
      const cause = 'cause' in check ? [cell(check.cause)] : []
      const waived =
        'waived' in check && check.waived !== undefined ? [prose(waivedFor(check.waived))] : []
      return [...cause, ...waived, ...(seen === '' ? [] : [cell(seen)])].join(' ')
    }
    case 'blocked':
      return `by ${check.blockedBy.map(cell).join(', ')}`
    case 'skip':
    case 'error':
      return prose(check.reason)
  }
}

function settings(report: Report): string {
  const rows = Object.entries(report.settings).map(([key, setting]) => [
    cell(key),
    'value' in setting ? cell(setting.value) : 'present',
    `${cell(setting.source)}${'ignored' in setting ? ` (ignored: ${cell(setting.ignored ?? '')})` : ''}`,
  ])
  return folded('Settings', table(['Setting', 'Value', 'From'], rows))
}

/** The cells are Markdown already. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function folded(summary: string, text: string): string {
  return `<details>\n<summary>${visible(summary)}</summary>\n\n${text}\n\n</details>`
}
