import { type Catalogue, catalogueFaults, mergeCatalogues } from './catalogue.ts'
import type { Check } from './check.ts'
import { glob } from './glob.ts'
import { graphFaults } from './graph.ts'

/** A set of checks and the causes that they may name. */
export interface Plugin {
  readonly name: string
  readonly checks: readonly Check[]
  readonly causes: Catalogue
}

/** Types a plug-in: a check that names a cause which is not in `causes` does not compile. */
export function definePlugin<const Causes extends Catalogue>(plugin: {
  readonly name: string
  readonly checks: readonly Check<Extract<keyof Causes, string>>[]
  readonly causes: Causes
}): Plugin {
  return plugin
}

/** Everything that some plug-ins know, found sound as a whole. */
export interface Knowledge {
  readonly checks: readonly Check[]
  readonly causes: Catalogue
}

/** Merges plug-ins; throws an error that names every fault in their checks and causes. */
export function combine(plugins: readonly Plugin[]): Knowledge {
  const checks = withoutGlobs(plugins.flatMap((plugin) => plugin.checks))
  const causes = mergeCatalogues(plugins.map((plugin) => plugin.causes))
  const faults = [...graphFaults(checks), ...catalogueFaults(causes)]
  if (faults.length > 0)
    throw new Error(`${plugins.map(({ name }) => name).join(', ')}: ${faults.join('; ')}`)
  return { checks, causes }
}

/** The checks with each glob of `after` replaced by the others that it fits and that ask a server. */
function withoutGlobs(checks: readonly Check[]): readonly Check[] {
  const asking = checks.filter(({ network }) => network).map(({ id }) => id)
  return checks.map((check) => {
    const { id, after } = check
    if (!after?.some((pattern) => pattern.includes('*'))) return check
    const fitting = (pattern: string) =>
      pattern.includes('*') ? asking.filter(glob(pattern)) : [pattern]
    return { ...check, after: [...new Set(after.flatMap(fitting))].filter((one) => one !== id) }
  })
}
