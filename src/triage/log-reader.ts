import { isManaged } from '../matching/managed.ts'
import { addFinding, type Findings, type RawSighting, settle } from './findings.ts'
import type { FrequencyTable } from './frequent.ts'
import { mayGoOn } from './going-on.ts'
import { type Judged, type Judging, judgeRecord } from './judge-record.ts'
import { LONGEST_LEVELLED, leveller } from './levelled.ts'
import { type LinePlace, lineAt, lineEnd } from './line-place.ts'
import type { Scan } from './literal-scanner.ts'
import { timeOf } from './plain-line.ts'
import { type Stretch, stretchBuffer, stretches } from './read-lines.ts'
import { rawLine, recordAt } from './record.ts'
import { stretchScanner } from './stretch-scanner.ts'

/** What logs say, counted up. */
export interface Tally {
  readonly findings: Findings
  readonly unexplained: FrequencyTable<RawSighting>
  /** How many sightings there were. */
  order: number
}

/** Reads logs, one after the other, and adds to the tally. */
export interface LogReader {
  /** Answers with how long the log was. */
  read(
    file: string,
    source: AsyncIterable<Uint8Array>,
  ): Promise<{ readonly lines: number; readonly bytes: number }>
  /** Lets go of what it holds. */
  end(): void
}

/** How many kinds of records are remembered. */
const KINDS = 4096
/** How much above an error may say whose storage it speaks of. */
const ABOVE = 4096
/** How much of a line is kept around what led to a cause. */
const KEPT = 1000

/** A reader that adds to this tally. */
export function logReader(
  tally: Tally,
  options: Judging & { readonly sought: readonly string[]; readonly signal?: AbortSignal },
): LogReader {
  const { findings, unexplained } = tally
  // While one is filled, one is scanned and one is read.
  const buffers = [stretchBuffer(), stretchBuffer(), stretchBuffer()]
  const scanner = stretchScanner(options.sought, buffers)
  const level = leveller(options.matcher.literals)
  // Logs say the same again and again: what was said before is not read a second time.
  let alone = new Map<string, Judged>()
  let bodies = new Map<string, Judged>()

  return { read, end: () => scanner.end() }

  async function read(file: string, source: AsyncIterable<Uint8Array>) {
    const waiting: { readonly stretch: Stretch; readonly scan: Scan | Promise<Scan> }[] = []
    let above = 0
    let done = 0
    let last: Stretch | undefined
    const look = async () => {
      const { stretch, scan } = waiting.shift() as (typeof waiting)[number]
      const { places, lines } = await scan
      options.signal?.throwIfAborted()
      for (let index = 0; index < places.length; index += 2) {
        const at = places[index] as number
        // A record that began before may reach up to here or further.
        if (stretch.offset + at < done) continue
        done = stretch.offset + take(file, above + (places[index + 1] as number) + 1, at, stretch)
      }
      above += lines
      settle(findings)
      last = stretch
    }
    for await (const stretch of stretches(source, buffers)) {
      waiting.push({ stretch, scan: scanner.scan(stretch) })
      if (waiting.length === buffers.length) await look()
    }
    while (waiting.length > 0) await look()
    const bytes = last === undefined ? 0 : last.offset + last.end
    const open = last !== undefined && bytes > 0 && last.buffer[last.end - 1] !== 10
    return { bytes, lines: above + (open ? 1 : 0) }
  }

  /** Takes the record that something was found in at `at`, and answers where it ends. */
  function take(file: string, line: number, at: number, { buffer, end }: Stretch): number {
    const place = lineAt(buffer, at, end)
    const key = keyOf(buffer, place)
    const known = key === undefined ? undefined : alone.get(key)
    if (known !== undefined && !nextMayGoOn(buffer, place, end)) {
      count({ file, line, buffer }, known, () => place)
      return place.end
    }
    const record = recordAt(buffer, place, end)
    const judge = () => judgeRecord(record, options)
    const lineBelow = (offset: number) =>
      record.lines.find((one) => one.offset === offset) as LinePlace
    if (record.alone) {
      const judged = judge()
      if (key !== undefined) alone = remembered(alone, key, judged)
      count({ file, line, buffer }, judged, lineBelow)
      return record.end
    }
    const start = record.lines[0]?.start ?? place.start
    const bodyKey = keyOf(buffer, { start, end: record.end }, place.start - start)
    const judged = bodies.get(bodyKey ?? '') ?? judge()
    if (bodyKey !== undefined) bodies = remembered(bodies, bodyKey, judged)
    count({ file, line, buffer }, judged, lineBelow)
    return record.end
  }

  function keyOf(buffer: Buffer, place: LinePlace, foundAt = 0): string | undefined {
    if (place.end - place.start > LONGEST_LEVELLED) return undefined
    return `${foundAt} ${level(buffer, place)}`
  }

  function count(
    { file, line, buffer }: Where,
    { matches: usual, managed, trouble }: Judged,
    placeOf: (offset: number) => LinePlace,
  ): void {
    const matches = managed !== undefined && saysManaged(buffer, placeOf(0)) ? managed : usual
    const sight = (offset: number, matched: string) => {
      const order = tally.order++
      return (): RawSighting => {
        const raw = rawLine(buffer, placeOf(offset))
        const written = timeOf(raw)
        const text = around(raw, matched)
        const seen = { file, line: line + offset, text, matched, order }
        return written === undefined ? seen : { ...seen, written }
      }
    }
    for (const { cause, matched, offset } of matches) {
      const finding = addFinding(findings, cause, sight(offset, matched))
      const named = !BARE_STATUS.test(matched)
      const others = matches.filter((one) => one.cause !== cause && one.matched === matched)
      finding.named ||= named
      finding.sole ||= named && others.length === 0
      for (const other of others) finding.alternatives.add(other.cause)
    }
    if (trouble !== undefined) unexplained.add(trouble, sight(0, ''))
  }
}

const BARE_STATUS = /^[1-5]\d\d$/

/** Where a record was found. */
interface Where {
  readonly file: string
  readonly line: number
  readonly buffer: Buffer
}

function saysManaged(buffer: Buffer, { start, end }: LinePlace): boolean {
  return isManaged(buffer.toString('latin1', Math.max(0, start - ABOVE), end), {})
}

function nextMayGoOn(buffer: Buffer, { end }: LinePlace, bufferEnd: number): boolean {
  if (end + 1 >= bufferEnd) return false
  return mayGoOn(buffer.subarray(end + 1, lineEnd(buffer, end + 1, bufferEnd)))
}

function remembered(known: Map<string, Judged>, key: string, judged: Judged): Map<string, Judged> {
  const room = known.size < KINDS ? known : new Map<string, Judged>()
  return room.set(key, judged)
}

/** A copy of the text around what matched: a slice would keep all of a long line in memory. */
function around(text: string, matched: string): string {
  const at = Math.max(0, text.toLowerCase().indexOf(matched.toLowerCase()))
  return Buffer.from(text.slice(Math.max(0, at - KEPT), at + KEPT)).toString()
}
