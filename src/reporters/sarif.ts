import { createHash } from 'node:crypto'
import type {
  ConfigurationOverride,
  Invocation,
  Log,
  Notification,
  ReportingDescriptor,
  Result as SarifResult,
  Suppression,
} from 'sarif'
import { areaOf } from '../id.ts'
import type { Report, RootCause } from '../report/report.ts'
import { visible } from '../visible.ts'
import { bearingOf } from './configured.ts'
import { link, prose, steps } from './markdown-escape.ts'
import { knownAs, leftBehind, reasonsOf, seenOf } from './report-lines.ts'
import { safeJson } from './safe-json.ts'

/**
 * Where code scanning shows what was found: it takes no result without a file of the repository,
 * and what a doctor finds stands in none. Of all files, its own configuration is the nearest.
 */
const PLACE = 'artifacts-doctor.config.yaml'

const LEVELS = { fail: 'error', warn: 'warning' } as const

/** The severity that a cause would have if the configuration did not say otherwise. */
const OTHER = { fail: 'warn', warn: 'fail' } as const

/** A report as SARIF 2.1.0 (docs.oasis-open.org/sarif): a rule and a result for each root cause. */
export function sarif(report: Report): string {
  const { rootCauses, doctor } = report
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'artifacts-doctor',
            version: doctor.version,
            semanticVersion: doctor.version,
            informationUri: 'https://github.com/tonbo-io/artifacts-doctor',
            rules: rootCauses.map(rule),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [invocation(report)],
        results: rootCauses.map((root, index) => result(root, index, report)),
        properties: {
          verdict: report.verdict,
          summary: report.summary,
          ...(report.config === undefined ? {} : { config: report.config }),
        },
      },
    ],
  }
  return `${safeJson(log, 2)}\n`
}

function rule(root: RootCause): ReportingDescriptor {
  const { cause, severity, severityFrom, title, why, fix, docs, transient, owner } = root
  const text = fix.map(
    ({ do: what, run }, index) =>
      `${index + 1}. ${visible(what)}${run === undefined ? '' : `\n   ${visible(run)}`}`,
  )
  return {
    id: cause,
    shortDescription: { text: visible(title) },
    fullDescription: { text: visible(why) },
    help: {
      text: [visible(why), '', ...text, '', `Documentation: ${visible(docs)}`].join('\n'),
      markdown: [prose(why), steps(fix), link('Documentation', docs)].join('\n\n'),
    },
    ...(URL.canParse(docs) ? { helpUri: new URL(docs).href } : {}),
    defaultConfiguration: {
      level: LEVELS[severityFrom === undefined ? severity : OTHER[severity]],
    },
    properties: {
      'problem.severity': LEVELS[severity],
      tags: [areaOf(cause), `owner/${owner}`, ...(transient ? ['transient'] : [])],
    },
  }
}

function result(root: RootCause, ruleIndex: number, report: Report): SarifResult {
  const { cause, severity, severityFrom, title, fix, checks, unblocks, alternatives } = root
  const [first] = fix
  const sentences = [
    `${title}.`,
    ...bearingOf(root).map((line) => `${line}.`),
    ...seenOf(root, report).map((line) => `Seen: ${line}.`),
    ...(first === undefined
      ? []
      : [`Do: ${first.do}${first.run === undefined ? '' : `: ${first.run}`}`]),
    ...(root.documentedAs === undefined ? [] : [`(${knownAs(root)})`]),
  ]
  const fingerprint = fingerprintOf(root, report)
  return {
    ruleId: cause,
    ruleIndex,
    kind: 'fail',
    level: LEVELS[severity],
    message: { text: sentences.map(plain).join('\n') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: PLACE, uriBaseId: '%SRCROOT%' },
          region: { startLine: 1 },
        },
        logicalLocations: checks.map((id) => ({ fullyQualifiedName: id, kind: 'check' })),
      },
    ],
    // The second is the one that code scanning looks at.
    partialFingerprints: {
      'artifactsDoctor/v1': fingerprint,
      primaryLocationLineHash: `${fingerprint.slice(0, 16)}:1`,
    },
    suppressions: suppressions(root),
    properties: {
      checks,
      unblocks,
      alternatives,
      ...(severityFrom === undefined ? {} : { severityFrom }),
    },
  }
}

/** A waiver; where there is none, an empty list says that it was looked for (SARIF § 3.27.23). */
function suppressions({ waived }: RootCause): Suppression[] {
  if (waived === undefined) return []
  const { reason, until } = waived
  return [{ kind: 'external', justification: visible(reason), properties: { until } }]
}

/** The rules that are more or less severe here than by the catalogue (SARIF § 3.20.5). */
function overrides({ rootCauses }: Report): ConfigurationOverride[] {
  return rootCauses.flatMap(({ cause, severity, severityFrom }, index) =>
    severityFrom === undefined
      ? []
      : [{ configuration: { level: LEVELS[severity] }, descriptor: { id: cause, index } }],
  )
}

/** The same for the same cause at the same target, in whichever run and on whichever machine. */
function fingerprintOf({ cause }: RootCause, { settings }: Report): string {
  const target = ['workspace', 'backend', 'endpoint', 'bucket', 'prefix'].map((key) => {
    const setting = settings[key]
    return setting !== undefined && 'value' in setting ? setting.value : ''
  })
  return createHash('sha256')
    .update(JSON.stringify([cause, ...target]))
    .digest('hex')
}

function invocation(report: Report): Invocation {
  const { startedAt, durationMs, exitCode, interrupted, checks } = report
  const about = (text: string, level: Notification['level'], check?: string): Notification => ({
    level,
    message: { text: plain(text) },
    ...(check === undefined ? {} : { properties: { check } }),
  })
  const notifications = [
    ...reasonsOf(report).map((reason) => about(reason, 'error')),
    ...checks.flatMap((check) =>
      check.status === 'error' ? [about(`${check.id}: ${check.reason}`, 'error', check.id)] : [],
    ),
    ...leftBehind(report).map((text) => about(text, 'warning')),
  ]
  const overridden = overrides(report)
  return {
    executionSuccessful: exitCode === 0 || exitCode === 1,
    exitCode,
    startTimeUtc: startedAt,
    endTimeUtc: new Date(Date.parse(startedAt) + durationMs).toISOString(),
    ...(interrupted === undefined
      ? {}
      : { exitSignalName: interrupted, exitSignalNumber: interrupted === 'SIGINT' ? 2 : 15 }),
    ...(overridden.length === 0 ? {} : { ruleConfigurationOverrides: overridden }),
    ...(notifications.length === 0 ? {} : { toolExecutionNotifications: notifications }),
  }
}

/** A stranger's text in a message: brackets would be a link in it (SARIF § 3.11.6). */
function plain(text: string): string {
  return visible(text).replace(/[\\[\]]/g, '\\$&')
}
