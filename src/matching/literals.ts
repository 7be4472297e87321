import { small } from './clean.ts'
import type { Compiled } from './compile.ts'

/** What JSON or HTML may have written otherwise than it is: a literal has none of it. */
const ESCAPED = /["'`\\/<>&]+/

/** The literals to look for in a text before it is matched: in small letters, none within another. */
export function literalsOf({ codes, phrases, spellings }: Compiled): readonly string[] {
  const all = [
    ...codes.keys(),
    ...phrases.map(({ phrase }) => phrase.literal),
    ...spellings.keys(),
  ].map((text) => longest(small(text).split(ESCAPED)))
  const distinct = [...new Set(all)].sort((a, b) => a.length - b.length)
  // Where one is found, so is whatever it is a part of.
  return distinct.filter(
    (text, index) => !distinct.slice(0, index).some((one) => text.includes(one)),
  )
}

function longest(pieces: readonly string[]): string {
  return pieces.reduce((best, one) => (one.length > best.length ? one : best), '')
}
