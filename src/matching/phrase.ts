import type { Around } from './around.ts'
import { beginsClause, endsClause } from './clause.ts'
import { small } from './clean.ts'
import { isProse } from './prose.ts'

/** The words of an error, ready to be looked for. */
export interface Phrase {
  /** The piece to look for, in small letters: of its pieces, the longest. */
  readonly literal: string
  /** All its pieces, in small letters. */
  readonly pieces: readonly string[]
  /** The same piece as the catalogue has it. */
  readonly shown: string
  /** Where they stand in their line, by the place of the literal; undefined where the rest of them does not. */
  at(place: Around): { readonly from: number; readonly to: number } | undefined
}

/** What `*` may stand for: so much of a line, or nothing. */
const LONGEST_GAP = 200

/**
 * The words of an error: `*` stands for whatever else the line has there, and at their end for the
 * rest of it. They are found where an error could begin and end; `open` ones may go on.
 */
export function phrase(text: string, open: boolean): Phrase {
  const whole = text.split('*')
  const pieces = whole.map(small)
  const literal = pieces.reduce((longest, one) => (one.length > longest.length ? one : longest))
  const middle = pieces.indexOf(literal)
  const left = pieces.slice(0, middle).reverse()
  const right = pieces.slice(middle + 1)
  const toEnd = text.endsWith('*')
  return {
    literal,
    pieces,
    shown: whole[middle]?.trim() ?? '',
    at: ({ before, after, at, end }) => {
      const stop = forwards(small(after), right)
      if (stop === undefined) return undefined
      const tail = after.slice(stop)
      if (/^: \.\.\./.test(tail) || !(open ? goesOn(text, tail) : endsClause(tail)))
        return undefined
      const start = starts(small(before), left).find((one) => beginsClause(before.slice(0, one)))
      if (start === undefined || isProse(before.slice(0, start), tail)) return undefined
      return { from: at - before.length + start, to: end + (toEnd ? after.length : stop) }
    },
  }
}

/** A path has several slashes, and any of them may be the one that is meant; more, nobody writes. */
const MOST_STARTS = 12

/** Where the pieces that come before the literal, the nearest first, may begin. */
function starts(before: string, pieces: readonly string[]): number[] {
  const [nearest, ...others] = pieces
  if (nearest === undefined) return [before.length]
  const found: number[] = []
  let start = before.length
  while (found.length < MOST_STARTS && start >= nearest.length) {
    start = before.lastIndexOf(nearest, start - nearest.length)
    if (start < 0 || before.length - start - nearest.length > LONGEST_GAP) break
    found.push(start)
  }
  return others.length === 0 ? found : found.flatMap((one) => starts(before.slice(0, one), others))
}

function forwards(after: string, pieces: readonly string[]): number | undefined {
  let stop = 0
  for (const piece of pieces) {
    const found = after.indexOf(piece, stop)
    if (found < 0 || found - stop > LONGEST_GAP) return undefined
    stop = found + piece.length
  }
  return stop
}

/** Words that may go on still end with a word. */
function goesOn(text: string, tail: string): boolean {
  return !/[A-Za-z0-9]$/.test(text) || !/^[A-Za-z0-9]/.test(tail)
}
