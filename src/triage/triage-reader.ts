import type { Knowing, Matcher } from '../matching/matcher.ts'
import { addFinding, type Findings, type RawSighting, settle } from './findings.ts'
import { type Counted, frequencyTable } from './frequent.ts'
import type { TriageInput, TriageOptions } from './input.ts'
import { logReader, type Tally } from './log-reader.ts'
import { readOwnReport } from './own-report.ts'
import { soughtFor } from './sought.ts'
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
  /** Lets go of what it holds. */
  end(): void
}

/** How many kinds of unexplained lines are told apart at least. */
export const KINDS = 2048

/** A reader of inputs. */
export function triageReader(
  options: TriageOptions & { readonly matcher: Matcher; readonly knowing: Knowing },
): TriageReader {
  const { catalogue, matcher, openArchive } = options
  const tally: Tally = { findings: new Map(), unexplained: frequencyTable(KINDS), order: 0 }
  const { findings, unexplained } = tally
  const logs = logReader(tally, { ...options, sought: soughtFor(matcher.literals) })
  const notes: string[] = []
  let lines = 0
  let bytes = 0
  let reports = 0

  async function read(input: TriageInput, depth = 0): Promise<void> {
    const note = (text: string) => notes.push(`${input.name} ${text}`)
    const { kind, bytes: source } = await unpack(input.open(), note)
    switch (kind) {
      case 'tar':
        if (openArchive === undefined || depth > 0)
          note('is a tar archive, and not looked into; give the files in it')
        else for await (const file of openArchive(input.name, source)) await read(file, depth + 1)
        return
      case 'report':
        return readReport(input.name, source, note)
      case 'text':
        return addLog(input.name, source)
    }
  }

  async function addLog(file: string, source: AsyncIterable<Uint8Array>): Promise<void> {
    const log = await logs.read(file, source)
    lines += log.lines
    bytes += log.bytes
  }

  async function readReport(
    file: string,
    source: AsyncIterable<Uint8Array>,
    note: (text: string) => void,
  ): Promise<void> {
    const { report, text, rest } = await readOwnReport(source, catalogue)
    if (report === undefined) {
      note('begins like a document of the doctor and is none; it was read as a log')
      return addLog(file, rest)
    }
    if (report.live) reports += 1
    lines += text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
    bytes += Buffer.byteLength(text)
    for (const { cause, severity, alternatives, line, seen } of report.causes) {
      const order = tally.order++
      const finding = addFinding(findings, cause, () => ({
        file,
        line,
        text: seen,
        matched: '',
        order,
      }))
      if (severity !== undefined) finding.reported ??= severity
      finding.named = true
      finding.sole = true
      for (const other of alternatives) finding.alternatives.add(other)
    }
    settle(findings)
    for (const cause of report.unknown) note(`names ${cause}, which this doctor does not know`)
  }

  return {
    read: (input) => read(input),
    end: () => logs.end(),
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
