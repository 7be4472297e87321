import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A command as a whole process. */
export interface Command {
  readonly argv: readonly [string, ...string[]]
  /** Beside PATH and an empty HOME, all that it finds in its environment. */
  readonly env?: Readonly<NodeJS.ProcessEnv>
}

/** The smallest, the middle and the largest of some figures. */
export interface Spread {
  readonly min: number
  readonly median: number
  readonly max: number
}

/**
 * Runs commands in turn, so that a machine that grows slower does so for all of them, and answers
 * with the milliseconds of each run after the first. Rejects for a command that fails.
 */
export async function interleaved<Name extends string>(
  commands: Readonly<Record<Name, Command>>,
  rounds: number,
): Promise<Record<Name, readonly number[]>> {
  const names = Object.keys(commands) as Name[]
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    number[]
  >
  const home = await mkdtemp(join(tmpdir(), 'artifacts-doctor-bench-'))
  try {
    for (let round = 0; round <= rounds; round += 1) {
      for (const name of names) {
        const took = await timed(name, commands[name], home)
        // The first round warms the disk's cache.
        if (round > 0) times[name].push(took)
      }
    }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
  return times
}

async function timed(name: string, { argv, env }: Command, home: string): Promise<number> {
  const [program, ...args] = argv
  const start = performance.now()
  const child = spawn(program, args, {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      said = (said + data).slice(-2000)
    })
  }
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${said}`)
  return performance.now() - start
}

/** The quotients of two commands' figures, pair by pair. */
export function ratios(dividends: readonly number[], divisors: readonly number[]): number[] {
  return dividends.map((one, index) => one / (divisors[index] ?? Number.NaN))
}

/** The spread of some figures; of an even number the lower of the two in the middle. */
export function spread(figures: readonly number[]): Spread {
  const sorted = figures.toSorted((a, b) => a - b)
  const at = (index: number) => sorted[index] ?? Number.NaN
  return { min: at(0), median: at(Math.floor((sorted.length - 1) / 2)), max: at(sorted.length - 1) }
}
