import type { Catalogue } from '../catalogue.ts'
import type { Knowing, Matcher } from '../matching/matcher.ts'
import { fold } from './fold.ts'
import { foundLine, type LogRecord, type RecordLine } from './record.ts'
import { REPORTED } from './sought.ts'
import { isTrouble } from './trouble.ts'

/** What a record says. */
export interface Judged {
  readonly matches: readonly {
    readonly cause: string
    readonly matched: string
    /** Which line of the record says so: how many below the one that it was found by. */
    readonly offset: number
  }[]
  /** The kind of a record that leads to no cause and looks like an error. */
  readonly trouble?: string
}

/** How much of a line tells its kind. */
const KEY = 300
const ID_AT_END = /(?:^|\s)([a-z][a-z0-9-]{0,40}\/[a-z0-9][a-z0-9-]{0,60})\s*$/

/** What the judging of a record knows. */
export interface Judging {
  readonly catalogue: Catalogue
  readonly matcher: Matcher
  readonly knowing: Knowing
  /** Literals too short to be looked for everywhere. */
  readonly short: readonly string[]
}

/** Judges records; `literal` says whether one that is looked for everywhere stands in it. */
export function judgeRecord(record: LogRecord, literal: boolean, judging: Judging): Judged {
  const found = foundLine(record)
  const matches =
    literal || hasShort(record, judging.short)
      ? causesIn(record, judging).map(({ cause, matched }) => ({
          cause,
          matched,
          offset: (lineOf(record, matched) ?? found).offset,
        }))
      : []
  if (matches.length > 0 || !isTrouble(found.plain)) return { matches }
  return { matches, trouble: fold(found.plain.slice(0, KEY).trim()) }
}

function hasShort({ text }: LogRecord, short: readonly string[]): boolean {
  const lower = text.toLowerCase()
  return short.some((one) => lower.includes(one))
}

function causesIn({ text, lines }: LogRecord, { catalogue, matcher, knowing }: Judging) {
  const [found, ...rest] = lines
  if (found?.plain.includes(REPORTED)) {
    const ids = [found, ...rest].flatMap(({ plain }) => ID_AT_END.exec(plain)?.[1] ?? [])
    const id = ids.find((one) => Object.hasOwn(catalogue, one))
    if (id !== undefined) return [{ cause: id, matched: id }]
  }
  // A word alone may be anything; an error says more.
  return /\S\s+\S|[{<]/.test(text) ? matcher.match(text, knowing) : []
}

function lineOf({ lines }: LogRecord, matched: string): RecordLine | undefined {
  const small = matched.toLowerCase()
  return lines.find(({ plain }) => plain.toLowerCase().includes(small))
}
