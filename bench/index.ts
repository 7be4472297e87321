import { cpus } from 'node:os'
import { nearest } from '../src/nearest.ts'
import { check } from './check.ts'
import { graph } from './graph.ts'
import { latency } from './latency.ts'
import { table } from './row.ts'
import { size } from './size.ts'
import { start } from './start.ts'
import { triage } from './triage.ts'

/** Every benchmark, in the order of the table. */
const benches = { start, check, latency, triage, graph, size }

/** Runs the benchmarks that are named, or all, and prints their table. */
async function bench(names: readonly string[]): Promise<number> {
  const known = Object.keys(benches)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) {
    process.stderr.write(
      `bench: '${unknown}' is not a benchmark; expected ${known.join(', ')}; nearest: ${nearest(unknown, known)}\n`,
    )
    return 2
  }
  const chosen = Object.entries(benches).filter(
    ([name]) => names.length === 0 || names.includes(name),
  )
  const rows = []
  for (const [name, measure] of chosen) {
    process.stderr.write(`${name} …\n`)
    rows.push(...(await measure()))
  }
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}`
  process.stdout.write(`Medians, minimum–maximum in brackets; ${machine}.\n\n${table(rows)}\n`)
  return 0
}

process.exitCode = await bench(process.argv.slice(2))
