import type { Case } from './corpus.ts'

/** A case and what was named of it. */
export interface Read {
  readonly given: Case
  readonly named: readonly string[]
}

/** How well cases were read. */
export interface Score {
  readonly cases: number
  /** Cases of which exactly the causes expected were named, in their order. */
  readonly right: number
  /** The share of the causes named that were expected. */
  readonly precision: number
  /** The share of the causes expected that were named. */
  readonly recall: number
}

/** The score of these cases; 1 where there was nothing to name, and nothing was. */
export function score(reads: readonly Read[]): Score {
  const count = (of: (read: Read) => number) => reads.reduce((sum, read) => sum + of(read), 0)
  const hits = count(({ given, named }) => named.filter((id) => given.causes.includes(id)).length)
  const named = count((read) => read.named.length)
  const expected = count(({ given }) => given.causes.length)
  return {
    cases: reads.length,
    right: reads.filter(isRight).length,
    precision: named === 0 ? 1 : hits / named,
    recall: expected === 0 ? 1 : hits / expected,
  }
}

/** Whether the causes named are those expected, in their order. */
export function isRight({ given, named }: Read): boolean {
  return given.causes.join() === named.join()
}

/** The scores by file and altogether, and below them whatever was wrong. */
export function corpusTable(reads: readonly Read[]): string {
  const files = [...new Set(reads.map(({ given }) => given.file))]
  const rows = [
    ...files.map((file) =>
      row(
        file,
        reads.filter(({ given }) => given.file === file),
      ),
    ),
    row('all texts', reads),
  ]
  const wrong = reads.filter((read) => !isRight(read))
  return [
    line('corpus', 'texts', 'right', 'precision', 'recall'),
    ...rows,
    ...(wrong.length > 0 ? ['', 'Wrong:', ...wrong.map(told)] : []),
  ].join('\n')
}

function row(name: string, reads: readonly Read[]): string {
  const { cases, right, precision, recall } = score(reads)
  return line(name, String(cases), String(right), percent(precision), percent(recall))
}

function line(name: string, ...cells: string[]): string {
  return [name.padEnd(22), ...cells.map((cell) => cell.padStart(10))].join('')
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

function told({ given, named }: Read): string {
  const list = (ids: readonly string[]) => (ids.length === 0 ? 'nothing' : ids.join(', '))
  return `  ${given.file}: ${given.what}\n      expected ${list(given.causes)}\n      named    ${list(named)}`
}
