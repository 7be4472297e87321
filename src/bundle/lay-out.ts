import { createHash } from 'node:crypto'
import { redactReport } from '../report/redact-report.ts'
import { redactStrings } from '../secrets/redactor.ts'
import { caps } from './caps.ts'
import { cutOf, leftOf } from './cut-and-left.ts'
import type { BundleContent, BundleFile, Manifest, Redactions } from './document.ts'
import { mountLines } from './mount-lines.ts'
import type { NumberedRedactor } from './numbered-redactor.ts'
import { summary } from './summary.ts'

/**
 * The files of a bundle, the manifest first, without secrets: values are redacted before they are
 * made into JSON, so that it stays JSON, and texts as a whole. The logs are clean already.
 */
export function layOut(content: BundleContent, redactor: NumberedRedactor): BundleFile[] {
  const own = redactor.of('own')
  const strange = redactor.of('strange')
  const { environment, mountinfo, logs } = content
  const clean = {
    ...content,
    report: everyString(redactReport(content.report, strange), own),
    triage: everyString(content.triage, own),
  }
  const collected = [
    json('report.json', 'what the checks found, and each setting with its source', clean.report),
    json('environment.json', 'versions, the machine, and which variables are set', {
      ...everyString(environment, own),
      variables: redactStrings(environment.variables, strange),
    }),
    ...(mountinfo === undefined
      ? []
      : [text('mountinfo.txt', 'what is mounted where', strange(mountLines(mountinfo)))]),
    json('triage.json', 'the causes that the logs lead to', clean.triage),
    ...logs.flatMap((log) => ('file' in log ? [log.file] : [])),
  ]
  const redactions = redactionsOf(collected, redactor)
  const redacted = json('redactions.json', 'what was taken out, by rule; no values', redactions)
  const short = own(summary({ ...clean, files: [...collected, redacted], redactions }))
  const files = [...collected, redacted, text('summary.md', 'all of it in short, to paste', short)]
  return [json('manifest.json', 'what is in this bundle', manifestOf(content, files)), ...files]
}

function text(name: string, what: string, body: string): BundleFile {
  return { name, what, bytes: Buffer.from(body) }
}

function json(name: string, what: string, value: unknown): BundleFile {
  return text(name, what, `${JSON.stringify(value, undefined, 2)}\n`)
}

/** Names of fields as well: those of a dictionary are a stranger's. */
function everyString<T>(value: T, redact: (text: string) => string): T {
  if (Array.isArray(value)) return value.map((one) => everyString(one, redact)) as T
  if (typeof value !== 'object' || value === null) return redactStrings(value, redact)
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [redact(name), everyString(one, redact)]),
  ) as T
}

function manifestOf(
  { report, createdAt, logs }: BundleContent,
  files: readonly BundleFile[],
): Manifest {
  return {
    schema: 'artifacts-doctor/bundle/v1',
    doctor: report.doctor,
    createdAt: createdAt.toISOString(),
    verdict: report.verdict,
    caps,
    files: files.map(({ name, what, bytes }) => ({
      name,
      what,
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
    cut: cutOf(logs),
    left: leftOf(logs),
  }
}

function redactionsOf(files: readonly BundleFile[], redactor: NumberedRedactor): Redactions {
  const rules: Record<string, number> = {}
  const counts = files.map(({ name, bytes }) => {
    const count = redactor.countIn(Buffer.from(bytes).toString('utf8'))
    for (const [rule, times] of Object.entries(count)) rules[rule] = (rules[rule] ?? 0) + times
    return [name, count] as const
  })
  return {
    schema: 'artifacts-doctor/redactions/v1',
    note: 'Each secret is a mark with a number, the same in every file. The numbers only count up: no value can be reckoned back from them.',
    rules,
    files: Object.fromEntries(counts.filter(([, count]) => Object.keys(count).length > 0)),
  }
}
