import { distance } from 'fastest-levenshtein'
import type { Catalogue, Cause } from '../catalogue.ts'
import { nearest } from '../nearest.ts'

/** A cause that an unknown text may be about. */
export interface Guess {
  readonly cause: string
  /** The id or the code that a word of the text looks like; absent where only the words are alike. */
  readonly like?: string
}

/** More words than these tell nothing more. */
const MOST_WORDS = 300

/**
 * The cause whose id, code or words a text is nearest to, as a question for whoever wrote it; it
 * is a guess, and holds nothing of the text. Undefined for an empty catalogue.
 */
export function nearestCause(text: string, catalogue: Catalogue): Guess | undefined {
  const words = [...new Set(text.match(/[A-Za-z0-9][A-Za-z0-9_./-]{2,63}/g) ?? [])].slice(
    0,
    MOST_WORDS,
  )
  const names = namesOf(catalogue)
  return misspelt(words, names) ?? alike(words, catalogue) ?? lookingLike(text, names)
}

/** A word within a few slips of an id or a code. */
function misspelt(words: readonly string[], names: ReadonlyMap<string, string>): Guess | undefined {
  let best: { like: string; cause: string; slips: number } | undefined
  for (const word of words.filter(({ length }) => length >= 5)) {
    for (const [like, cause] of names) {
      if (Math.abs(like.length - word.length) > 3) continue
      const slips = distance(word.toLowerCase(), like.toLowerCase())
      if (slips <= Math.max(1, Math.min(3, like.length / 5)) && slips < (best?.slips ?? 9)) {
        best = { like, cause, slips }
      }
    }
  }
  return best === undefined ? undefined : { cause: best.cause, like: best.like }
}

/** The cause that shares the most telling words with the text. */
function alike(words: readonly string[], catalogue: Catalogue): Guess | undefined {
  const vocabularies = Object.entries(catalogue).map(
    ([id, cause]) => [id, wordsOf(id, cause)] as const,
  )
  const seen = new Set(words.map((word) => word.toLowerCase()))
  const known = vocabularies.map(([id, vocabulary]) => {
    const shared = [...vocabulary].filter((word) => seen.has(word))
    // A word that many causes have says little of any.
    const weight = (word: string) => 1 / vocabularies.filter(([, those]) => those.has(word)).length
    return { id, score: shared.reduce((sum, word) => sum + weight(word), 0) }
  })
  const [best] = known.sort((a, b) => b.score - a.score)
  return best === undefined || best.score < 0.2 ? undefined : { cause: best.id }
}

function wordsOf(id: string, { title, match = [] }: Cause): ReadonlySet<string> {
  const texts = [title, id, ...match.flatMap((one) => ('text' in one ? [one.text] : []))]
  const words =
    texts
      .join(' ')
      .toLowerCase()
      .match(/[a-z0-9_]{4,}/g) ?? []
  return new Set(words.filter((word) => !COMMON.has(word)))
}

const COMMON = new Set(
  'that this with from what when which there here your does have will been only must want wants into more than then them they about other made make name named'.split(
    ' ',
  ),
)

function lookingLike(text: string, names: ReadonlyMap<string, string>): Guess | undefined {
  const like = nearest(text.trim().slice(0, 100), [...names.keys()])
  const cause = like === undefined ? undefined : names.get(like)
  return like === undefined || cause === undefined ? undefined : { cause, like }
}

/** Everything that may be asked for by name: ids and codes, each with the cause that it leads to first. */
function namesOf(catalogue: Catalogue): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const [id, { match = [] }] of Object.entries(catalogue)) {
    const codes = match.flatMap((one) => ('code' in one ? [one.code] : []))
    for (const name of [id, ...codes]) if (!names.has(name)) names.set(name, id)
  }
  return names
}
