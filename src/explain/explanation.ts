import { checkExplainOptions } from '../api-options.ts'
import type { Catalogue } from '../catalogue.ts'
import { combine, type Plugin } from '../plugins/plugin.ts'
import { soundPlugin } from '../plugins/plugin-shape.ts'
import { explain } from './explain.ts'

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

/** What a caller of `explain` knows beside the text. */
export interface ExplainOptions {
  readonly backend?: 'managed' | 'byo'
  readonly plugins?: readonly Plugin[]
}

/** Makes `explain` of a loader of the built-in causes; no check is loaded for it. */
export function createExplain(loadCauses: () => Promise<Catalogue>) {
  return async (text: string, options: ExplainOptions = {}): Promise<Explanation[]> => {
    checkExplainOptions(text, options)
    const builtIn = { name: 'artifacts-doctor', checks: [], causes: await loadCauses() }
    const guests = (options.plugins ?? []).map((plugin, index) => ({
      ...soundPlugin(plugin, `plugins[${index}]`),
      checks: [],
    }))
    const { causes } = combine([builtIn, ...guests])
    const { backend } = options
    return explain(text, causes, backend === undefined ? {} : { backend }).flatMap(
      ({ cause, matched }) => {
        const known = causes[cause]
        if (known === undefined) return []
        const { title, why, docs, documented, owner } = known
        const fix = known.fix.map(({ when: _, ...step }) => step)
        return [{ cause, matched, title, why, fix, docs, documented, owner }]
      },
    )
  }
}
