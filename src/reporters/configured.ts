import type { Report, RootCause } from '../report/report.ts'
import type { Waived } from '../run/result.ts'
import { visible } from '../visible.ts'

const SEVERITIES = { warn: 'warning', fail: 'failure' } as const

/** The configuration in force, in one line; nothing where there is none. */
export function configuredBy(
  { config }: Report,
  name: (text: string) => string = visible,
): string[] {
  if (config === undefined) return []
  const found = config.source === 'found' ? ' (found)' : ''
  const profile = config.profile === undefined ? '' : `, profile ${name(config.profile)}`
  return [`configuration ${name(config.path)}${found}${profile}`]
}

/** Until when something is waived, and why: `until 2027-01-31: the vendor mends it`. */
export function waivedFor({ until, reason }: Waived): string {
  return `until ${visible(until)}: ${visible(reason)}`
}

/** The severity that the configuration gives a cause, and where; nothing where it gives none. */
export function countsAs({ severity, severityFrom }: RootCause): string[] {
  if (severityFrom === undefined) return []
  return [`as a ${SEVERITIES[severity]}, by ${visible(severityFrom)}`]
}

/** Waiver and severity of a root, a sentence each. */
export function bearingOf(root: RootCause): string[] {
  return [
    ...(root.waived === undefined ? [] : [`Waived ${waivedFor(root.waived)}`]),
    ...countsAs(root).map((how) => `Counts ${how}`),
  ]
}
