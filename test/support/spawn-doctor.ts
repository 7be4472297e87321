import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { doctorCommand } from './doctor.ts'
import { atProcessEnd } from './process-end.ts'

/** A doctor that runs: its streams are the test's. */
export interface SpawnedDoctor {
  readonly child: ChildProcess
  readonly pid: number
  /** How it ended, and what it said on standard error. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; stderr: string }>
}

/** Starts the built doctor with pipes; whoever calls reads its standard output. */
export function spawnDoctor(args: readonly string[], env: NodeJS.ProcessEnv = {}): SpawnedDoctor {
  const [program, script] = doctorCommand
  const child = spawn(program, [script, ...args], {
    env: { PATH: process.env.PATH, HOME: '/nonexistent', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const callOff = atProcessEnd(() => child.kill('SIGKILL'))
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = once(child, 'close').then(([code, signal]) => {
    callOff()
    return { code, signal, stderr }
  })
  return { child, pid: child.pid ?? -1, ended }
}
