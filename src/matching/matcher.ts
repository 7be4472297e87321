import type { Catalogue } from '../catalogue.ts'
import { explain } from '../explain.ts'

/** A cause that a text leads to, and the part of the text that does. */
export interface Explained {
  readonly cause: string
  readonly matched: string
}

/** What the caller knows beside the text. */
export interface Knowing {
  readonly backend?: 'managed' | 'byo'
}

/** Reads texts for the causes of one catalogue. */
export interface Matcher {
  /** The causes that errors in a text lead to, the earliest and most specific first. */
  match(text: string, knowing?: Knowing): Explained[]
  /**
   * In lower case: at least one of these stands in every text that `match` finds anything in, once
   * ANSI escapes are taken out of the text and its letters are made small.
   */
  readonly literals: readonly string[]
}

/** A matcher for the causes of a catalogue. */
export function matcher(catalogue: Catalogue): Matcher {
  const literals = Object.values(catalogue).flatMap(({ match = [] }) =>
    match.map((one) =>
      ('code' in one ? one.code : 'text' in one ? one.text : String(one.status)).toLowerCase(),
    ),
  )
  return {
    match: (text, knowing = {}) => explain(text, catalogue, knowing),
    literals: [...new Set(literals)],
  }
}
