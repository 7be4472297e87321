import { closest, distance } from 'fastest-levenshtein'

/** The choice that looks most like `word`; undefined without choices. */
export function nearest(word: string, choices: readonly string[]): string | undefined {
  return choices.length === 0 ? undefined : closest(word, choices)
}

/** The choice within `limit` edits of `word` that is nearest to it, if any. */
export function nearby(word: string, choices: readonly string[], limit = 2): string | undefined {
  const choice = nearest(word, choices)
  return choice !== undefined && distance(word, choice) <= limit ? choice : undefined
}
