import type { Catalogue } from '../catalogue.ts'
import { around } from './around.ts'
import { clean, small } from './clean.ts'
import { saidWith } from './code-place.ts'
import { type Compiled, compile } from './compile.ts'
import { withoutLaterErrors } from './first-error.ts'
import { isForeign } from './foreign.ts'
import { type Hit, mostTelling, ranked } from './hit.ts'
import { literalsOf } from './literals.ts'
import { isManaged, type Knowing } from './managed.ts'
import { readingsOf } from './readings.ts'
import { hasStatus, speakerOf } from './status-place.ts'

export type { Knowing } from './managed.ts'

/** A cause that a text leads to, and the part of the text that does: never more than a known code or known words. */
export interface Explained {
  readonly cause: string
  readonly matched: string
}

/** Reads texts for the causes of one catalogue. */
export interface Matcher {
  /**
   * The causes that errors in a text lead to: of each error the most specific, the earliest error
   * first, bare statuses last. The text may be of any length and have any number of lines; the
   * time is linear in it. A text that only speaks of errors leads to nothing.
   */
  match(text: string, knowing?: Knowing): Explained[]
  /**
   * In small letters (A to Z alone) and without quotes, slashes and angle brackets, which JSON and
   * HTML escape: at least one of these stands in every text that `match` finds anything in, once
   * ANSI escapes and control characters are taken out and the letters are made small. The converse
   * does not hold: most texts that have one are no errors.
   */
  readonly literals: readonly string[]
}

/** A matcher for the causes of a catalogue, laid out once. */
export function matcher(catalogue: Catalogue): Matcher {
  const compiled = compile(catalogue)
  return {
    match: (text, knowing = {}) =>
      hitsIn(text, compiled, knowing).map(({ cause, matched }) => ({ cause, matched })),
    literals: literalsOf(compiled),
  }
}

function hitsIn(text: string, compiled: Compiled, knowing: Knowing): Hit[] {
  const flat = withoutLaterErrors(clean(text))
  const given = { flat, lower: small(flat), managed: isManaged(flat, knowing) }
  const codes = codeHits(given, compiled)
  const hits = [...codes, ...textHits(given, compiled), ...statusHits(given, compiled, codes)]
  return ranked(mostTelling(hits.filter(ours(flat)), compiled.refined))
}

interface Given {
  readonly flat: string
  readonly lower: string
  readonly managed: boolean
}

function codeHits({ flat, managed }: Given, { codes }: Compiled): Hit[] {
  return [...codes].flatMap(([code, ways]) =>
    places(flat, code).flatMap((at) => {
      const place = around(flat, at, at + code.length)
      const said = saidWith(code, place)
      if (said === undefined) return []
      return readingsOf(ways, { ...said, managed, alone: said.message === '' }).map(
        ({ way, rank }): Hit => ({
          cause: way.id,
          order: way.order,
          matched: code,
          kind: 'code',
          rank,
          vague: way.match.vague === true,
          from: at,
          to: at + code.length,
          line: place.line,
        }),
      )
    }),
  )
}

function textHits({ flat, lower, managed }: Given, { phrases }: Compiled): Hit[] {
  return phrases.flatMap(({ id, order, match, phrase }) => {
    const { backend } = match
    if (backend !== undefined && (backend === 'managed') !== managed) return []
    return places(lower, phrase.literal).flatMap((at) => {
      const place = around(flat, at, at + phrase.literal.length)
      const found = phrase.at(place)
      if (found === undefined) return []
      const rank = backend === undefined ? 3 : 4
      const { line } = place
      return [
        {
          cause: id,
          order,
          matched: phrase.shown,
          kind: 'text',
          rank,
          vague: false,
          line,
          ...found,
        },
      ] satisfies Hit[]
    })
  })
}

/** How far from a code its own status may stand: above the body, and in what the SDK for JavaScript prints. */
const ABOVE = 1_500
const BELOW = 2_500

function statusHits({ flat, lower }: Given, compiled: Compiled, codes: readonly Hit[]): Hit[] {
  const seen = new Set<number>()
  return [...compiled.spellings].flatMap(([spelling, status]) =>
    places(lower, spelling).flatMap((at) => {
      const place = around(flat, at, at + spelling.length)
      const digits = at + spelling.indexOf(String(status))
      if (seen.has(digits) || !hasStatus(spelling, place)) return []
      seen.add(digits)
      const own = codes.some(
        ({ from, line }) =>
          line === place.line ||
          (spelling.startsWith('http/') && from > at && from - at < ABOVE) ||
          (spelling.includes('code') && from < at && at - from < BELOW),
      )
      if (own) return []
      const speaker = speakerOf(spelling, place)
      const ways = compiled.statuses.get(status) ?? []
      return ways
        .filter(({ match }) => speaker === undefined || (match.from ?? speaker) === speaker)
        .map(
          ({ id, order }): Hit => ({
            cause: id,
            order,
            matched: String(status),
            kind: 'status',
            rank: 0,
            vague: true,
            from: digits,
            to: digits + 3,
            line: place.line,
          }),
        )
    }),
  )
}

/** Every place at which a literal stands. */
function places(text: string, literal: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + literal.length)) {
    found.push(at)
  }
  return found
}

/** Whether a hit is on a line of ours, looked at once for each line. */
function ours(flat: string): (hit: Hit) => boolean {
  const known = new Map<number, boolean>()
  return ({ line, from }) => {
    const before = known.get(line)
    if (before !== undefined) return before
    const { before: head, after } = around(flat, from, from)
    const foreign = isForeign(head + after)
    known.set(line, !foreign)
    return !foreign
  }
}
