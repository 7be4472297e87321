import { type Catalogue, catalogueFaults, mergeCatalogues } from '../catalogue.ts'
import type { Check } from '../check.ts'
import { glob } from '../glob.ts'
import { areaOf } from '../id.ts'
import { graphFaults } from '../run/graph.ts'
import { UsageError } from '../usage-error.ts'

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

/** Everything that some plug-ins know, and sound as a whole. */
export interface Knowledge {
  readonly checks: readonly Check[]
  readonly causes: Catalogue
}

/**
 * Merges plug-ins, the built-in one first; throws a UsageError that names every fault in their
 * checks and causes. An area belongs to the first plug-in that has a check or a cause in it.
 */
export function combine(plugins: readonly Plugin[]): Knowledge {
  const trespasses = areaFaults(plugins)
  if (trespasses.length > 0) throw unsound(plugins, trespasses)
  const checks = withoutGlobs(plugins.flatMap((plugin) => plugin.checks))
  const causes = mergeCatalogues(plugins.map((plugin) => plugin.causes))
  const faults = [...graphFaults(checks), ...catalogueFaults(causes)]
  if (faults.length > 0) throw unsound(plugins, faults)
  return { checks, causes }
}

const MOST_FAULTS = 5

function unsound(plugins: readonly Plugin[], faults: readonly string[]): UsageError {
  const [builtIn, ...others] = plugins.map(({ name }) => name)
  const more = faults.length - MOST_FAULTS
  const shown = [...faults.slice(0, MOST_FAULTS), ...(more > 0 ? [`and ${more} more`] : [])]
  const named = others.length === 0 ? builtIn : others.join(', ')
  return new UsageError(`plug-in ${named}: ${shown.join('; ')}`)
}

/** The area of the doctor's own rows about its configuration. */
const RESERVED = [['config', 'artifacts-doctor']] as const

function areaFaults(plugins: readonly Plugin[]): string[] {
  const owners = new Map<string, string | Plugin>(RESERVED)
  return plugins.flatMap((plugin) => {
    const ids = [...plugin.checks.map(({ id }) => id), ...Object.keys(plugin.causes)]
    return [...new Set(ids)].flatMap((id) => {
      const area = areaOf(id)
      const owner = owners.get(area) ?? plugin
      owners.set(area, owner)
      if (owner === plugin) return []
      const name = typeof owner === 'string' ? owner : owner.name
      return [
        `'${id}' of ${plugin.name} is in the area '${area}', which is that of ${name}; expected an area of its own`,
      ]
    })
  })
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
