import type { Catalogue, Match } from '../catalogue.ts'
import { small } from './clean.ts'
import { type Phrase, phrase } from './phrase.ts'
import { redisWords } from './redis-words.ts'
import { spellingsOf } from './status-place.ts'

type Of<K extends string> = Extract<Match, { readonly [key in K]: unknown }>

/** One way to a cause. */
export interface Way<M> {
  readonly id: string
  /** Where the cause stands in the catalogue, warnings behind failures. */
  readonly order: number
  readonly match: M
}

/** What a literal may be the sign of. */
interface Sign {
  /** Codes that differ in their letters' case alone. */
  readonly codes: { readonly code: string; readonly ways: readonly Way<Of<'code'>>[] }[]
  readonly phrases: (Way<Of<'text'>> & { readonly phrase: Phrase })[]
  /** A status that is spelt so. */
  status?: number
}

/** A catalogue, laid out to be looked up by what stands in a text. */
export interface Compiled {
  readonly codes: ReadonlyMap<string, readonly Way<Of<'code'>>[]>
  readonly statuses: ReadonlyMap<number, readonly Way<Of<'status'>>[]>
  /** By the literal, in small letters, that a text is searched for. */
  readonly signs: ReadonlyMap<string, Sign>
  /** The cause that each cause tells more about. */
  readonly refined: ReadonlyMap<string, string>
}

/** Lays out a catalogue for matching. */
export function compile(catalogue: Catalogue): Compiled {
  const codes = new Map<string, Way<Of<'code'>>[]>()
  const statuses = new Map<number, Way<Of<'status'>>[]>()
  const signs = new Map<string, Sign>()
  const refined = new Map<string, string>()
  const sign = (literal: string) => of(signs, literal, () => ({ codes: [], phrases: [] }))
  const all = Object.entries(catalogue)
  const warns = all.filter(([, { warning }]) => warning === true)
  const inOrder = [...all.filter((one) => !warns.includes(one)), ...warns]
  for (const [order, [id, { match = [], refines }]] of inOrder.entries()) {
    if (refines !== undefined) refined.set(id, refines)
    for (const one of match) {
      if ('code' in one) of(codes, one.code, () => []).push({ id, order, match: one })
      else if ('status' in one) of(statuses, one.status, () => []).push({ id, order, match: one })
      else {
        const words = phrase(one.text, one.open === true)
        sign(words.literal).phrases.push({ id, order, match: one, phrase: words })
      }
    }
  }
  for (const [code, ways] of codes) {
    if (!redisWords.has(code)) sign(small(code)).codes.push({ code, ways })
  }
  for (const status of statuses.keys()) {
    for (const spelling of spellingsOf(status)) sign(spelling).status = status
  }
  return { codes, statuses, signs, refined }
}

function of<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
