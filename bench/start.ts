import { doctorCommand } from '../test/support/doctor.ts'
import { interleaved, ratios, spread } from './interleaved.ts'
import { type Row, shown } from './row.ts'

const ROUNDS = 15

/** How long the doctor takes to begin, beside a Node that does nothing. */
export async function start(): Promise<Row[]> {
  const commands = {
    '--version': ['--version'],
    '--help': ['--help'],
    list: ['list'],
    'explain unauthorized': ['explain', 'unauthorized'],
  } as const
  const times = (await interleaved(
    {
      node: { argv: [process.execPath, '-e', '0'] },
      ...Object.fromEntries(
        Object.entries(commands).map(([name, args]) => [
          name,
          { argv: [...doctorCommand, ...args] as const },
        ]),
      ),
    },
    ROUNDS,
  )) as Record<string, readonly number[]>
  const node = times.node ?? []
  return Object.keys(commands).map((name) => {
    const doctor = times[name] ?? []
    return {
      what: `\`${name}\``,
      beside: '`node -e 0`',
      measured: `${shown(ratios(doctor, node))} ×`,
      goal: name === '--version' ? '≤ 1.6 ×' : '≤ 4 ×',
      detail: `${shown(doctor, 0)} ms beside ${spread(node).median.toFixed(0)} ms`,
    }
  })
}
