import type { Catalogue } from '../catalogue.ts'
import { compile } from '../matching/compile.ts'
import { isManaged } from '../matching/managed.ts'
import { type Explained, type Knowing, matcher } from '../matching/matcher.ts'
import { readingsOf } from '../matching/readings.ts'

export type { Explained } from '../matching/matcher.ts'

/**
 * The causes that a code, an HTTP status, a message, pasted output or a cause id leads to. A text
 * that is nothing but a word or a number is taken for a code or a status; of any other, only what
 * an error says counts (`Matcher.match`).
 */
export function explain(text: string, catalogue: Catalogue, knowing: Knowing = {}): Explained[] {
  const trimmed = text.replace(/^\ufeff/, '').trim()
  if (Object.hasOwn(catalogue, trimmed)) return [{ cause: trimmed, matched: trimmed }]
  const alone = /^[\w.]{3,64}$/.test(trimmed) ? ofWord(trimmed, catalogue, knowing) : []
  return alone.length > 0 ? alone : matcher(catalogue).match(text, knowing)
}

/** Every reading of a code or a status that stands alone. */
function ofWord(word: string, catalogue: Catalogue, knowing: Knowing): Explained[] {
  const { codes, statuses } = compile(catalogue)
  const ways = codes.get(word) ?? []
  const given = { message: '', alone: true, managed: isManaged(word, knowing) }
  return [
    ...readingsOf(ways, given).map(({ way }) => way),
    ...(statuses.get(Number(word)) ?? []),
  ].map(({ id }) => ({ cause: id, matched: word }))
}
