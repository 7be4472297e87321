import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Report } from '../../src/report/report.ts'
import { temporaryDirectory } from './temporary-directory.ts'

/** How a program ended and what it said. */
export interface Run {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  readonly ms: number
}

/** How a program is run. */
export interface RunOptions {
  /** Beside PATH and an empty HOME, all that it finds in its environment. */
  readonly env?: Readonly<NodeJS.ProcessEnv>
  /** Sends it `signal` after so long. */
  readonly signalAfterMs?: number
  /** Sends it `signal` when this resolves. */
  readonly signalOn?: Promise<unknown>
  /** SIGINT unless given. */
  readonly signal?: NodeJS.Signals
  /** Its HOME unless given. */
  readonly cwd?: string
  /** Nothing unless given. */
  readonly stdin?: string
}

/** The directory of package.json, from the sources and from what is built of them alike. */
export const repositoryRoot = upwards(dirname(fileURLToPath(import.meta.url)))

/** What starts the built doctor: a program and its first argument. */
export const doctorCommand: readonly [string, string] = [
  process.execPath,
  join(repositoryRoot, 'dist/bundle/artifacts-doctor.js'),
]

/** A program that runs longer hangs, and is killed. */
const LONGEST_MS = 120_000

/** Runs the built doctor in an environment that holds nothing of this machine's but PATH. */
export async function runDoctor(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  if (!existsSync(doctorCommand[1])) throw new Error(`build first: there is no ${doctorCommand[1]}`)
  return runProgram([...doctorCommand, ...args], options)
}

/** The report that a run with `--format json` printed. */
export function reportOf(run: Run): Report {
  try {
    return JSON.parse(run.stdout)
  } catch {
    const { code, signal, stdout, stderr } = run
    throw new Error(`no report, exit ${code ?? signal}\nstdout: ${stdout}\nstderr: ${stderr}`)
  }
}

/** Runs any program as `runDoctor` runs the doctor. */
export async function runProgram(
  [program = '', ...args]: readonly string[],
  options: RunOptions = {},
): Promise<Run> {
  const home = await temporaryDirectory()
  const { env, signalAfterMs, signalOn, signal = 'SIGINT', cwd = home.path, stdin } = options
  const started = performance.now()
  const child = spawn(program, args, {
    cwd,
    env: { PATH: process.env.PATH, HOME: home.path, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const timers = [setTimeout(() => child.kill('SIGKILL'), LONGEST_MS)]
  if (signalAfterMs !== undefined) {
    timers.push(setTimeout(() => child.kill(signal), signalAfterMs))
  }
  signalOn?.then(() => child.kill(signal))
  // It may end without reading what it was given.
  child.stdin.on('error', () => {}).end(stdin)
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text
    })
  }
  try {
    const [code, ended] = await once(child, 'close')
    return { code, signal: ended, ...said, ms: performance.now() - started }
  } finally {
    for (const timer of timers) clearTimeout(timer)
    await home.remove()
  }
}

function upwards(directory: string): string {
  if (existsSync(join(directory, 'package-lock.json'))) return directory
  const parent = dirname(directory)
  if (parent === directory) throw new Error('the tests are not in a repository')
  return upwards(parent)
}
