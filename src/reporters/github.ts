import { showDuration } from '../duration.ts'
import type { Report, RootCause } from '../report/report.ts'
import { visible } from '../visible.ts'
import { bearingOf, configuredBy, waivedFor } from './configured.ts'
import { leftBehind, reasonsOf, seenOf } from './report-lines.ts'
import { counts, VERDICTS } from './status-text.ts'

/** How many annotations of a kind GitHub shows for a step. */
const MOST = 10

/**
 * A report as annotations of GitHub Actions: an error or a warning for each of the first ten root
 * causes, and a notice with the verdict. What is waived has no annotation of its own: the notice
 * tells it.
 */
export function github(report: Report): string {
  const counted = report.rootCauses.filter(({ waived }) => waived === undefined)
  const shown = counted.slice(0, MOST)
  const lines = [
    ...shown.map((root) =>
      command(root.severity === 'fail' ? 'error' : 'warning', root.title, message(root, report)),
    ),
    command('notice', VERDICTS[report.verdict][0], verdict(report, counted.length - shown.length)),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

function message(root: RootCause, report: Report): string {
  const [first] = root.fix
  return [
    `${root.cause}: ${root.why}`,
    ...bearingOf(root),
    ...seenOf(root, report).map((line) => `Seen: ${line}`),
    ...(first === undefined ? [] : [`Do: ${first.do}`]),
    ...(first?.run === undefined ? [] : [first.run]),
    ...(root.unblocks.length === 0 ? [] : [`Blocks: ${root.unblocks.join(', ')}`]),
    root.docs,
  ].join('\n')
}

function verdict(report: Report, more: number): string {
  const { checks, durationMs, doctor } = report
  const unsure = checks.flatMap((check) =>
    check.status === 'error' ? [`${check.id}: ${check.reason}`] : [],
  )
  const counted = checks.length === 0 ? [] : [counts(checks)]
  return [
    [...counted, showDuration(durationMs), `artifacts-doctor ${doctor.version}`].join(' · '),
    ...(more === 0 ? [] : [`${more} more causes: see the report`]),
    ...configuredBy(report),
    ...report.rootCauses.flatMap(({ waived, cause, title }) =>
      waived === undefined ? [] : [`Waived ${waivedFor(waived)} (${cause}: ${title})`],
    ),
    ...reasonsOf(report),
    ...unsure.map((line) => `Could not tell: ${line}`),
    ...leftBehind(report),
  ].join('\n')
}

/**
 * One workflow command, escaped as actions/toolkit does (packages/core, command.ts), so that no
 * text ends it or begins another one.
 */
function command(kind: 'error' | 'warning' | 'notice', title: string, message: string): string {
  const lines = message.split('\n').map(visible).join('\n')
  const property = escaped(`artifacts-doctor: ${visible(title)}`)
    .replace(/:/g, '%3A')
    .replace(/,/g, '%2C')
  return `::${kind} title=${property}::${escaped(lines)}`
}

function escaped(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
}
