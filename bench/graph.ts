import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { doctorCommand } from '../test/support/doctor.ts'
import { interleaved, ratios } from './interleaved.ts'
import { type Row, shown } from './row.ts'

const ROUNDS = 5

/** How long a plug-in's checks take that all end at once, with and without a terminal. */
export async function graph(): Promise<Row[]> {
  const directory = await mkdtemp(join(tmpdir(), 'artifacts-doctor-bench-'))
  const words = async (count: number) => {
    const path = join(directory, `instant-${count}.mjs`)
    await writeFile(path, plugin(count))
    return [...doctorCommand, 'check', '--plugin', path, '--only', 'instant/*', '--format', 'json']
  }
  const onTerminal = (argv: readonly string[]) =>
    ['script', '-qefc', argv.map((word) => `'${word}'`).join(' '), '/dev/null'] as const
  try {
    const [thousand, tenThousand] = [await words(1000), await words(10_000)]
    const env = { TERM: 'xterm', SHELL: '/bin/sh' }
    const piped = (argv: readonly string[]) =>
      ['bash', '-o', 'pipefail', '-c', '"$@" | cat', 'bash', ...argv] as const
    const times = await interleaved(
      {
        thousand: { argv: piped(thousand), env },
        terminal: { argv: onTerminal(thousand), env },
        tenThousand: { argv: piped(tenThousand), env },
      },
      ROUNDS,
    )
    const row = (what: string, beside: string, measured: string, goal: string): Row => ({
      what,
      beside,
      measured,
      goal,
      detail: '',
    })
    return [
      row('1 000 instant checks in a graph', '–', `${shown(times.thousand, 0)} ms`, '< 1 000 ms'),
      row('the same on a terminal', '–', `${shown(times.terminal, 0)} ms`, '< 1 000 ms'),
      row(
        '10 000 instant checks',
        'the 1 000',
        `${shown(ratios(times.tenThousand, times.thousand))} ×`,
        '≤ 10 ×',
      ),
    ]
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** A plug-in of checks in which each but the first ten needs the one ten before it. */
function plugin(count: number): string {
  return `export default {
  name: 'instant',
  causes: {},
  checks: Array.from({ length: ${count} }, (_, index) => ({
    id: 'instant/check-' + index,
    title: 'Check ' + index + ' is well',
    needs: index < 10 ? [] : ['instant/check-' + (index - 10)],
    run: () => ({ status: 'pass', evidence: {} }),
  })),
}
`
}
