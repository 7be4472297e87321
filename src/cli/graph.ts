import type { Check } from '../check.ts'
import { combine } from '../plugins/plugin.ts'
import type { Io } from './io.ts'
import { write } from './write.ts'

/** Draws the checks: a solid arrow to a check from what it needs, a dashed one from what it waits for. */
export async function graph(argv: { readonly format: string }, io: Io): Promise<number> {
  const { checks } = combine([await io.loadChecks(), ...(io.guests ?? [])])
  await write(io.stdout, `${draw(checks, argv.format)}\n`, io.redactor([]))
  return 0
}

function draw(checks: readonly Check[], format: string): string {
  const edges = checks.flatMap(({ id, needs = [], after = [] }) => [
    ...needs.map((from) => ({ from, to: id, kind: 'needs' as const })),
    ...after.map((from) => ({ from, to: id, kind: 'after' as const })),
  ])
  if (format === 'json')
    return JSON.stringify(
      { checks: checks.map(({ id, title }) => ({ id, title })), edges },
      undefined,
      2,
    )
  if (format === 'dot') {
    const nodes = checks.map(({ id }) => `  "${id}";`)
    const arrows = edges.map(
      ({ from, to, kind }) => `  "${from}" -> "${to}"${kind === 'after' ? ' [style=dashed]' : ''};`,
    )
    return ['digraph checks {', '  rankdir=LR;', ...nodes, ...arrows, '}'].join('\n')
  }
  const name = (id: string) => id.replace('/', '_').replaceAll('-', '_')
  const nodes = checks.map(({ id }) => `  ${name(id)}["${id}"]`)
  const arrows = edges.map(
    ({ from, to, kind }) => `  ${name(from)} ${kind === 'after' ? '-.->' : '-->'} ${name(to)}`,
  )
  return ['flowchart LR', ...nodes, ...arrows].join('\n')
}
