import type { Check } from '../check.ts'
import { isId } from '../id.ts'
import { nearest } from '../nearest.ts'

/**
 * What is wrong with a list of checks, a sentence each: malformed, doubled and unknown ids (the
 * nearest is named), and cycles of `needs` and `after` (with their path).
 */
export function graphFaults(checks: readonly Check[]): string[] {
  const ids = checks.map(({ id }) => id)
  const known = new Set(ids)
  const faults = ids
    .filter((id) => !isId(id))
    .map((id) => `check '${id}' is not of the form area/name`)
  for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) < index))) {
    faults.push(`check '${id}' is defined twice`)
  }
  for (const { id, needs = [], after = [] } of checks) {
    for (const [kind, edges] of [
      ['needs', needs],
      ['comes after', after],
    ] as const) {
      for (const other of edges) {
        if (!known.has(other)) {
          faults.push(
            `check '${id}' ${kind} '${other}', which is unknown; nearest: '${nearest(other, ids)}'`,
          )
        }
      }
    }
  }
  const cycle = findCycle(checks)
  if (cycle !== undefined) faults.push(`checks wait for each other: ${cycle.join(' → ')}`)
  return faults
}

/** A path that ends where it began, if `needs` and `after` hold one. */
function findCycle(checks: readonly Check[]): string[] | undefined {
  const edges = new Map(checks.map(({ id, needs = [], after = [] }) => [id, [...needs, ...after]]))
  const done = new Set<string>()
  for (const start of edges.keys()) {
    // An explicit stack: a graph of ten thousand checks in a row must not overflow ours.
    const path: { id: string; next: number }[] = [{ id: start, next: 0 }]
    const open = new Set([start])
    while (path.length > 0) {
      const top = path[path.length - 1]
      if (top === undefined) break
      const other = done.has(top.id) ? undefined : edges.get(top.id)?.[top.next++]
      if (other === undefined) {
        done.add(top.id)
        open.delete(top.id)
        path.pop()
      } else if (open.has(other)) {
        const ids = path.map(({ id }) => id)
        return [...ids.slice(ids.indexOf(other)), other]
      } else if (!done.has(other)) {
        open.add(other)
        path.push({ id: other, next: 0 })
      }
    }
  }
  return undefined
}
