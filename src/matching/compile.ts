import type { Catalogue, Match } from '../catalogue.ts'
import { type Phrase, phrase } from './phrase.ts'
import { spellingsOf } from './status-place.ts'

type Of<K extends string> = Extract<Match, { readonly [key in K]: unknown }>

/** One way to a cause. */
export interface Way<M> {
  readonly id: string
  /** Where the cause stands in the catalogue. */
  readonly order: number
  readonly match: M
}

/** A catalogue, laid out to be looked up by what stands in a text. */
export interface Compiled {
  readonly codes: ReadonlyMap<string, readonly Way<Of<'code'>>[]>
  readonly statuses: ReadonlyMap<number, readonly Way<Of<'status'>>[]>
  readonly phrases: readonly (Way<Of<'text'>> & { readonly phrase: Phrase })[]
  /** The status that each spelling of one stands for. */
  readonly spellings: ReadonlyMap<string, number>
  /** The cause that each cause tells more about. */
  readonly refined: ReadonlyMap<string, string>
}

/** Lays out a catalogue for matching. */
export function compile(catalogue: Catalogue): Compiled {
  const codes = new Map<string, Way<Of<'code'>>[]>()
  const statuses = new Map<number, Way<Of<'status'>>[]>()
  const phrases: (Way<Of<'text'>> & { phrase: Phrase })[] = []
  const refined = new Map<string, string>()
  for (const [order, [id, { match = [], refines }]] of Object.entries(catalogue).entries()) {
    if (refines !== undefined) refined.set(id, refines)
    for (const one of match) {
      if ('code' in one) add(codes, one.code, { id, order, match: one })
      else if ('status' in one) add(statuses, one.status, { id, order, match: one })
      else phrases.push({ id, order, match: one, phrase: phrase(one.text, one.open === true) })
    }
  }
  const spellings = new Map(
    [...statuses.keys()].flatMap((status) =>
      spellingsOf(status).map((spelling) => [spelling, status] as const),
    ),
  )
  return { codes, statuses, phrases, spellings, refined }
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const those = map.get(key)
  if (those === undefined) map.set(key, [value])
  else those.push(value)
}
