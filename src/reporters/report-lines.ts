import type { Report, RootCause } from '../report/report.ts'
import { visible } from '../visible.ts'
import { facts } from './status-text.ts'

/** What was asked about, in a few words each: workspace, intent, bucket or backend. */
export function subjectOf({ settings }: Report): string[] {
  const value = (key: string) => {
    const setting = settings[key]
    return setting !== undefined && 'value' in setting ? visible(setting.value) : undefined
  }
  const bucket = value('bucket')
  return [
    value('workspace'),
    value('intent') === undefined ? undefined : `for ${value('intent')}`,
    value('backend') === 'byo' && bucket !== undefined
      ? `bucket ${bucket} at ${value('endpoint') ?? '?'}`
      : value('backend'),
  ].filter((fact) => fact !== undefined)
}

/** The evidence of a cause, a line for each check that found it; with `all`, long values too. */
export function seenOf(root: RootCause, { checks }: Report, all = false): string[] {
  return checks.flatMap((check) => {
    if (!root.checks.includes(check.id) || !('evidence' in check)) return []
    const evidence = facts(check.evidence ?? {}, all)
    return evidence === '' ? [] : [`${check.id}: ${evidence}`]
  })
}

/** What a cause that refines another is documented as; else an empty text. */
export function knownAs({ documentedAs }: RootCause): string {
  if (documentedAs === undefined) return ''
  const { cause, seen } = documentedAs
  return `documented as ${cause}${seen === undefined ? '' : ` (${visible(seen)})`}`
}

/** Why a run is incomplete or undetermined, apart from checks that say so themselves. */
export function reasonsOf({ undetermined = [], interrupted }: Report): string[] {
  return [
    ...(interrupted === undefined ? [] : [`interrupted by ${interrupted}: this is only a part`]),
    ...undetermined.filter((why) => !why.endsWith(' could not tell')).map(visible),
  ]
}

/** What was written and could not be removed, a sentence each. */
export function leftBehind({ leftovers = [] }: Report): string[] {
  return leftovers.map((name) => `may be left behind: ${visible(name)}`)
}
