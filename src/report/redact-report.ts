import type { Evidence } from '../check.ts'
import type { Waived } from '../run/result.ts'
import { type Redactor, redactStrings } from '../secrets/redactor.ts'
import type { Report, ReportedCheck } from './report.ts'

/**
 * A report without secrets, before it is laid out: one that is broken over two lines could no longer
 * be recognised. The doctor's own words (ids, statuses, titles) stay, whatever a password may be.
 */
export function redactReport(report: Report, redact: Redactor): Report {
  const clean: Clean = (value) => redactStrings(value, redact)
  const { settings, rootCauses, undetermined, writes, leftovers, checks, config } = report
  return {
    ...report,
    settings: Object.fromEntries(
      Object.entries(settings).map(([key, setting]) => [
        key,
        'value' in setting
          ? { ...setting, ...clean({ value: setting.value }), ...ignored(setting, clean) }
          : setting,
      ]),
    ),
    ...(config === undefined ? {} : { config: { ...config, path: clean(config.path) } }),
    rootCauses: rootCauses.map((root) => ({
      ...root,
      fix: clean(root.fix),
      ...waivedOf(root, clean),
      ...(root.severityFrom === undefined ? {} : { severityFrom: clean(root.severityFrom) }),
    })),
    ...(undetermined === undefined ? {} : { undetermined: clean(undetermined) }),
    ...(writes === undefined ? {} : { writes: clean(writes) }),
    ...(leftovers === undefined ? {} : { leftovers: clean(leftovers) }),
    checks: checks.map((check) => redactCheck(check, redact)),
  }
}

type Clean = <T>(value: T) => T

/** One check of a report without secrets, as `redactReport` leaves it. */
export function redactCheck(check: ReportedCheck, redact: Redactor): ReportedCheck {
  const clean: Clean = (value) => redactStrings(value, redact)
  switch (check.status) {
    case 'pass':
      return { ...check, evidence: shortened(clean(check.evidence)) }
    case 'warn':
    case 'fail':
      return { ...check, evidence: shortened(clean(check.evidence)), ...waivedOf(check, clean) }
    case 'error':
      return {
        ...check,
        reason: cut(clean(check.reason), LONGEST_REASON),
        ...(check.evidence === undefined ? {} : { evidence: shortened(clean(check.evidence)) }),
      }
    case 'skip':
      return { ...check, reason: clean(check.reason) }
    case 'blocked':
      return check
  }
}

function waivedOf({ waived }: { readonly waived?: Waived }, clean: Clean) {
  return waived === undefined ? {} : { waived: { ...waived, reason: clean(waived.reason) } }
}

function ignored(setting: { readonly ignored?: string }, clean: Clean) {
  return setting.ignored === undefined ? {} : { ignored: clean(setting.ignored) }
}

const LONGEST_FACT = 300
/** A reason is a sentence, which may quote a server. */
const LONGEST_REASON = 600

/** Evidence fit for a report: cut only once it is clean, or half a secret could remain unrecognised. */
function shortened(evidence: Evidence): Evidence {
  return Object.fromEntries(
    Object.entries(evidence).map(([name, value]) => [
      name,
      typeof value === 'string' ? cut(value, LONGEST_FACT) : value,
    ]),
  )
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
