import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import builtIn from '../../../../checks/index.ts'
import type { ReportedCheck } from '../../../../src/report/report.ts'
import { layers } from '../../../../src/reporters/html/layers.ts'
import { ended } from '../../samples.ts'

const check = (id: string, needs: readonly string[] = []): ReportedCheck => ({
  ...ended.pass(id),
  ...(needs.length === 0 ? {} : { needs }),
})
const columns = (checks: readonly ReportedCheck[]) =>
  Object.fromEntries([...layers(checks).places].map(([id, { column }]) => [id, column]))

/** What every layout must keep; a sentence for each breach. */
function breaches(checks: readonly ReportedCheck[]): string[] {
  const { places, lanes, columns, rows } = layers(checks)
  const cells = [...places.values()].map(({ column, row }) => `${column}/${row}`)
  const laneOf = (row: number) =>
    lanes.find((lane) => row >= lane.row && row < lane.row + lane.rows)
  return [
    ...(places.size === checks.length ? [] : ['a check is missing']),
    ...(new Set(cells).size === cells.length ? [] : ['two checks share a place']),
    ...[...places.values()].flatMap(({ check, column, row }) => [
      ...(check.needs ?? []).flatMap((need) => {
        const from = places.get(need)
        return from === undefined || from.column < column
          ? []
          : [`${need} → ${check.id} leads back`]
      }),
      ...(laneOf(row)?.area === check.id.split('/')[0] ? [] : [`${check.id} is in another lane`]),
      ...(column < columns && row < rows ? [] : [`${check.id} is off the paper`]),
    ]),
  ]
}

describe('the layout of the graph', () => {
  it('puts a check as far to the right as its longest way there', () => {
    const found = columns([
      check('a/one'),
      check('a/two', ['a/one']),
      check('a/far', ['a/one', 'a/two']),
      check('b/other', ['a/far']),
    ])
    expect(found).toEqual({ 'a/one': 0, 'a/two': 1, 'a/far': 2, 'b/other': 3 })
  })

  it('puts side by side what stands alone', () => {
    const { rows } = layers(
      ['a/1', 'a/2', 'a/3', 'a/4', 'a/5', 'a/6', 'a/7'].map((id) => check(id)),
    )
    expect(rows).toBe(2)
  })

  it('holds for the built-in checks, in a drawing that fits a screen', () => {
    const checks = builtIn.checks.map(({ id, needs }) => check(id, needs))
    expect(breaches(checks)).toEqual([])
    const { columns, rows } = layers(checks)
    expect({ columns, rows: rows <= 20 }).toEqual({ columns: 6, rows: true })
  })

  it('ends where checks need each other, themselves or what is not there', () => {
    const checks = [check('a/1', ['a/2']), check('a/2', ['a/1']), check('a/3', ['a/3', 'b/none'])]
    expect(layers(checks).places.size).toBe(3)
  })

  it('holds for any graph without circles', () => {
    const graphs = fc
      .integer({ min: 1, max: 40 })
      .chain((size) =>
        fc.tuple(
          fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: size, maxLength: size }),
          fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 2 * size }),
        ),
      )
    fc.assert(
      fc.property(graphs, ([areas, pairs]) => {
        const ids = areas.map((area, index) => `${area}/${index}`)
        const checks = ids.map((id, index) =>
          check(
            id,
            pairs.flatMap(([from, to]) => (to === index && from < to ? [ids[from] ?? id] : [])),
          ),
        )
        expect(breaches(checks)).toEqual([])
      }),
    )
  })

  it('is told from a layout that is wrong', () => {
    // Negative control: the same rules see an arrow that leads back.
    expect(breaches([check('a/1', ['a/2']), check('a/2', ['a/1'])])).not.toEqual([])
  })
})
