import type { Catalogue } from '../catalogue.ts'
import { nearest } from '../nearest.ts'
import { UsageError } from '../usage-error.ts'

/** The severity of some causes, by id, and where it was set. */
export type Severities = Readonly<
  Record<string, { readonly as: 'warn' | 'fail'; readonly at: string }>
>

/** The catalogue with these severities; throws a UsageError for a cause that it does not hold. */
export function withSeverities(causes: Catalogue, severities: Severities): Catalogue {
  const changed = Object.entries(severities).map(([id, { as, at }]) => {
    const cause = knownCause(id, causes, at)
    const { warning: _, ...others } = cause
    if ((cause.warning ? 'warn' : 'fail') === as) return [id, cause] as const
    const severityFrom = at
    return [
      id,
      as === 'warn' ? { ...others, warning: true, severityFrom } : { ...others, severityFrom },
    ] as const
  })
  // In place: the order is that in which equals are reported.
  return { ...causes, ...Object.fromEntries(changed) }
}

/** A cause of the catalogue; throws a UsageError that begins with `at` and names the nearest. */
export function knownCause(id: string, causes: Catalogue, at: string) {
  const cause = Object.hasOwn(causes, id) ? causes[id] : undefined
  if (cause !== undefined) return cause
  throw new UsageError(
    `${at}: '${id}' is not a cause; nearest: '${nearest(id, Object.keys(causes))}'`,
  )
}
