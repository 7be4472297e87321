import type { Compiled } from './compile.ts'

/** What JSON or HTML may have written otherwise than it is: a literal has none of it. */
const ESCAPED = /["'`\\/<>&]+/

/** The literals to look for in a text before it is matched: in small letters, none within another. */
export function literalsOf({ signs }: Compiled): readonly string[] {
  const all = [...signs].flatMap(([literal, { codes, phrases, status }]) => [
    ...(codes.length > 0 ? [longest(literal.split(ESCAPED))] : []),
    ...phrases.map(({ phrase }) => longest(phrase.pieces.flatMap((one) => one.split(ESCAPED)))),
    ...(status === undefined ? [] : [ofStatus(literal)]),
  ])
  const distinct = [...new Set(all)].sort((a, b) => a.length - b.length)
  // Where one is found, so is whatever it is a part of.
  return distinct.filter(
    (text, index) => !distinct.slice(0, index).some((one) => text.includes(one)),
  )
}

/** Of a status, from the last quote or slash on: without its number, a spelling says nothing. */
function ofStatus(spelling: string): string {
  const quote = spelling.lastIndexOf('"')
  return spelling.slice(quote < 0 ? spelling.lastIndexOf('/') + 1 : quote)
}

/** The rarest of several pieces, as far as its length tells: the later of equals, and no scheme. */
function longest(pieces: readonly string[]): string {
  const telling = pieces.filter((piece) => !/^https?:?$/.test(piece))
  return telling.reduce((best, one) => (one.length >= best.length ? one : best), '')
}
