import type { Catalogue } from '../catalogue.ts'
import { isForeign } from '../matching/foreign.ts'
import type { Knowing, Matcher } from '../matching/matcher.ts'
import { fold } from './fold.ts'
import { foundLine, type LogRecord, type RecordLine } from './record.ts'
import { REPORTED } from './sought.ts'
import { isTrouble } from './trouble.ts'

/** A cause that a record leads to. */
interface Match {
  readonly cause: string
  readonly matched: string
  /** Which line of the record says so: how many below the one that it was found by. */
  readonly offset: number
}

/** What a record says. */
export interface Judged {
  readonly matches: readonly Match[]
  /** What it leads to where what stands above speaks of managed storage, if that is something else. */
  readonly managed?: readonly Match[]
  /** The kind of a record that leads to no cause and looks like an error. */
  readonly trouble?: string
}

/** How much of a line tells its kind. */
const KEY = 300
/** How much of a line tells whose it is. */
const NEAR = 960
const ID_AT_END = /(?:^|\s)([a-z][a-z0-9-]{0,40}\/[a-z0-9][a-z0-9-]{0,60})\s*$/

/** What the judging of a record knows. */
export interface Judging {
  readonly catalogue: Catalogue
  readonly matcher: Matcher
  readonly knowing: Knowing
}

/** Judges a record. */
export function judgeRecord(record: LogRecord, judging: Judging): Judged {
  const found = foundLine(record)
  const read = (knowing: Knowing) =>
    causesIn(record, { ...judging, knowing }).map(({ cause, matched }) => ({
      cause,
      matched,
      offset: (lineOf(record, matched) ?? found).offset,
    }))
  const matches = read(judging.knowing)
  if (matches.length > 0) {
    const managed = judging.knowing.backend === undefined ? read({ backend: 'managed' }) : matches
    const same = managed.every(({ cause }, index) => cause === matches[index]?.cause)
    return same && managed.length === matches.length ? { matches } : { matches, managed }
  }
  if (!isTrouble(found.plain)) return { matches }
  return { matches, trouble: fold(found.plain.slice(0, KEY).trim()) }
}

function causesIn({ text, lines }: LogRecord, { catalogue, matcher, knowing }: Judging) {
  const [found, ...rest] = lines
  if (found?.plain.includes(REPORTED)) {
    const ids = [found, ...rest].flatMap(({ plain }) => ID_AT_END.exec(plain)?.[1] ?? [])
    const id = ids.find((one) => Object.hasOwn(catalogue, one))
    if (id !== undefined) return [{ cause: id, matched: id }]
  }
  // A word alone may be anything; an error says more.
  if (!/\S\s+\S|[{<]/.test(text)) return []
  // What was taken off tells whose error it is, and may have been a part of it.
  const raw = lines.map((line) => line.raw).join('\n')
  const matches = matcher.match(raw, knowing)
  if (matches.length > 0 || lines.some((line) => isForeign(line.raw.slice(0, NEAR)))) return matches
  return matcher.match(text, knowing)
}

function lineOf({ lines }: LogRecord, matched: string): RecordLine | undefined {
  const small = matched.toLowerCase()
  return lines.find(({ plain }) => plain.toLowerCase().includes(small))
}
