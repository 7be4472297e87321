import type { Catalogue } from '../catalogue.ts'
import { isId } from '../id.ts'
import { isRecord } from '../is-record.ts'

/** A cause that a document of the doctor's names, taken over only as far as it can be checked. */
export interface Reported {
  readonly cause: string
  /** As the checks found it; absent where only a text was read. */
  readonly severity?: 'fail' | 'warn'
  readonly alternatives: readonly string[]
  /** The line of the document that names it, counted from 1. */
  readonly line: number
  /** What was seen, in one line. */
  readonly seen: string
}

/** What a document of the doctor's holds. */
export interface ReadReport {
  /** A report of checks, or else what was read out of a text: a triage, an explanation. */
  readonly live: boolean
  readonly causes: readonly Reported[]
  /** Causes that it names and this doctor does not know. */
  readonly unknown: readonly string[]
}

const LARGEST = 33_554_432

/** Reads an input that begins like a document of the doctor's; where it is none, `rest` gives its bytes once more. */
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
 * Reads a doctor's own report, as JSON or as a stream of events, its triage or its explanation;
 * `undefined` where it is none after all. It is a stranger's text like any other: only ids,
 * severities and what was seen are looked at, and texts come from the catalogue.
 */
export function readReport(text: string, catalogue: Catalogue): ReadReport | undefined {
  const report = reportIn(text.replace(/^\ufeff/, ''))
  const roots = isRecord(report) ? namedIn(report) : undefined
  if (!isRecord(report) || roots === undefined) return undefined
  const live = Array.isArray(report.checks)
  const checks = live ? (report.checks as unknown[]).filter(isRecord) : []
  const named = roots.filter(isRecord).filter((root) => isName(root.cause))
  const known = named.filter(({ cause }) => Object.hasOwn(catalogue, cause as string))
  return {
    live,
    causes: known.map((root) => {
      const cause = root.cause as string
      const ids = Array.isArray(root.checks) ? root.checks.filter(isName) : []
      return {
        cause,
        ...(live ? { severity: root.severity === 'warn' ? 'warn' : 'fail' } : {}),
        alternatives: (Array.isArray(root.alternatives) ? root.alternatives : []).filter(
          (id): id is string => isName(id) && Object.hasOwn(catalogue, id),
        ),
        line: lineOf(text, cause),
        seen: seenBy(ids, checks) || readIn(root) || cause,
      }
    }),
    unknown: named.filter((root) => !known.includes(root)).map(({ cause }) => cause as string),
  }
}

/** The list of causes that each document has: the first is where to begin. */
function namedIn({ rootCauses, consequences, matches }: Unknown): unknown[] | undefined {
  if (!Array.isArray(rootCauses)) return Array.isArray(matches) ? matches : undefined
  return Array.isArray(consequences) ? [...rootCauses, ...consequences] : rootCauses
}

/** The text that a triage, or an explanation, read the cause from. */
function readIn({ first, matched }: Unknown): string {
  const text = isRecord(first) ? first.text : matched
  return typeof text === 'string' ? text.slice(0, LONGEST_TEXT) : ''
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
const LONGEST_TEXT = 300

function seenBy(ids: readonly string[], checks: readonly Unknown[]): string {
  return ids
    .slice(0, MOST_FACTS)
    .flatMap((id) => {
      const evidence = checks.find((check) => check.id === id)?.evidence
      if (!isRecord(evidence)) return []
      const facts = Object.entries(evidence)
        .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
        .slice(0, MOST_FACTS)
        .map(([name, value]) => `${name.slice(0, 40)} ${String(value).slice(0, LONGEST_TEXT)}`)
      return `${id}: ${facts.join(', ')}`
    })
    .join('; ')
}
