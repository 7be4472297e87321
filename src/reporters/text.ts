import { showDuration } from '../duration.ts'
import type { Report, RootCause } from '../report/report.ts'
import { visible } from '../visible.ts'
import { areas } from './areas-text.ts'
import { docsLine, INDENT, labelled, stepLines } from './cause-text.ts'
import { configuredBy, countsAs, waivedFor } from './configured.ts'
import type { Look } from './look.ts'
import { type Paint, paint } from './paint.ts'
import { knownAs, leftBehind, seenOf, subjectOf } from './report-lines.ts'
import { counts, MARKS, shownAs, VERDICTS } from './status-text.ts'

/** How many steps are shown; `explain` shows them all. */
const STEPS = 3

/** A report for a person: what is wrong and what to type first, then every area in a line or more. */
export function text(report: Report, look: Look): string {
  const ink = paint(look.colour, look.columns)
  const blocks = [
    header(report, ink),
    ...report.rootCauses.map((root) => rootBlock(root, report, ink, look)),
    ...(report.checks.some(({ status }) => status === 'error') ? [unsureBlock(report, ink)] : []),
    ...(look.detail === 'quiet' ? [] : [areas(report, ink, look)]),
    footer(report, ink),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function header(report: Report, ink: Paint): string {
  const { doctor, writes } = report
  const facts = [
    `artifacts-doctor ${doctor.version}`,
    ...subjectOf(report),
    ...ignoredBy(report),
    ...(writes === undefined ? [] : [`writes and removes ${short(writes)}`]),
    ...configuredBy(report),
  ]
  return ink.hang('', facts.join(' · '), 0)
}

/** What was set, and does not count: whoever set it believes that it does. */
function ignoredBy({ settings }: Report): string[] {
  const { backend } = settings
  if (backend === undefined || !('value' in backend) || backend.value !== 'byo') return []
  return Object.entries(settings).flatMap(([key, setting]) =>
    'ignored' in setting && setting.ignored !== undefined
      ? [visible(`${key} ${setting.value} (ignored: ${setting.ignored})`)]
      : [],
  )
}

/** The bucket stands beside it already. */
function short(writes: string): string {
  return visible(writes).replace(/ under s3:\S+$/, '')
}

function rootBlock(root: RootCause, report: Report, ink: Paint, { detail }: Look): string {
  const [mark, style] = MARKS[shownAs(root)]
  const seen = seenOf(root, report, detail === 'verbose')
  const also =
    root.alternatives.length === 0 ? [] : [labelled(ink, 'Or', root.alternatives.join(', '))]
  const blocks =
    root.unblocks.length === 0 ? [] : [labelled(ink, 'Blocks', root.unblocks.join(', '))]
  return [
    ink.hang(
      ink.style([style, 'bold'], mark),
      `${ink.style('bold', visible(root.title))}  ${ink.style('dim', root.cause)}`,
      INDENT,
    ),
    ...waiverLines(root, ink),
    labelled(ink, 'Why', visible(root.why)),
    ...seen.map((line, index) => labelled(ink, index === 0 ? 'Seen' : '', line)),
    ...stepLines(ink, root.fix.slice(0, detail === 'verbose' ? undefined : STEPS)),
    ...(root.fix.length > STEPS && detail !== 'verbose'
      ? [labelled(ink, '', `more: artifacts-doctor explain ${root.cause}`)]
      : []),
    ...also,
    ...blocks,
    docsLine(ink, root, knownAs(root)),
  ].join('\n')
}

/** What the configuration says of a root, before anything else is said of it. */
function waiverLines(root: RootCause, ink: Paint): string[] {
  return [
    ...(root.waived === undefined ? [] : [labelled(ink, 'Waived', waivedFor(root.waived))]),
    ...countsAs(root).map((how) => labelled(ink, 'Counts', how)),
  ]
}

function unsureBlock({ checks }: Report, ink: Paint): string {
  const [mark, style] = MARKS.error
  const lines = checks.flatMap((result) =>
    result.status === 'error' ? [labelled(ink, '', `${result.id}: ${visible(result.reason)}`)] : [],
  )
  return [
    `${ink.style([style, 'bold'], mark)} ${ink.style('bold', 'Could not be told')}`,
    ...lines,
  ].join('\n')
}

function footer(report: Report, ink: Paint): string {
  const { verdict, checks, durationMs, undetermined = [], interrupted } = report
  // Checks that could not tell stand above, with their reasons.
  const reasons =
    verdict === 'undetermined' ? undetermined.filter((why) => !why.endsWith(' could not tell')) : []
  const [mark, style] = VERDICTS[verdict]
  const early =
    interrupted === undefined ? [] : [`interrupted by ${interrupted}: this is only a part`]
  return [
    ...reasons.map((reason) => labelled(ink, '', visible(reason))),
    ...leftBehind(report).map((line) => labelled(ink, '', line)),
    ink.hang(
      '',
      [ink.style([style, 'bold'], mark), ...early, counts(checks), showDuration(durationMs)]
        .filter((part) => part !== '')
        .join(' · '),
      0,
    ),
  ].join('\n')
}
