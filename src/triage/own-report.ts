import { type Catalogue, isId } from '../catalogue.ts'

/** A root cause that a report of the doctor names, taken over only as far as it can be checked. */
export interface Reported {
  readonly cause: string
  readonly severity: 'fail' | 'warn'
  readonly alternatives: readonly string[]
  /** The line of the report that names it, counted from 1. */
  readonly line: number
  /** What was seen, in one line. */
  readonly seen: string
}

/** What a report holds, or `undefined` where it is none after all. */
export interface ReadReport {
  readonly causes: readonly Reported[]
  /** Causes that it names and this doctor does not know. */
  readonly unknown: readonly string[]
}

const LARGEST = 33_554_432

/** Reads an input that begins like a report; where it is none, `rest` gives its bytes once more. */
export async function readOwnReport(source: AsyncIterable<Uint8Array>, catalogue: Catalogue) {
  const chunks: Uint8Array[] = []
  const iterator = source[Symbol.asyncIterator]()
  let length = 0
  let ended = false
  while (!ended && length <= LARGEST) {
    const next = await iterator.next()
    ended = next.done === true
    if (next.done) break
    chunks.push(Uint8Array.from(next.value))
    length += next.value.length
  }
  const text = ended ? Buffer.concat(chunks).toString() : ''
  async function* rest() {
    yield* chunks
    if (!ended)
      for (let next = await iterator.next(); !next.done; next = await iterator.next())
        yield next.value
  }
  return { text, report: ended ? readReport(text, catalogue) : undefined, rest: rest() }
}

/**
 * Reads a doctor's own report, as JSON or as a stream of events. It is a stranger's text like any
 * other: only ids, severities and flat evidence are looked at, and texts come from the catalogue.
 */
export function readReport(text: string, catalogue: Catalogue): ReadReport | undefined {
  const report = reportIn(text.replace(/^\ufeff/, ''))
  if (!isRecord(report) || !Array.isArray(report.rootCauses)) return undefined
  const checks = Array.isArray(report.checks) ? report.checks.filter(isRecord) : []
  const named = report.rootCauses.filter(isRecord).filter((root) => isName(root.cause))
  const known = named.filter(({ cause }) => Object.hasOwn(catalogue, cause as string))
  return {
    causes: known.map((root) => {
      const cause = root.cause as string
      const ids = Array.isArray(root.checks) ? root.checks.filter(isName) : []
      return {
        cause,
        severity: root.severity === 'warn' ? 'warn' : 'fail',
        alternatives: (Array.isArray(root.alternatives) ? root.alternatives : []).filter(
          (id): id is string => isName(id) && Object.hasOwn(catalogue, id),
        ),
        line: lineOf(text, cause),
        seen: seenBy(ids, checks) || cause,
      }
    }),
    unknown: named.filter((root) => !known.includes(root)).map(({ cause }) => cause as string),
  }
}

function reportIn(text: string): unknown {
  const whole = parsed(text)
  if (whole !== undefined)
    return isRecord(whole) && whole.event === 'run.end' ? whole.report : whole
  // Events, a line each: the last carries the report; of a run that was cut off, what it found.
  const events = text
    .split('\n')
    .map(parsed)
    .filter(isRecord)
    .filter(({ event }) => typeof event === 'string')
  const end = events.findLast(({ event }) => event === 'run.end')
  if (end !== undefined) return end.report
  const checks = events
    .filter(({ event }) => event === 'check.end')
    .map((event) => (isRecord(event.check) ? event.check : event))
  const rootCauses = checks
    .filter(({ status }) => status === 'fail' || status === 'warn')
    .map(({ id, cause, status, alternatives }) => ({
      cause,
      severity: status,
      checks: [id],
      alternatives,
    }))
  return events.length === 0 ? undefined : { rootCauses, checks }
}

type Unknown = Readonly<Record<string, unknown>>

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 100 && isId(value)
}

function lineOf(text: string, cause: string): number {
  const at = Math.max(0, text.search(new RegExp(`"cause":\\s{0,4}"${cause}"`)))
  let line = 1
  for (let end = text.indexOf('\n'); end >= 0 && end < at; end = text.indexOf('\n', end + 1))
    line += 1
  return line
}

const MOST_FACTS = 12

function seenBy(ids: readonly string[], checks: readonly Unknown[]): string {
  return ids
    .slice(0, MOST_FACTS)
    .flatMap((id) => {
      const evidence = checks.find((check) => check.id === id)?.evidence
      if (!isRecord(evidence)) return []
      const facts = Object.entries(evidence)
        .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
        .slice(0, MOST_FACTS)
        .map(([name, value]) => `${name.slice(0, 40)} ${String(value).slice(0, 300)}`)
      return `${id}: ${facts.join(', ')}`
    })
    .join('; ')
}
