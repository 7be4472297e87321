import type { Catalogue } from '../catalogue.ts'
import { glob } from '../glob.ts'
import type { Finding, Findings, RawSighting } from './findings.ts'

/**
 * For each cause that follows from others that were found: from which. What a doctor found on the
 * spot is never a consequence, and comes before all that is only told.
 */
export function consequencesIn(
  findings: Findings,
  catalogue: Catalogue,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  const all = [...findings.values()]
  for (const finding of all) {
    if (finding.reported !== undefined) continue
    const patterns = (catalogue[finding.cause]?.consequenceOf ?? []).map(glob)
    const roots = all.filter(
      (other) =>
        other !== finding &&
        patterns.some((fits) => fits(other.cause)) &&
        comesFirst(other, finding) &&
        // Of two that may follow from each other, the one found first is the root.
        !found.get(other.cause)?.includes(finding.cause),
    )
    if (roots.length > 0)
      found.set(
        finding.cause,
        roots.map(({ cause }) => cause),
      )
  }
  return withoutLoops(found)
}

function comesFirst(root: Finding, other: Finding): boolean {
  return root.reported !== undefined || !isBefore(other.first, root.first)
}

/** By the time where both tell one, with its zone or without, else in the order in which they were read. */
function isBefore(
  { written: a, ...one }: RawSighting,
  { written: b, ...other }: RawSighting,
): boolean {
  if (a?.zoned === b?.zoned && a !== undefined && b !== undefined && a.time !== b.time)
    return a.time < b.time
  return one.order < other.order
}

/** A loop of consequences has no root: its first member is taken for one. */
function withoutLoops(found: Map<string, readonly string[]>): Map<string, readonly string[]> {
  for (const cause of found.keys()) {
    const seen = new Set<string>()
    const reachesRoot = (id: string): boolean => {
      if (seen.has(id)) return false
      seen.add(id)
      return found.get(id)?.some(reachesRoot) ?? true
    }
    if (!reachesRoot(cause)) found.delete(cause)
  }
  return found
}
