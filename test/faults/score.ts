import type { Verdict } from './judge.ts'

/** A line and what is wrong with what the doctor said of it. */
export type Judged = Pick<Verdict, 'line' | 'wrong'>

/** How many lines of each area were right, and of the healthy ones. */
export function table(judged: readonly Judged[]): string {
  const faults = judged.filter(({ line }) => 'root' in line)
  const healthy = judged.filter(({ line }) => !('root' in line))
  const areas = [...new Set(faults.map(({ line }) => line.area))]
  const byArea = areas.map((area) => {
    const those = faults.filter(({ line }) => line.area === area)
    return row(area, those)
  })
  const rows = [
    ['area', 'lines', 'right', 'share'],
    ...byArea,
    ...(areas.length > 1 ? [row('all faults', faults)] : []),
    ...(healthy.length > 0 ? [row('healthy', healthy)] : []),
  ]
  const width = Math.max(...rows.map(([name = '']) => name.length))
  return rows
    .map(([name = '', ...cells]) =>
      [name.padEnd(width), ...cells.map((cell) => cell.padStart(7))].join('  '),
    )
    .join('\n')
}

function row(name: string, judged: readonly Judged[]): string[] {
  const right = judged.filter(({ wrong }) => wrong.length === 0).length
  const share = ((100 * right) / judged.length).toFixed(1)
  return [name, String(judged.length), String(right), `${share} %`]
}

/** The lines, each with what is wrong below it. */
export function listed(judged: readonly Judged[]): string {
  return judged
    .map(({ line, wrong }) =>
      [`  ${titleOf(line)}`, ...wrong.map((one) => `      ${one}`)].join('\n'),
    )
    .join('\n')
}

/** How a line is called. */
export function titleOf({ area, what }: Judged['line']): string {
  return `${area}: ${what}`
}
