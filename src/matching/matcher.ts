import type { Catalogue } from '../catalogue.ts'
import { around } from './around.ts'
import { clean, small } from './clean.ts'
import { type Compiled, compile } from './compile.ts'
import { type Finder, finder } from './finder.ts'
import { withoutLaterErrors } from './first-error.ts'
import { isForeign } from './foreign.ts'
import { type Hit, mostTelling, ranked } from './hit.ts'
import { literalsOf } from './literals.ts'
import { isManaged, type Knowing } from './managed.ts'
import { ofOneErrorEach } from './one-error.ts'
import { codeHits, statusHits, textHits } from './read-hits.ts'
import { soleReadings } from './sole-readings.ts'

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
   * What to look for in a text, in small letters, before it is matched: at least one of these
   * stands in every text that `match` finds anything in, once ANSI escapes and control characters
   * are taken out and A to Z are made small. They have no apostrophe, slash, backslash or angle
   * bracket, which JSON and HTML may escape, and no quote but before a status, where one that is
   * written as an entity or as `\\u0022` is not met. The converse does not hold: most texts that
   * have one are no errors.
   */
  readonly literals: readonly string[]
}

/** A matcher for the causes of a catalogue, laid out once. */
export function matcher(catalogue: Catalogue): Matcher {
  const compiled = compile(catalogue)
  const find = finder(compiled.signs.keys())
  return {
    match: (text, knowing = {}) =>
      hitsIn(text, compiled, find, knowing).map(({ cause, matched }) => ({ cause, matched })),
    literals: literalsOf(compiled),
  }
}

function hitsIn(text: string, compiled: Compiled, find: Finder, knowing: Knowing): Hit[] {
  const flat = withoutLaterErrors(clean(text))
  const found = find(small(flat))
  if (found.size === 0) return []
  const given = { flat, found, managed: isManaged(flat, knowing) }
  const codes = codeHits(given, compiled)
  const texts = textHits(given, compiled)
  const hits = [...codes, ...texts, ...statusHits(given, compiled, { codes, texts })]
  const each = ofOneErrorEach(hits.filter(ours(flat)), compiled.refined)
  return ranked(soleReadings(mostTelling(each, compiled.refined)))
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
