import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { ensureInstalled } from './packages.ts'
import { atProcessEnd } from './process-end.ts'

/** A server program that runs until it is stopped, or until this process ends. */
export interface Daemon {
  readonly pid: number
  ended(): boolean
  /** The end of what it has said. */
  said(): string
  stop(): Promise<void>
}

/** How long a tool may take; each is done within a second or two, or never. */
const TOOL_MS = 60_000

/** Installs what a Ceph with an S3 gateway is made of. */
export function ensureCeph(): void {
  ensureInstalled(
    { command: 'radosgw', package: 'radosgw' },
    { command: 'ceph-mon', package: 'ceph-mon' },
    { command: 'ceph-osd', package: 'ceph-osd' },
    { command: 'ceph', package: 'ceph-common' },
  )
}

/** Starts a server program that writes what it says to `log`. */
export function startDaemon(
  [program = '', ...args]: readonly string[],
  { log, env = {} }: { log: string; env?: Readonly<Record<string, string>> },
): Daemon {
  const output = openSync(log, 'a')
  const child = spawn(program, args, {
    stdio: ['ignore', output, output],
    env: { ...process.env, ...env },
  })
  closeSync(output)
  const { pid } = child
  const ended = () => child.exitCode !== null || child.signalCode !== null
  const exited = once(child, 'exit').catch(() => {})
  if (pid === undefined) throw new Error(`${program} could not be started`)
  // A run that forgets to stop it is to end all the same, and it with it.
  child.unref()
  const callOff = atProcessEnd(() => ended() || killAtOnce(pid))
  return {
    pid,
    ended,
    said: () => readFileSync(log, 'utf8').slice(-4000),
    stop: async () => {
      callOff()
      if (ended()) return
      // What it keeps is in memory, and one that is stopped would not hear a milder signal.
      child.ref()
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** Runs a tool to its end and answers with what it printed; its complaint rejects. */
export async function runTool([program = '', ...args]: readonly string[]): Promise<string> {
  const running = promisify(execFile)(program, args, {
    timeout: TOOL_MS,
    killSignal: 'SIGKILL',
    maxBuffer: 2 ** 24,
  })
  const callOff = atProcessEnd(() => running.child.kill('SIGKILL'))
  try {
    return (await running).stdout
  } catch (error) {
    const { stderr } = error as { stderr?: string }
    throw new Error(`${program} ${args.join(' ')}: ${stderr || error}`)
  } finally {
    callOff()
  }
}

/** Kills, and waits until it is gone: what is removed next must not be written to any more. */
function killAtOnce(pid: number): void {
  process.kill(pid, 'SIGKILL')
  const wait = new Int32Array(new SharedArrayBuffer(4))
  for (let turn = 0; turn < 100 && isRunning(pid); turn += 1) Atomics.wait(wait, 0, 0, 10)
}

/** Whether a process runs still; one that has ended and was not asked about yet does not. */
export function isRunning(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
