import { type Spread, spread } from './interleaved.ts'

/** One line of the table: what was measured, beside what, and what it is to reach. */
export interface Row {
  readonly what: string
  readonly beside: string
  /** The figure and its unit: `1.52 (1.40–1.71) ×`. */
  readonly measured: string
  readonly goal: string
  /** How long both took, for whoever wants to know. */
  readonly detail: string
}

/** Figures as `median (minimum–maximum)`. */
export function shown(figures: readonly number[] | Spread, digits = 2): string {
  const { min, median, max } = 'median' in figures ? figures : spread(figures)
  const text = (figure: number) => figure.toFixed(digits)
  return `${text(median)} (${text(min)}–${text(max)})`
}

/** Rows as a Markdown table. */
export function table(rows: readonly Row[]): string {
  return [
    '| what | beside | measured | to reach | |',
    '|---|---|---|---|---|',
    ...rows.map((row) =>
      `| ${row.what} | ${row.beside} | ${row.measured} | ${row.goal} | ${row.detail} |`.replaceAll(
        '|  |',
        '| |',
      ),
    ),
  ].join('\n')
}
