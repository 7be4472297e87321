import type { Catalogue, Cause, Step } from './catalogue.ts'
import { applies, fillStep } from './fill-step.ts'
import type { Plan } from './graph.ts'
import type { Result, Status, Waived } from './result.ts'
import { type Setting, type Settings, settingKeys } from './settings.ts'
import { type Verdict, verdictOf } from './verdict.ts'

/** A cause that a run found, with all that a reader needs to mend it. */
export interface RootCause {
  readonly cause: string
  readonly severity: 'fail' | 'warn'
  readonly checks: readonly string[]
  /** The checks that are blocked because of it. */
  readonly unblocks: readonly string[]
  readonly title: string
  readonly why: string
  readonly fix: readonly Step[]
  readonly docs: string
  readonly documented: boolean
  readonly documentedAs?: { readonly seen?: string; readonly cause: string }
  readonly transient: boolean
  readonly owner: Cause['owner']
  readonly alternatives: readonly string[]
  /** A waiver covers it wherever it was met: it fails no run. */
  readonly waived?: Waived
  /** Where the configuration says how severe it is, in place of the catalogue. */
  readonly severityFrom?: string
}

/** The configuration that counted: a file named with `--config`, or one that was found. */
export interface ReportedConfig {
  readonly path: string
  readonly source: '--config' | 'found'
  readonly profile?: string
}

/** A setting as a report shows it: a secret is only present. */
export type ShownSetting =
  | { readonly value: string; readonly source: string; readonly ignored?: string }
  | { readonly present: true; readonly source: string }

/** Everything a run found; the reporters only render it. */
export interface Report {
  readonly schema: 'artifacts-doctor/report/v1'
  readonly doctor: { readonly version: string }
  readonly startedAt: string
  readonly durationMs: number
  readonly verdict: Verdict
  readonly exitCode: number
  readonly config?: ReportedConfig
  readonly settings: Readonly<Record<string, ShownSetting>>
  readonly summary: Readonly<Record<Status, number>>
  readonly rootCauses: readonly RootCause[]
  /** What made the verdict `undetermined`, a sentence each; absent when nothing did. */
  readonly undetermined?: readonly string[]
  /** What the run was to write, and remove again. */
  readonly writes?: string
  /** What it wrote and could not remove. */
  readonly leftovers?: readonly string[]
  /** The signal that ended the run early. */
  readonly interrupted?: 'SIGINT' | 'SIGTERM'
  readonly checks: readonly ReportedCheck[]
}

/** What makes the exit code 1. */
export type FailOn = 'warn' | 'fail' | 'never'

/** A check as a report shows it: what became of it, and what it needed. */
export type ReportedCheck = Result & { readonly needs?: readonly string[] }

/** What a report is made of. */
export interface ReportInput {
  readonly results: readonly Result[]
  readonly plan: Plan
  readonly catalogue: Catalogue
  readonly settings: Settings
  readonly config?: ReportedConfig | undefined
  readonly version: string
  readonly startedAt: Date
  readonly durationMs: number
  readonly failOn: FailOn
  readonly offline: boolean
  readonly writes?: string
  readonly leftovers?: readonly string[]
  readonly interrupted?: 'SIGINT' | 'SIGTERM' | undefined
}

/** Makes a run's results into its report; the same results give the same report, in any timing. */
export function report(input: ReportInput): Report {
  const { results, catalogue, settings, config, writes, leftovers, interrupted } = input
  const { verdict, exitCode, undetermined } = verdictOf(input)
  return {
    schema: 'artifacts-doctor/report/v1',
    doctor: { version: input.version },
    startedAt: input.startedAt.toISOString(),
    durationMs: Math.round(input.durationMs),
    verdict,
    exitCode,
    ...(config === undefined ? {} : { config }),
    settings: shownSettings(settings),
    summary: summary(results),
    rootCauses: rootCauses(results, catalogue, settings),
    ...(undetermined.length === 0 ? {} : { undetermined }),
    ...(writes === undefined ? {} : { writes }),
    ...(leftovers === undefined ? {} : { leftovers }),
    ...(interrupted === undefined ? {} : { interrupted }),
    checks: results.map(reportedBy(input.plan)),
  }
}

/** What makes a result into a check as a report shows it. */
export function reportedBy({ checks }: Plan): (result: Result) => ReportedCheck {
  const needs = new Map(checks.map((check) => [check.id, check.needs ?? []]))
  return (result) => {
    const needed = needs.get(result.id) ?? []
    return needed.length === 0 ? result : { ...result, needs: needed }
  }
}

function summary(results: readonly Result[]): Record<Status, number> {
  const counts = { pass: 0, warn: 0, fail: 0, blocked: 0, skip: 0, error: 0 }
  for (const { status } of results) counts[status] += 1
  return counts
}

function shownSettings(settings: Settings): Record<string, ShownSetting> {
  const shown: Record<string, ShownSetting> = {}
  for (const key of settingKeys) {
    const setting: Setting | undefined = settings.values[key]
    if (setting === undefined) continue
    const { value, source, ignored } = setting
    shown[key] =
      value === undefined
        ? { present: true, source }
        : { value, source, ...(ignored === undefined ? {} : { ignored }) }
  }
  return shown
}

type Named = Extract<Result, { status: 'warn' | 'fail' }>

/** The causes found: what is waived last, fail before warn, a first cause before all, then what unblocks most. */
function rootCauses(
  results: readonly Result[],
  catalogue: Catalogue,
  settings: Settings,
): RootCause[] {
  const found = new Map<string, Named[]>()
  for (const result of results) {
    if (result.status !== 'fail' && result.status !== 'warn') continue
    found.set(result.cause, [...(found.get(result.cause) ?? []), result])
  }
  const rank = new Map(Object.keys(catalogue).map((id, index) => [id, index]))
  const weight = ({ cause, severity, waived }: RootCause) =>
    (waived === undefined ? 0 : 4) +
    (severity === 'fail' ? 0 : 2) +
    (catalogue[cause]?.first ? 0 : 1)
  return [...found]
    .flatMap(([id, named]) => {
      const cause = catalogue[id]
      return cause === undefined
        ? []
        : [rootCause(id, named, { cause, catalogue, results, settings })]
    })
    .sort(
      (a, b) =>
        weight(a) - weight(b) ||
        b.unblocks.length - a.unblocks.length ||
        (rank.get(a.cause) ?? 0) - (rank.get(b.cause) ?? 0),
    )
}

function rootCause(
  id: string,
  named: readonly Named[],
  {
    cause,
    catalogue,
    results,
    settings,
  }: Pick<ReportInput, 'catalogue' | 'results' | 'settings'> & { readonly cause: Cause },
): RootCause {
  const checks = named.map((result) => result.id)
  const unblocks = results.flatMap((result) =>
    result.status === 'blocked' && result.blockedBy.some((root) => checks.includes(root))
      ? [result.id]
      : [],
  )
  return {
    cause: id,
    severity: cause.warning ? 'warn' : 'fail',
    checks,
    unblocks,
    title: cause.title,
    why: cause.why,
    fix: steps(cause, named, settings),
    docs: cause.docs,
    documented: cause.documented,
    ...documentedAs(cause, catalogue),
    transient: cause.transient ?? false,
    owner: cause.owner,
    alternatives: [...new Set(named.flatMap((result) => result.alternatives ?? []))],
    ...waivedBy(named),
    ...(cause.severityFrom === undefined ? {} : { severityFrom: cause.severityFrom }),
  }
}

/** A root is waived where every check that named it is; the waiver that ends first is told. */
function waivedBy(named: readonly Named[]): Pick<RootCause, 'waived'> {
  const waivers = named.flatMap(({ waived }) => waived ?? [])
  const [first] = waivers.sort((a, b) => a.until.localeCompare(b.until))
  return first === undefined || waivers.length < named.length ? {} : { waived: first }
}

/** The documented cause that a finer one is a case of, and the code that its documentation shows. */
export function documentedAs(
  { refines }: Cause,
  catalogue: Catalogue,
): Pick<RootCause, 'documentedAs'> {
  if (refines === undefined) return {}
  const seen = catalogue[refines]?.match?.find((match) => 'code' in match)?.code
  return { documentedAs: { ...(seen === undefined ? {} : { seen }), cause: refines } }
}

/** The steps of a cause, filled in and given once for each peer it was met at. */
function steps(cause: Cause, named: readonly Named[], settings: Settings): Step[] {
  const filled = named.flatMap(({ evidence }) =>
    cause.fix
      .filter((step) => applies(step, evidence))
      .map((step) => fillStep(step, evidence, settings)),
  )
  const known = new Set<string>()
  return filled.filter((step) => {
    const key = `${step.do}\n${step.run ?? ''}`
    return known.size !== known.add(key).size
  })
}
