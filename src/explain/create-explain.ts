import { checkExplainOptions } from '../api-options.ts'
import type { Catalogue } from '../catalogue.ts'
import { combine, type Plugin } from '../plugins/plugin.ts'
import { soundPlugin } from '../plugins/plugin-shape.ts'
import { explain } from './explain.ts'
import { type Explanation, explanationsOf } from './explanation.ts'

/** What a caller of `explain` knows beside the text. */
export interface ExplainOptions {
  readonly backend?: 'managed' | 'byo'
  readonly plugins?: readonly Plugin[]
}

/** Makes `explain` from a loader of the built-in causes; no check is loaded for it. */
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
    return explanationsOf(explain(text, causes, backend === undefined ? {} : { backend }), causes)
  }
}
