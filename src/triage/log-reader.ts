import { isManaged } from '../matching/managed.ts'
import { addFinding, type Findings, type RawSighting, settle } from './findings.ts'
import type { FrequencyTable } from './frequent.ts'
import { mayGoOn } from './going-on.ts'
import { type Judged, type Judging, judgeRecord } from './judge-record.ts'
import { LONGEST_LEVELLED, leveller } from './levelled.ts'
import { type LinePlace, lineAt, lineEnd } from './line-place.ts'
import { literalScanner } from './literal-scanner.ts'
import { timeOf } from './plain-line.ts'
import { readStretches, type Stretch, stretchBuffer } from './read-lines.ts'
import { rawLine, recordAt } from './record.ts'
import type { Wanted } from './sought.ts'

/** What logs say, counted up. */
export interface Tally {
  readonly findings: Findings
  readonly unexplained: FrequencyTable<RawSighting>
  /** How many sightings there were. */
  order: number
}

/** Reads one log, adds to the tally, and answers with how long it was. */
export type LogReader = (
  file: string,
  source: AsyncIterable<Uint8Array>,
) => Promise<{ readonly lines: number; readonly bytes: number }>

/** How many kinds of records are remembered. */
const KINDS = 4096
/** How much above an error may say whose storage it speaks of. */
const ABOVE = 4096
/** How much of a line is kept around what led to a cause. */
const KEPT = 1000

/** A reader with one buffer for all logs, which adds to this tally. */
export function logReader(
  tally: Tally,
  options: Judging & { readonly sought: Wanted['sought']; readonly signal?: AbortSignal },
): LogReader {
  const { findings, unexplained } = tally
  const buffer = stretchBuffer()
  const scanner = literalScanner(options.sought, buffer)
  const level = leveller(options.matcher.literals)
  // Logs say the same again and again: what was said before is not read a second time.
  let alone = new Map<string, Judged>()
  let bodies = new Map<string, Judged>()

  return async (file, source) => {
    let above = 0
    let done = 0
    let lastByte = 10
    const look = ({ from, to, end, offset }: Stretch) => {
      options.signal?.throwIfAborted()
      scanner.restart(from)
      // A record that began before may reach behind where this stretch begins.
      let at = Math.max(from, done - offset)
      for (let hit = scanner.next(at, to); hit !== undefined; hit = scanner.next(at, to)) {
        const line = above + scanner.linesBefore(hit.at) + 1
        const recordEnd = take(file, line, hit.at, end)
        const stop = Math.min(recordEnd, to)
        above += scanner.linesBefore(stop)
        scanner.restart(stop)
        done = offset + recordEnd
        at = recordEnd
      }
      above += scanner.linesBefore(to)
      settle(findings)
      if (to > 0) lastByte = buffer[to - 1] ?? 10
    }
    const bytes = await readStretches(source, buffer, look)
    return { bytes, lines: above + (bytes > 0 && lastByte !== 10 ? 1 : 0) }
  }

  /** Takes the record that something was found in at `at`, and answers where it ends. */
  function take(file: string, line: number, at: number, bufferEnd: number): number {
    const place = lineAt(buffer, at, bufferEnd)
    const key = keyOf(place)
    const known = key === undefined ? undefined : alone.get(key)
    if (known !== undefined && !nextMayGoOn(place, bufferEnd)) {
      count(file, line, known, () => place)
      return place.end
    }
    const record = recordAt(buffer, place, bufferEnd)
    const judge = () => judgeRecord(record, options)
    const lineBelow = (offset: number) =>
      record.lines.find((one) => one.offset === offset) as LinePlace
    if (record.alone) {
      const judged = judge()
      if (key !== undefined) alone = remembered(alone, key, judged)
      count(file, line, judged, lineBelow)
      return record.end
    }
    const start = record.lines[0]?.start ?? place.start
    const bodyKey = keyOf({ start, end: record.end }, place.start - start)
    const judged = bodies.get(bodyKey ?? '') ?? judge()
    if (bodyKey !== undefined) bodies = remembered(bodies, bodyKey, judged)
    count(file, line, judged, lineBelow)
    return record.end
  }

  function saysManaged({ start, end }: LinePlace): boolean {
    return isManaged(buffer.toString('latin1', Math.max(0, start - ABOVE), end), {})
  }

  function keyOf(place: LinePlace, foundAt = 0): string | undefined {
    if (place.end - place.start > LONGEST_LEVELLED) return undefined
    return `${foundAt} ${level(buffer, place)}`
  }

  function nextMayGoOn({ end }: LinePlace, bufferEnd: number): boolean {
    if (end + 1 >= bufferEnd) return false
    return mayGoOn(buffer.subarray(end + 1, lineEnd(buffer, end + 1, bufferEnd)))
  }

  function count(
    file: string,
    line: number,
    { matches: usual, managed, trouble }: Judged,
    placeOf: (offset: number) => LinePlace,
  ): void {
    const matches = managed !== undefined && saysManaged(placeOf(0)) ? managed : usual
    const sight = (offset: number, matched: string) => {
      const order = tally.order++
      return (): RawSighting => {
        const raw = rawLine(buffer, placeOf(offset))
        const time = timeOf(raw)
        const text = around(raw, matched)
        const seen = { file, line: line + offset, text, matched, order }
        return time === undefined ? seen : { ...seen, time }
      }
    }
    for (const { cause, matched, offset } of matches) {
      const finding = addFinding(findings, cause, sight(offset, matched))
      for (const other of matches)
        if (other.cause !== cause && other.matched === matched)
          finding.alternatives.add(other.cause)
    }
    if (trouble !== undefined) unexplained.add(trouble, sight(0, ''))
  }
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
