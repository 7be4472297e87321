import type { Evidence } from '../check.ts'
import { showDuration } from '../duration.ts'
import type { Report, RootCause } from '../report.ts'
import type { Result, Status } from '../result.ts'
import { visible } from '../visible.ts'
import { docsLine, INDENT, labelled, stepLines } from './cause-text.ts'
import type { Look } from './index.ts'
import { type Paint, paint } from './paint.ts'

/** What only a check that ran carries. */
type Ran = Partial<
  Pick<Extract<Result, { status: 'pass' }>, 'durationMs' | 'attempts' | 'evidence'>
>

/** A word beside each symbol: nothing is told by colour or shape alone. */
const MARKS = {
  pass: ['✓ PASS', 'green'],
  warn: ['! WARN', 'yellow'],
  fail: ['✗ FAIL', 'red'],
  blocked: ['⊘ BLOCK', 'magenta'],
  skip: ['- SKIP', 'dim'],
  error: ['? UNSURE', 'magenta'],
} as const satisfies Record<Status, readonly [string, string]>

/** How many steps a screen has room for; `explain` shows them all. */
const STEPS = 3

/** The statuses in the order in which they are counted. */
const COUNTED: readonly (readonly [Status, string])[] = [
  ['pass', 'passed'],
  ['warn', 'warned'],
  ['fail', 'failed'],
  ['blocked', 'blocked'],
  ['skip', 'skipped'],
  ['error', 'unsure'],
]

const VERDICTS = {
  healthy: ['✓ HEALTHY', 'green'],
  warnings: ['! HEALTHY, WITH WARNINGS', 'yellow'],
  unhealthy: ['✗ NOT HEALTHY', 'red'],
  undetermined: ['? COULD NOT TELL', 'magenta'],
} as const

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

function header({ doctor, settings, writes }: Report, ink: Paint): string {
  const value = (key: string) => {
    const setting = settings[key]
    return setting !== undefined && 'value' in setting ? visible(setting.value) : undefined
  }
  const bucket = value('bucket')
  const facts = [
    `artifacts-doctor ${doctor.version}`,
    value('workspace'),
    value('intent') === undefined ? undefined : `for ${value('intent')}`,
    value('backend') === 'byo' && bucket !== undefined
      ? `bucket ${bucket} at ${value('endpoint') ?? '?'}`
      : value('backend'),
    writes === undefined ? undefined : 'writes and removes one object of 100 bytes',
  ]
  return ink.hang('', facts.filter((fact) => fact !== undefined).join(' · '), 0)
}

function rootBlock(root: RootCause, report: Report, ink: Paint, { detail }: Look): string {
  const [mark, style] = MARKS[root.severity]
  const seen = report.checks.flatMap((result) => {
    if (!root.checks.includes(result.id) || !('evidence' in result)) return []
    const said = facts(result.evidence ?? {})
    return said === '' ? [] : [`${result.id}: ${said}`]
  })
  const also =
    root.alternatives.length === 0 ? [] : [labelled(ink, 'Or', root.alternatives.join(', '))]
  const blocks =
    root.unblocks.length === 0 ? [] : [labelled(ink, 'Blocks', root.unblocks.join(', '))]
  const { seen: code, cause } = root.documentedAs ?? {}
  const knownAs =
    cause === undefined
      ? ''
      : `documented as ${cause}${code === undefined ? '' : ` (${visible(code)})`}`
  return [
    ink.hang(
      ink.style([style, 'bold'], mark),
      `${ink.style('bold', root.title)}  ${ink.style('dim', root.cause)}`,
      INDENT,
    ),
    labelled(ink, 'Why', root.why),
    ...seen.map((line, index) => labelled(ink, index === 0 ? 'Seen' : '', line)),
    ...stepLines(ink, root.fix.slice(0, detail === 'verbose' ? undefined : STEPS)),
    ...(root.fix.length > STEPS && detail !== 'verbose'
      ? [labelled(ink, '', `more: artifacts-doctor explain ${root.cause}`)]
      : []),
    ...also,
    ...blocks,
    docsLine(ink, root, knownAs),
  ].join('\n')
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

/** The checks by area, a line each; with `--verbose`, every check with its evidence. */
function areas({ checks, rootCauses }: Report, ink: Paint, { detail }: Look): string {
  if (detail === 'verbose') return checks.map((result) => row(result, ink)).join('\n')
  const byArea = new Map<string, Result[]>()
  for (const result of checks) {
    const area = result.id.split('/')[0] ?? ''
    byArea.set(area, [...(byArea.get(area) ?? []), result])
  }
  const lines = [...byArea].map(([area, results]) => ({ area, results, status: worst(results) }))
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

function areaLine(status: Status, said: string, ink: Paint): string {
  const [mark, style] = MARKS[status]
  return ink.hang(ink.style(style, mark), said, INDENT)
}

/** What an area is called by: its worst check; a skip only where nothing else is. */
function worst(results: readonly Result[]): Status {
  const order: readonly Status[] = ['fail', 'error', 'blocked', 'warn', 'pass', 'skip']
  return order.find((status) => results.some((result) => result.status === status)) ?? 'skip'
}

function tally(results: readonly Result[]): string {
  const reasons = new Set(
    results.flatMap((result) => (result.status === 'skip' ? [visible(result.reason)] : [])),
  )
  const counts = COUNTED.flatMap(([status, name]) => {
    const count = results.filter((result) => result.status === status).length
    const why = status === 'skip' ? ` (${[...reasons].join('; ')})` : ''
    return count === 0 ? [] : [`${count} ${name}${why}`]
  })
  return counts.join(', ')
}

function row(result: Result, ink: Paint): string {
  const [mark, style] = MARKS[result.status]
  const { durationMs, attempts = 1, evidence = {} } = result as Ran
  const slow = durationMs === undefined ? '' : `  ${showDuration(durationMs)}`
  const tries = attempts > 1 ? `  ${attempts} attempts` : ''
  const said = `${result.id}  ${ink.style('dim', visible(result.title))}${remark(result)}${tries}${slow}`
  const shown = facts(evidence)
  const first = ink.hang(ink.style(style, mark), said, INDENT)
  return shown === '' ? first : `${first}\n${ink.hang('', shown, INDENT + 2)}`
}

function remark(result: Result): string {
  switch (result.status) {
    case 'pass':
      return ''
    case 'warn':
    case 'fail':
      return `  ${result.cause}`
    case 'blocked':
      return `  by ${result.blockedBy.join(', ')}`
    case 'skip':
    case 'error':
      return `  ${visible(result.reason)}`
  }
}

function facts(evidence: Evidence): string {
  return Object.entries(evidence)
    .map(([name, value]) => `${name} ${visible(String(value))}`)
    .join(', ')
}

function footer(report: Report, ink: Paint): string {
  const { verdict, checks, durationMs, undetermined = [], leftovers = [], interrupted } = report
  // Checks that could not tell stand above, with their reasons.
  const reasons =
    verdict === 'undetermined' ? undetermined.filter((why) => !why.endsWith(' could not tell')) : []
  const [mark, style] = VERDICTS[verdict]
  const early =
    interrupted === undefined ? [] : [`interrupted by ${interrupted}: this is only a part`]
  const counts = COUNTED.flatMap(([status, name]) => {
    const count = checks.filter((result) => result.status === status).length
    return count === 0 ? [] : [`${count} ${name}`]
  })
  return [
    ...reasons.map((reason) => labelled(ink, '', visible(reason))),
    ...leftovers.map((name) => labelled(ink, '', `may be left behind: ${visible(name)}`)),
    ink.hang(
      '',
      [
        ink.style([style, 'bold'], mark),
        ...early,
        counts.join(', '),
        showDuration(durationMs),
      ].join(' · '),
      0,
    ),
  ].join('\n')
}
