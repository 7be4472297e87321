import type { Catalogue } from '../catalogue.ts'
import type { Explained } from './explain.ts'

/** What is behind a text, with what to do about it. */
export interface Explanation {
  readonly cause: string
  /** The part of the text that led to it. */
  readonly matched: string
  readonly title: string
  readonly why: string
  readonly fix: readonly { readonly do: string; readonly run?: string }[]
  readonly docs: string
  readonly documented: boolean
  readonly owner: 'you' | 'tonbo' | 'provider'
}

/** What the catalogue says of these causes; those that it does not hold are left out. */
export function explanationsOf(matches: readonly Explained[], causes: Catalogue): Explanation[] {
  return matches.flatMap(({ cause, matched }) => {
    const known = causes[cause]
    if (known === undefined) return []
    const { title, why, docs, documented, owner } = known
    const fix = known.fix.map(({ when: _, ...step }) => step)
    return [{ cause, matched, title, why, fix, docs, documented, owner }]
  })
}
