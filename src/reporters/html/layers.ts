import type { ReportedCheck } from '../../report/report.ts'
import { byArea } from '../by-area.ts'

/** Where a check stands: a column for each layer of needs, rows from the top. */
export interface Place {
  readonly check: ReportedCheck
  readonly column: number
  readonly row: number
}

/** Everything of one area: whole rows, one below the other. */
export interface Lane {
  readonly area: string
  readonly row: number
  readonly rows: number
}

/** Checks laid out so that every arrow leads to the right. */
export interface Layers {
  readonly places: ReadonlyMap<string, Place>
  readonly lanes: readonly Lane[]
  readonly columns: number
  readonly rows: number
}

/** As wide a row of checks that need nothing as the eye takes in. */
const ROW_OF_LONERS = 6

/**
 * Lays checks out by what they need: the column is the longest way there, the rows are those of
 * their area. What neither needs nor is needed stands side by side, below or far from the others.
 */
export function layers(checks: readonly ReportedCheck[]): Layers {
  const columnOf = longestPaths(checks)
  const needed = new Set(checks.flatMap(({ needs = [] }) => needs))
  const alone = ({ id, needs = [] }: ReportedCheck) => needs.length === 0 && !needed.has(id)
  const deepest = Math.max(0, ...columnOf.values()) + 1
  const across = Math.max(deepest, Math.min(ROW_OF_LONERS, checks.filter(alone).length))

  const places = new Map<string, Place>()
  const lanes: Lane[] = []
  let top = 0
  for (const [area, members] of byArea(checks)) {
    const joined = members.filter((check) => !alone(check))
    const leftmost = placeJoined(joined, top, columnOf, places)
    let [row, column] = [0, 0]
    for (const check of members.filter(alone)) {
      // In a row of what is joined only far from it, or it would look joined as well.
      while (column > (leftmost[row] ?? across + 1) - 2) [row, column] = [row + 1, 0]
      places.set(check.id, { check, column, row: top + row })
      column += 1
    }
    const rows = Math.max(leftmost.length, column > 0 ? row + 1 : 0)
    lanes.push({ area, row: top, rows })
    top += rows
  }
  return { places, lanes, columns: across, rows: top }
}

/** Places the joined checks of a lane, each as near below what it needs as is free; the leftmost column of each row. */
function placeJoined(
  joined: readonly ReportedCheck[],
  top: number,
  columnOf: ReadonlyMap<string, number>,
  places: Map<string, Place>,
): number[] {
  const taken = new Set<string>()
  const leftmost: number[] = []
  // Those of a column come in the order of what they need, or their arrows would cross.
  const start = ({ needs = [] }: ReportedCheck) => {
    const rows = needs.map((need) => places.get(need)?.row ?? top)
    return rows.length === 0 ? top : Math.max(top, Math.min(...rows))
  }
  const column = ({ id }: ReportedCheck) => columnOf.get(id) ?? 0
  const deepest = Math.max(-1, ...joined.map(column))
  for (let layer = 0; layer <= deepest; layer += 1) {
    const here = joined.filter((check) => column(check) === layer)
    for (const check of here.sort((a, b) => start(a) - start(b))) {
      let row = start(check)
      while (taken.has(`${layer} ${row}`)) row += 1
      taken.add(`${layer} ${row}`)
      places.set(check.id, { check, column: layer, row })
      leftmost[row - top] ??= layer
    }
  }
  return leftmost
}

/** For each check the number of arrows on the longest way to it; what waits in a circle is at 0. */
function longestPaths(checks: readonly ReportedCheck[]): Map<string, number> {
  const known = new Set(checks.map(({ id }) => id))
  const waiting = new Map<string, number>()
  const after = new Map<string, string[]>()
  for (const { id, needs = [] } of checks) {
    const here = needs.filter((need) => known.has(need))
    waiting.set(id, here.length)
    for (const need of here) after.set(need, [...(after.get(need) ?? []), id])
  }
  const column = new Map(checks.map(({ id }) => [id, 0]))
  const ready = checks.map(({ id }) => id).filter((id) => waiting.get(id) === 0)
  for (const id of ready) {
    for (const next of after.get(id) ?? []) {
      column.set(next, Math.max(column.get(next) ?? 0, (column.get(id) ?? 0) + 1))
      const left = (waiting.get(next) ?? 1) - 1
      waiting.set(next, left)
      if (left === 0) ready.push(next)
    }
  }
  return column
}
