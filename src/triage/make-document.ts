import type { Catalogue } from '../catalogue.ts'
import { applies } from '../report/fill-step.ts'
import { documentedAs } from '../report/root-causes.ts'
import type { Redactor } from '../secrets/redactor.ts'
import { visible } from '../visible.ts'
import { consequencesIn } from './consequences.ts'
import type { Sighting, Triage, TriagedCause, Unexplained } from './document.ts'
import type { Finding, RawSighting } from './findings.ts'
import { fold } from './fold.ts'
import { plainLine } from './plain-line.ts'
import { questionsFor } from './questions.ts'
import { withoutRuledOut } from './ruled-out.ts'
import { KINDS, type Seen } from './triage-reader.ts'
import { isGeneric } from './trouble.ts'

interface Making {
  readonly catalogue: Catalogue
  readonly backend: 'managed' | 'byo' | undefined
  readonly redact: Redactor
}

/** How many kinds of unexplained lines a document holds. */
const SHOWN_KINDS = 50
const LONGEST = 300

/** Makes what inputs held into the document of their triage; the same inputs give the same. */
export function makeDocument(seen: Seen, making: Making): Triage {
  const { catalogue, redact } = making
  const findings = withoutRuledOut(seen.findings)
  const roots = consequencesIn(findings, catalogue)
  const causes = [...findings.values()]
    .sort(inOrder(catalogue))
    .map((finding) => triaged(finding, roots.get(finding.cause), making))
  const rootCauses = causes.filter(({ consequenceOf }) => consequenceOf === undefined)
  const consequences = causes.filter(({ consequenceOf }) => consequenceOf !== undefined)
  const telling = seen.unexplained.filter(
    ({ first }) => rootCauses.length === 0 || !isGeneric(plainLine(first.text)),
  )
  const unexplained = telling.slice(0, SHOWN_KINDS).map(
    ({ first, count }): Unexplained => ({
      text: clip(visible(fold(redact(plainLine(first.text).trim())))),
      count,
      first: sighting(first, redact),
    }),
  )
  const notes = [
    ...seen.notes.map((note) => visible(redact(note))),
    ...capNotes(seen, telling.length),
  ]
  const found = { rootCauses, consequences, unexplained, notes }
  return {
    schema: 'artifacts-doctor/triage/v1',
    lines: seen.lines,
    bytes: seen.bytes,
    rootCauses,
    consequences,
    unexplained,
    questions: questionsFor({ ...found, ...making, seen }),
    ...(notes.length === 0 ? {} : { notes }),
  }
}

function capNotes({ dropped }: Seen, kinds: number): string[] {
  return [
    ...(kinds > SHOWN_KINDS
      ? [
          `${kinds - SHOWN_KINDS} more kinds of lines look like errors; the ${SHOWN_KINDS} most frequent are given`,
        ]
      : []),
    ...(dropped > 0
      ? [
          `more than ${2 * KINDS} kinds of lines look like errors: of the rarest, not all are counted`,
        ]
      : []),
  ]
}

function triaged(
  finding: Finding,
  consequenceOf: readonly string[] | undefined,
  { catalogue, redact }: Making,
): TriagedCause {
  const { cause: id, count, first, last, alternatives } = finding
  const cause = catalogue[id]
  if (cause === undefined) throw new Error(`no cause '${id}'`)
  return {
    cause: id,
    severity: severityOf(finding, catalogue),
    count,
    first: sighting(first, redact),
    last: sighting(last, redact),
    ...(consequenceOf === undefined ? {} : { consequenceOf }),
    title: cause.title,
    why: cause.why,
    fix: cause.fix.filter((step) => applies(step, {})).map(({ when: _, ...step }) => step),
    docs: cause.docs,
    documented: cause.documented,
    ...documentedAs(cause, catalogue),
    transient: cause.transient ?? false,
    owner: cause.owner,
    alternatives: [...alternatives],
  }
}

function severityOf({ cause, reported }: Finding, catalogue: Catalogue): 'fail' | 'warn' {
  return reported ?? (catalogue[cause]?.warning ? 'warn' : 'fail')
}

/** As the document says; causes of one report stay in its order. */
function inOrder(catalogue: Catalogue): (a: Finding, b: Finding) => number {
  const weight = (finding: Finding) =>
    (severityOf(finding, catalogue) === 'fail' ? 0 : 2) + (catalogue[finding.cause]?.first ? 0 : 1)
  return (a, b) =>
    weight(a) - weight(b) ||
    Number(b.named) - Number(a.named) ||
    b.count - a.count ||
    a.first.order - b.first.order
}

function sighting({ file, line, text, matched }: RawSighting, redact: Redactor): Sighting {
  return { file: visible(redact(file)), line, text: clip(visible(redact(text)).trim(), matched) }
}

/** Cut only once it is clean: half a secret could not be told. */
function clip(text: string, matched = ''): string {
  if (text.length <= LONGEST) return text
  const at = Math.max(0, text.toLowerCase().indexOf(matched.toLowerCase()))
  const from = at + matched.length <= LONGEST ? 0 : Math.max(0, at - LONGEST / 3)
  const cut = text.slice(from, from + LONGEST)
  return `${from > 0 ? '…' : ''}${cut}${from + LONGEST < text.length ? '…' : ''}`
}
