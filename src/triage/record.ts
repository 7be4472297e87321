import { asAnyLine, type GoingOn, goingOn, IN_BODY } from './going-on.ts'
import { BEFORE, BEHIND, type LinePlace, lineEnd } from './line-place.ts'
import { plainLine } from './plain-line.ts'

/** One line of a record. */
export interface RecordLine extends LinePlace {
  /** As it stands in the input. */
  readonly raw: string
  /** Without what was put around it. */
  readonly plain: string
  /** How many lines it is below the line that the record was found by. */
  readonly offset: number
}

/** What belongs together: a line, and the rest of the body or of the answer that it is a part of. */
export interface LogRecord {
  readonly lines: readonly RecordLine[]
  readonly text: string
  /** Where the next may begin. */
  readonly end: number
  /** It is one line, which opens no body: only what may stand behind any line could make it longer. */
  readonly alone: boolean
}

/** How far a body may reach. */
const MOST_LINES_BEFORE = 12
const MOST_LINES_BEHIND = 24

const IN_JSON = /^\s*"[^"]{1,64}"\s*:|^\s*[}\]],?\s*$/
const IN_XML = /^\s*(?!<[A-Z]{1,8}>: )<\/?[A-Za-z?]/

/** The record that the line at `place` is of, in a buffer whose bytes reach to `bufferEnd`. */
export function recordAt(buffer: Buffer, place: LinePlace, bufferEnd: number): LogRecord {
  const found = recordLine(buffer, place, 0)
  const before = linesBefore(buffer, found)
  const going = goingOn((before?.[0] ?? found).plain, found.plain)
  const behind = linesBehind(buffer, found, going ?? asAnyLine(), bufferEnd)
  const lines = [...(before ?? []), found, ...behind]
  return {
    lines,
    text: lines.map(({ plain }) => plain).join('\n'),
    end: (behind.at(-1) ?? found).end,
    alone: before === undefined && behind.length === 0 && going === undefined,
  }
}

/** The line that a record was found by. */
export function foundLine({ lines }: LogRecord): RecordLine {
  return lines.find(({ offset }) => offset === 0) as RecordLine
}

function recordLine(buffer: Buffer, { start, end }: LinePlace, offset: number): RecordLine {
  const raw = rawLine(buffer, { start, end })
  return { raw, plain: plainLine(raw).replaceAll('\r', '\n'), offset, start, end }
}

/** A line as it stands in the input. */
export function rawLine(buffer: Buffer, { start, end }: LinePlace): string {
  return buffer.toString('utf8', start, end).replace(/(?<!\r)\r+$/, '')
}

/** The lines above one that looks like a part of a body; of others, nothing is looked for. */
function linesBefore(buffer: Buffer, found: RecordLine): RecordLine[] | undefined {
  const json = IN_JSON.test(found.plain)
  const xml = !json && IN_XML.test(found.plain) && !found.plain.includes('<Error')
  if (!json && !xml) return undefined
  const lines: RecordLine[] = []
  for (let { start } = found; start > 0 && lines.length < MOST_LINES_BEFORE; ) {
    if (buffer[start - 1] !== 10) break
    const floor = Math.max(0, found.start - BEFORE)
    if (start - 1 <= floor) break
    const begin = floor + buffer.subarray(floor, start - 1).lastIndexOf(10) + 1
    const line = recordLine(buffer, { start: begin, end: start - 1 }, -lines.length - 1)
    lines.unshift(line)
    const opens = json
      ? /\{\s*$/.test(line.plain) && !IN_JSON.test(line.plain)
      : /<(?:Error|\?xml)/.test(line.plain)
    if (opens) return lines
    if (!IN_BODY.test(line.plain)) break
    start = begin
  }
  // What does not begin here was no body.
  return []
}

function linesBehind(
  buffer: Buffer,
  found: RecordLine,
  going: GoingOn,
  bufferEnd: number,
): RecordLine[] {
  const lines: RecordLine[] = []
  for (let { end } = found; end + 1 < bufferEnd && lines.length < MOST_LINES_BEHIND; ) {
    if (buffer[end] !== 10) break
    const next = lineEnd(buffer, end + 1, bufferEnd)
    if (next - found.end > BEHIND) break
    const line = recordLine(buffer, { start: end + 1, end: next }, lines.length + 1)
    if (!going(line.plain)) break
    lines.push(line)
    end = next
  }
  return lines
}
