import type { Evidence } from '../check.ts'
import { showDuration } from '../duration.ts'
import type { Report, RootCause } from '../report.ts'
import type { Result, Status } from '../result.ts'
import { visible } from '../visible.ts'
import { docsLine, labelled, stepLines } from './cause-text.ts'
import type { Look } from './index.ts'
import { type Paint, paint } from './paint.ts'

/** A word beside each symbol: nothing is told by colour or shape alone. */
const MARKS = {
  pass: ['✓ PASS', 'green'],
  warn: ['! WARN', 'yellow'],
  fail: ['✗ FAIL', 'red'],
  blocked: ['⊘ BLOCKED', 'magenta'],
  skip: ['- SKIP', 'dim'],
  error: ['? UNSURE', 'magenta'],
} as const satisfies Record<Status, readonly [string, string]>

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
    ...report.rootCauses.map((root) => rootBlock(root, report, ink)),
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
    value('backend') === 'byo' && bucket !== undefined ? `bucket ${bucket} at ${value('endpoint') ?? '?'}` : value('backend'),
    writes === undefined ? undefined : 'writes and removes one object of 100 bytes',
  ]
  return ink.hang('', facts.filter((fact) => fact !== undefined).join(' · '), 0)
}

function rootBlock(root: RootCause, report: Report, ink: Paint): string {
  const [mark, style] = MARKS[root.severity]
  const seen = report.checks.flatMap((result) =>
    root.checks.includes(result.id) && 'evidence' in result && result.evidence !== undefined ? [`${result.id}: ${facts(result.evidence)}`] : [],
  )
  const also = root.alternatives.length === 0 ? [] : [labelled(ink, 'Or', root.alternatives.join(', '))]
  const as = root.documentedAs === undefined ? [] : [labelled(ink, 'Known as', `${root.documentedAs.seen ?? ''} in the product's pages: ${root.documentedAs.cause}`.trim())]
  const blocks = root.unblocks.length === 0 ? [] : [labelled(ink, 'Blocks', root.unblocks.join(', '))]
  return [
    ink.hang(`${ink.style([style, 'bold'], mark)} `, `${ink.style('bold', root.title)}  ${ink.style('dim', root.cause)}`, 7),
    labelled(ink, 'Why', root.why),
    ...seen.map((line, index) => labelled(ink, index === 0 ? 'Seen' : '', line)),
    ...stepLines(ink, root.fix),
    ...also,
    ...as,
    ...blocks,
    docsLine(ink, root),
  ].join('\n')
}

function unsureBlock({ checks }: Report, ink: Paint): string {
  const [mark, style] = MARKS.error
  const lines = checks.flatMap((result) => (result.status === 'error' ? [labelled(ink, '', `${result.id}: ${visible(result.reason)}`)] : []))
  return [`${ink.style([style, 'bold'], mark)} ${ink.style('bold', 'Could not be told')}`, ...lines].join('\n')
}

/** The checks by area: a line for an area that is well, a row a check for one that is not. */
function areas({ checks }: Report, ink: Paint, { detail }: Look): string {
  const byArea = new Map<string, Result[]>()
  for (const result of checks) {
    const area = result.id.split('/')[0] ?? ''
    byArea.set(area, [...(byArea.get(area) ?? []), result])
  }
  return [...byArea].map(([area, results]) => areaLines(area, results, ink, detail)).join('\n')
}

function areaLines(area: string, results: readonly Result[], ink: Paint, detail: Look['detail']): string {
  const calm = results.every(({ status }) => status === 'pass' || status === 'skip')
  if (detail !== 'verbose' && calm) {
    const passed = results.filter(({ status }) => status === 'pass').length
    const reasons = new Set(results.flatMap((result) => (result.status === 'skip' ? [result.reason] : [])))
    const [mark, style] = passed > 0 ? MARKS.pass : MARKS.skip
    const counted = passed > 0 ? `${passed} passed` : ''
    const skipped = results.length > passed ? `${results.length - passed} skipped: ${visible([...reasons].join('; '))}` : ''
    return ink.hang(`${ink.style(style, mark)} ${area}`, [counted, skipped].filter((part) => part !== '').join(', '), 21 + (ink.style(style, mark).length - mark.length))
  }
  return results.map((result) => row(result, ink, detail)).join('\n')
}

function row(result: Result, ink: Paint, detail: Look['detail']): string {
  const [mark, style] = MARKS[result.status]
  const slow = 'durationMs' in result && (result.durationMs >= 1000 || detail === 'verbose') ? `  ${showDuration(result.durationMs)}` : ''
  const tries = 'attempts' in result && result.attempts > 1 ? `  ${result.attempts} attempts` : ''
  const said = `${result.id}  ${ink.style('dim', visible(result.title))}${remark(result)}${tries}${slow}`
  const lines = [`${ink.style(style, mark.padEnd(9))} ${said}`]
  if (detail === 'verbose' && 'evidence' in result && result.evidence !== undefined && Object.keys(result.evidence).length > 0) {
    lines.push(ink.hang('', facts(result.evidence), 12))
  }
  return lines.join('\n')
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

function footer({ verdict, summary, durationMs, undetermined = [], leftovers = [], interrupted }: Report, ink: Paint): string {
  const [mark, style] = VERDICTS[verdict]
  const names = { pass: 'passed', warn: 'warned', fail: 'failed', blocked: 'blocked', skip: 'skipped', error: 'unsure' }
  const counts = Object.entries(names).flatMap(([status, name]) => {
    const count = summary[status as Status]
    return count === 0 ? [] : [`${count} ${name}`]
  })
  const early = interrupted === undefined ? [] : [`interrupted by ${interrupted}: this is only a part`]
  return [
    ...undetermined.map((reason) => labelled(ink, '', visible(reason))),
    ...leftovers.map((name) => labelled(ink, '', `may be left behind: ${visible(name)}`)),
    ink.hang('', [ink.style([style, 'bold'], mark), ...early, counts.join(', '), showDuration(durationMs)].join(' · '), 0),
  ].join('\n')
}
