import type { Knowing, Matcher } from '../matching/matcher.ts'
import { addFinding, type Findings, type RawSighting } from './findings.ts'
import { fold } from './fold.ts'
import { type Counted, frequencyTable } from './frequent.ts'
import type { TriageInput, TriageOptions } from './index.ts'
import { type Hit, literalScanner } from './literal-scanner.ts'
import { readOwnReport } from './own-report.ts'
import { timeOf } from './plain-line.ts'
import { readStretches, type Stretch, stretchBuffer } from './read-lines.ts'
import { type LogRecord, type RecordLine, recordAt } from './record.ts'
import { remembering } from './remembering.ts'
import { LITERAL, REPORTED, wantedFor } from './sought.ts'
import { isTrouble } from './trouble.ts'
import { unpack } from './unpack.ts'

/** All that inputs held. */
export interface Seen {
  readonly lines: number
  readonly bytes: number
  readonly findings: Findings
  readonly unexplained: readonly Counted<RawSighting>[]
  /** How many kinds of unexplained lines were let go of for want of room. */
  readonly dropped: number
  readonly notes: readonly string[]
  /** How many of the inputs were reports of the doctor. */
  readonly reports: number
}

/** Reads inputs one after the other, and remembers what they held. */
export interface TriageReader {
  read(input: TriageInput): Promise<void>
  seen(): Seen
}

/** How many kinds of unexplained lines are told apart at least. */
export const KINDS = 2048
/** How much of a line is kept around what led to a cause. */
const KEPT = 1000
const KEY = 300

/** A reader with one buffer for all inputs. */
export function triageReader(
  options: TriageOptions & { readonly matcher: Matcher; readonly knowing: Knowing },
): TriageReader {
  const { catalogue, matcher, knowing, signal, openArchive } = options
  const buffer = stretchBuffer()
  const { sought, short } = wantedFor(matcher.literals)
  const scanner = literalScanner(sought, buffer)
  const match = remembering(matcher, knowing)
  const findings: Findings = new Map()
  const unexplained = frequencyTable<RawSighting>(KINDS)
  const notes: string[] = []
  let lines = 0
  let bytes = 0
  let reports = 0
  let order = 0

  async function read(input: TriageInput, depth = 0): Promise<void> {
    const note = (text: string) => notes.push(`${input.name} ${text}`)
    const { kind, bytes: source } = await unpack(input.open(), note)
    switch (kind) {
      case 'tar':
        if (openArchive === undefined || depth > 0)
          note('is a tar archive, and not looked into; give the files in it')
        else for await (const file of openArchive(input.name, source)) await read(file, depth + 1)
        return
      case 'report': {
        const { report, text, rest } = await readOwnReport(source, catalogue)
        if (report === undefined) {
          note('begins like a report of the doctor and is none; it was read as a log')
          return readLog(input.name, rest)
        }
        reports += 1
        lines += text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
        bytes += Buffer.byteLength(text)
        for (const { cause, severity, alternatives, line, seen } of report.causes) {
          const finding = addFinding(findings, cause, {
            file: input.name,
            line,
            text: seen,
            matched: '',
            order: order++,
          })
          finding.reported ??= severity
          for (const other of alternatives) finding.alternatives.add(other)
        }
        for (const cause of report.unknown) note(`names ${cause}, which this doctor does not know`)
        return
      }
      case 'text':
        return readLog(input.name, source)
    }
  }

  async function readLog(file: string, source: AsyncIterable<Uint8Array>): Promise<void> {
    let above = 0
    let done = 0
    let lastByte = 10
    const look = ({ from, to, end, offset }: Stretch) => {
      signal?.throwIfAborted()
      scanner.restart(from)
      // A record that began before may reach behind where this stretch begins.
      let at = Math.max(from, done - offset)
      for (let hit = scanner.next(at, to); hit !== undefined; hit = scanner.next(at, to)) {
        const line = above + scanner.linesBefore(hit.at) + 1
        const record = recordAt(buffer, hit.at, end)
        const stop = Math.min(record.end, to)
        let kind = 0
        for (let one: Hit | undefined = hit; one !== undefined; ) {
          kind |= one.kind
          one = (kind & LITERAL) === 0 ? scanner.next(at, stop) : undefined
        }
        take(file, line, record, (kind & LITERAL) !== 0)
        above += scanner.linesBefore(stop)
        scanner.restart(stop)
        done = offset + record.end
        at = record.end
      }
      above += scanner.linesBefore(to)
      if (to > 0) lastByte = buffer[to - 1] ?? 10
    }
    const length = await readStretches(source, buffer, look)
    bytes += length
    lines += above + (length > 0 && lastByte !== 10 ? 1 : 0)
  }

  function take(file: string, line: number, record: LogRecord, literal: boolean): void {
    const matches = literal || hasShort(record) ? matchesIn(record) : []
    const sight = (one: RecordLine, matched: string): RawSighting => {
      const time = timeOf(one.raw)
      return {
        file,
        line: line + one.offset,
        text: around(one.raw, matched),
        matched,
        order: order++,
        ...(time === undefined ? {} : { time }),
      }
    }
    for (const { cause, matched } of matches) {
      const finding = addFinding(findings, cause, sight(lineOf(record, matched), matched))
      for (const other of matches)
        if (other.cause !== cause && other.matched === matched)
          finding.alternatives.add(other.cause)
    }
    if (matches.length > 0) return
    const found = record.lines.find(({ offset }) => offset === 0) as RecordLine
    if (isTrouble(found.plain))
      unexplained.add(fold(found.plain.slice(0, KEY).trim()), () => sight(found, ''))
  }

  function hasShort({ text }: LogRecord): boolean {
    const lower = text.toLowerCase()
    return short.some((one) => lower.includes(one))
  }

  function matchesIn({ text, lines: recordLines }: LogRecord) {
    const [found, ...rest] = recordLines
    if (found?.plain.includes(REPORTED)) {
      const ids = [found, ...rest].flatMap(({ plain }) => ID_AT_END.exec(plain)?.[1] ?? [])
      const id = ids.find((one) => Object.hasOwn(catalogue, one))
      if (id !== undefined) return [{ cause: id, matched: id }]
    }
    // A word alone may be anything; an error says more.
    return /\S\s+\S|[{<]/.test(text) ? match(text) : []
  }

  return {
    read: (input) => read(input),
    seen: () => ({
      lines,
      bytes,
      findings,
      unexplained: unexplained.top(),
      dropped: unexplained.dropped,
      notes,
      reports,
    }),
  }
}

const ID_AT_END = /(?:^|\s)([a-z][a-z0-9-]{0,40}\/[a-z0-9][a-z0-9-]{0,60})\s*$/

function lineOf(record: LogRecord, matched: string): RecordLine {
  const small = matched.toLowerCase()
  const holding = record.lines.find(({ plain }) => plain.toLowerCase().includes(small))
  return holding ?? (record.lines.find(({ offset }) => offset === 0) as RecordLine)
}

/** A copy of the text around what matched: a slice would keep all of a long line in memory. */
function around(text: string, matched: string): string {
  const at = Math.max(0, text.toLowerCase().indexOf(matched.toLowerCase()))
  return Buffer.from(text.slice(Math.max(0, at - KEPT), at + KEPT)).toString()
}
