import { areaOf } from '../id.ts'
import type { Report, ReportedCheck, RootCause } from '../report/report.ts'
import { visible } from '../visible.ts'
import { byArea } from './by-area.ts'
import { configuredBy, countsAs, waivedFor } from './configured.ts'
import { knownAs, reasonsOf } from './report-lines.ts'
import { facts } from './status-text.ts'
import { type Element, xml } from './xml.ts'

/**
 * A report as JUnit XML, the dialect of Ant and Jenkins: a suite an area, a case a check. What
 * concerns the run as a whole (it could not start, was interrupted, left undetermined what was
 * required) is an error in a suite of its own, so that no run passes that was not healthy. What is
 * waived passes, and is told in what the case wrote, as a warning is.
 */
export function junit(report: Report): string {
  const { startedAt, durationMs, doctor, checks } = report
  const areas = [...byArea(checks)].map(([area, of]) => ({
    area,
    cases: of.map((check) => caseOf(check, report)),
    took: tookOf(of),
  }))
  const reasons = reasonsOf(report)
  if (reasons.length > 0) areas.push({ area: 'run', cases: [caseOfRun(reasons)], took: 0 })
  const properties = [
    element('property', { name: 'version', value: doctor.version }),
    ...configuredBy(report).map((value) => element('property', { name: 'configuration', value })),
  ]
  const suites = areas.map(({ area, cases, took }, index) =>
    element(
      'testsuite',
      {
        name: area,
        id: index,
        package: 'artifacts-doctor',
        ...tally(cases),
        skipped: having(cases, 'skipped'),
        time: seconds(took),
        // Without a time zone and fractions, as Ant's schema wants it.
        timestamp: startedAt.replace(/\.\d+Z$/, ''),
        hostname: 'localhost',
      },
      element('properties', {}, ...properties),
      ...cases,
    ),
  )
  const all = areas.flatMap(({ cases }) => cases)
  const run = { name: 'artifacts-doctor', ...tally(all), time: seconds(durationMs) }
  return xml(element('testsuites', run, ...suites))
}

function caseOf(check: ReportedCheck, report: Report): Element {
  const { id } = check
  const time = seconds('durationMs' in check ? check.durationMs : 0)
  const named = (id: string) => {
    const root = report.rootCauses.find(({ checks }) => checks.includes(id))
    if (root === undefined) return id
    return `${id} (${root.cause}${root.waived === undefined ? '' : ', waived'})`
  }
  const of = (...children: Element[]) =>
    element('testcase', { name: id, classname: classname(id), time }, ...children)
  if ('waived' in check && check.waived !== undefined)
    return of(
      element('system-out', {}, `waived ${waivedFor(check.waived)}\n${causeText(check, report)}`),
    )
  switch (check.status) {
    case 'pass':
      return of()
    case 'warn':
      return of(element('system-out', {}, `warning: ${causeText(check, report)}`))
    case 'fail': {
      const title = rootOf(check, report)?.title ?? check.cause
      return of(
        element(
          'failure',
          { message: visible(title), type: check.cause },
          causeText(check, report),
        ),
      )
    }
    case 'error': {
      const reason = visible(check.reason)
      const seen = facts(check.evidence ?? {}, true)
      return of(element('error', { message: reason, type: 'could-not-tell' }, seen))
    }
    case 'blocked':
      return of(element('skipped', {}, `blocked by ${check.blockedBy.map(named).join(', ')}`))
    case 'skip':
      return of(element('skipped', {}, visible(check.reason)))
  }
}

function caseOfRun(reasons: readonly string[]): Element {
  const [message = ''] = reasons
  return element(
    'testcase',
    { name: 'run/determined', classname: classname('run/determined'), time: seconds(0) },
    element('error', { message, type: 'undetermined' }, reasons.join('\n')),
  )
}

/** A cause as a text: what is wrong, why, what was seen and what to do. */
function causeText(
  check: Extract<ReportedCheck, { status: 'warn' | 'fail' }>,
  report: Report,
): string {
  const root = rootOf(check, report)
  const seen = facts(check.evidence, true)
  const { alternatives = [], cause } = check
  return [
    `${visible(root?.title ?? check.title)} (${cause})`,
    ...(root === undefined
      ? []
      : [...countsAs(root).map((how) => `Counts: ${how}`), `Why: ${visible(root.why)}`]),
    ...(seen === '' ? [] : [`Seen: ${seen}`]),
    ...(root?.fix ?? []).flatMap(({ do: what, run }) => [
      `Do: ${visible(what)}`,
      ...(run === undefined ? [] : [`  ${visible(run)}`]),
    ]),
    ...(alternatives.length === 0 ? [] : [`Or: ${alternatives.join(', ')}`]),
    ...(root === undefined
      ? []
      : [`Docs: ${[visible(root.docs), knownAs(root)].filter(Boolean).join(' · ')}`]),
  ].join('\n')
}

const rootOf = (
  { cause }: { readonly cause: string },
  { rootCauses }: Report,
): RootCause | undefined => rootCauses.find((root) => root.cause === cause)

const element = (
  name: string,
  attributes: Element['attributes'] & object,
  ...children: (Element | string)[]
): Element => ({ name, attributes, children: children.filter((child) => child !== '') })

const having = (cases: readonly Element[], name: string): number =>
  cases.filter(({ children = [] }) =>
    children.some((child) => typeof child !== 'string' && child.name === name),
  ).length

const tally = (cases: readonly Element[]) => ({
  tests: cases.length,
  failures: having(cases, 'failure'),
  errors: having(cases, 'error'),
})

const classname = (id: string) => `artifacts-doctor.${areaOf(id)}`

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(3)

/** How long some checks took, from the start of the first to the end of the last. */
function tookOf(checks: readonly ReportedCheck[]): number {
  const ran = checks.flatMap((check) => ('startMs' in check ? [check] : []))
  if (ran.length === 0) return 0
  const start = Math.min(...ran.map(({ startMs }) => startMs))
  return Math.max(...ran.map(({ startMs, durationMs }) => startMs + durationMs)) - start
}
