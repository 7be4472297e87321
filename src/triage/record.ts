import { plainLine } from './plain-line.ts'
import { REPORTED } from './sought.ts'

/** One line of a record. */
export interface RecordLine {
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
}

/** How much of a line is read at most: before the place that it was found by, and behind. */
const BEFORE = 4096
const BEHIND = 8192
/** How far a body may reach. */
const MOST_LINES_BEFORE = 12
const MOST_LINES_BEHIND = 24

const IN_JSON = /^\s*"[^"]{1,64}"\s*:|^\s*[}\]],?\s*$/
const IN_XML = /^\s*<\/?[A-Za-z?]/
const STATUS_LINE = /^(?:< )?HTTP\/\d(?:\.\d)? \d{3}\b/
const HEADER = /^(?:< )?[A-Za-z][\w-]{0,63}:\s|^<?\s*$/
/** What the SDK for Go (version 1) puts on lines of their own. */
const CONTINUED = /^\s+status code: \d{3}\b|^caused by: /
const IN_BODY = /^\s*["{}[\]<]/

/** The record around `at`, in a buffer whose bytes reach to `bufferEnd`. */
export function recordAt(buffer: Buffer, at: number, bufferEnd: number): LogRecord {
  const found = lineAround(buffer, at, bufferEnd)
  const { lines: before, first } = linesBefore(buffer, found)
  const behind = linesBehind(buffer, found, first, bufferEnd)
  const lines = [...before, found, ...behind]
  return {
    lines,
    text: lines.map(({ plain }) => plain).join('\n'),
    end: (behind.at(-1) ?? found).end,
  }
}

interface Place extends RecordLine {
  readonly start: number
  readonly end: number
}

function lineAround(buffer: Buffer, at: number, bufferEnd: number): Place {
  // Looked for no further than needed: a line may be as long as its input.
  const floor = Math.max(0, at - BEFORE)
  const start = floor + buffer.subarray(floor, at).lastIndexOf(10) + 1
  return place(buffer, start, lineEnd(buffer, at, bufferEnd), 0)
}

function lineEnd(buffer: Buffer, at: number, bufferEnd: number): number {
  const ceiling = Math.min(bufferEnd, at + BEHIND)
  const end = buffer.subarray(at, ceiling).indexOf(10)
  return end < 0 ? ceiling : at + end
}

function place(buffer: Buffer, start: number, end: number, offset: number): Place {
  const raw = buffer.toString('utf8', start, end).replace(/(?<!\r)\r+$/, '')
  return { raw, plain: plainLine(raw).replaceAll('\r', '\n'), offset, start, end }
}

function linesBefore(buffer: Buffer, found: Place): { lines: Place[]; first: string } {
  const json = IN_JSON.test(found.plain)
  const xml = !json && IN_XML.test(found.plain) && !found.plain.includes('<Error')
  if (!json && !xml) return { lines: [], first: found.plain }
  const lines: Place[] = []
  for (let { start } = found; start > 0 && lines.length < MOST_LINES_BEFORE; ) {
    if (buffer[start - 1] !== 10) break
    const floor = Math.max(0, found.start - BEFORE)
    if (start - 1 <= floor) break
    const begin = floor + buffer.subarray(floor, start - 1).lastIndexOf(10) + 1
    const line = place(buffer, begin, start - 1, -lines.length - 1)
    lines.unshift(line)
    const opens = json
      ? /\{\s*$/.test(line.plain) && !IN_JSON.test(line.plain)
      : /<(?:Error|\?xml)/.test(line.plain)
    if (opens) return { lines, first: line.plain }
    if (!IN_BODY.test(line.plain)) break
    start = begin
  }
  // What does not begin here was no body.
  return { lines: [], first: found.plain }
}

function linesBehind(buffer: Buffer, found: Place, first: string, bufferEnd: number): Place[] {
  const going = goesOn(first, found.plain)
  const lines: Place[] = []
  for (let { end } = found; end + 1 < bufferEnd && lines.length < MOST_LINES_BEHIND; ) {
    if (buffer[end] !== 10) break
    const next = lineEnd(buffer, end + 1, bufferEnd)
    if (next - found.end > BEHIND) break
    const line = place(buffer, end + 1, next, lines.length + 1)
    if (!going(line.plain)) break
    lines.push(line)
    end = next
  }
  return lines
}

/** Asked for one line after the other: whether it still belongs to what began so. */
function goesOn(first: string, found: string): (line: string) => boolean {
  let depth = depthOf(first) + (first === found ? 0 : depthOf(found))
  if (first !== found || /\{\s*$/.test(first)) {
    if (depth > 0)
      return (line) => {
        const open = depth > 0
        depth += depthOf(line)
        return open && IN_BODY.test(line)
      }
  }
  if (
    /<(?:Error|\?xml)/.test(first) &&
    !first.includes('</Error>') &&
    !found.includes('</Error>')
  ) {
    let closed = false
    return (line) => {
      const open = !closed
      closed ||= line.includes('</Error>')
      return open && IN_BODY.test(line)
    }
  }
  if (STATUS_LINE.test(found)) {
    let body = false
    return (line) => {
      if (!body && HEADER.test(line)) return true
      body = true
      return IN_BODY.test(line)
    }
  }
  // The doctor's own text has the cause behind the title, which may be broken over lines.
  if (found.includes(REPORTED)) return (line) => /^ {9}\S/.test(line)
  return (line) => CONTINUED.test(line)
}

function depthOf(line: string): number {
  let depth = 0
  for (const character of line) {
    if (character === '{') depth += 1
    else if (character === '}') depth -= 1
  }
  return depth
}
