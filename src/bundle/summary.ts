import { markdown } from '../reporters/markdown.ts'
import { code, prose } from '../reporters/markdown-escape.ts'
import type { TriagedCause } from '../triage/document.ts'
import { showBytes } from './bytes.ts'
import { caps } from './caps.ts'
import { cutOf, leftOf } from './cut-and-left.ts'
import type { BundleContent, BundleFile, Redactions } from './document.ts'

/** What a summary is made of: all of it clean. */
export interface Summarised extends BundleContent {
  readonly files: readonly BundleFile[]
  readonly redactions: Redactions
}

/** A bundle in short, in GitHub's Markdown, to paste into a ticket. */
export function summary(bundle: Summarised): string {
  const { report, triage } = bundle
  const found = [...triage.rootCauses, ...triage.consequences]
  const blocks = [
    markdown(report, { detail: 'normal' }).trimEnd(),
    ...(found.length === 0 && triage.unexplained.length === 0
      ? []
      : ['#### In the logs', inTheLogs(bundle)]),
    '#### Where',
    where(bundle),
    '#### In this bundle',
    contents(bundle),
    takenOut(bundle),
  ]
  return `${blocks.join('\n\n')}\n`
}

function inTheLogs({ triage }: Summarised): string {
  const line = (cause: TriagedCause, what: string) =>
    `- ${prose(cause.title)} (${code(cause.cause)}), ${what}${times(cause.count)}, first at ${code(
      `${cause.first.file}:${cause.first.line}`,
    )}: ${code(cause.first.text)}`
  return [
    ...triage.rootCauses.map((cause) => line(cause, '')),
    ...triage.consequences.map((cause) => line(cause, 'a consequence, ')),
    ...triage.unexplained
      .slice(0, 5)
      .map(({ text, count }) => `- Not explained, ${times(count)}: ${code(text)}`),
  ].join('\n')
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

function where({ environment: { versions, machine } }: Summarised): string {
  const facts = { ...versions, ...machine }
  return Object.entries(facts)
    .map(([name, value]) => `- ${prose(name)}: ${code(String(value))}`)
    .join('\n')
}

function contents({ files, logs }: Summarised): string {
  return [
    ...files.map(
      ({ name, what, bytes }) => `- ${code(name)} (${showBytes(bytes.length)}): ${prose(what)}`,
    ),
    ...cutOf(logs).map(
      ({ name, kept, size }) =>
        `- Of ${code(name)} only the last ${showBytes(kept)} of ${showBytes(size)} are here`,
    ),
    ...leftOf(logs).map(({ name, why }) => `- ${code(name)} is not here: ${prose(why)}`),
    `- At most ${showBytes(caps.perLogBytes)} of a log, ${caps.logs} logs, and ${showBytes(caps.totalBytes)} in all go in`,
  ].join('\n')
}

function takenOut({ redactions: { rules } }: Summarised): string {
  const counts = Object.entries(rules).map(([rule, times]) => `${code(rule)} ${times}`)
  const what =
    counts.length === 0 ? 'No secret was met.' : `Secrets taken out: ${counts.join(', ')}.`
  return `${what} Not collected: the values of variables but a few harmless ones, files of credentials, values of mount options, and objects of the bucket.`
}
