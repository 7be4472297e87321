import { type ChildProcess, spawn } from 'node:child_process'

/** How a program that was run ended, and what it printed until then. */
export type ProgramEnd =
  | {
      readonly kind: 'exited'
      readonly code: number | null
      readonly signal: string | null
      readonly stdout: string
      readonly stderr: string
    }
  /** It did not end in time, and was killed. */
  | {
      readonly kind: 'hung'
      readonly afterMs: number
      readonly stdout: string
      readonly stderr: string
    }
  /** It printed more than anybody asked for, and was killed. */
  | { readonly kind: 'flooded'; readonly stdout: string; readonly stderr: string }
  /** The system would not start it. */
  | { readonly kind: 'unstarted'; readonly code: string }

/** A program to run: arguments as a list, no shell in between. */
export interface ProgramRun {
  /** In full: PATH is not searched. */
  readonly path: string
  readonly args: readonly string[]
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly limitMs: number
  readonly signal: AbortSignal
}

/** What is kept of each stream. */
const LARGEST = 1_048_576
/** Between the request to end and the order: time to put a file back in place. */
const GRACE_MS = 300
/** How long the streams of a program that is gone may stay open: somebody else holds them. */
const LINGER_MS = 200

/**
 * Runs a program to its end, without a terminal and with an empty standard input, so that a prompt
 * gets no answer. At its limit, and when the signal aborts, it is killed with every process
 * that it has started; what it leaves behind when it ends is killed too.
 */
export async function runProgram(run: ProgramRun): Promise<ProgramEnd> {
  run.signal.throwIfAborted()
  try {
    // A session of its own has no terminal, and is a process group that can be killed as a whole.
    const child = spawn(run.path, run.args, {
      env: run.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    return await ended(child, run)
  } catch (error) {
    // The system reports some refusals by an event, others are thrown.
    const { code } = error as NodeJS.ErrnoException
    if (run.signal.aborted || code === undefined) throw error
    return { kind: 'unstarted', code }
  }
}

type Ending = 'hung' | 'flooded' | 'aborted'

function ended(child: ChildProcess, { limitMs, signal }: ProgramRun): Promise<ProgramEnd> {
  const start = performance.now()
  const kill = (name: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name)
    } catch {
      // The whole group has gone already.
    }
  }
  const killNow = () => kill('SIGKILL')
  const kept = { stdout: [] as Buffer[], stderr: [] as Buffer[] }
  const text = (name: 'stdout' | 'stderr') =>
    Buffer.concat(kept[name]).subarray(0, LARGEST).toString('utf8')
  const timers = new Set<NodeJS.Timeout>()
  const later = (ms: number, work: () => void) => timers.add(setTimeout(work, ms))
  // Node warns about the eleventh listener on one signal.
  const aborted = AbortSignal.any([signal])
  let ending: Ending | undefined

  return new Promise((resolve, reject) => {
    const settle = (code: number | null = null, by: string | null = null) => {
      for (const timer of timers) clearTimeout(timer)
      process.off('exit', killNow)
      aborted.removeEventListener('abort', abort)
      killNow()
      child.stdout?.destroy()
      child.stderr?.destroy()
      child.unref()
      const output = { stdout: text('stdout'), stderr: text('stderr') }
      switch (ending) {
        case 'aborted':
          return reject(signal.reason)
        case 'hung':
          return resolve({
            kind: 'hung',
            afterMs: Math.round(performance.now() - start),
            ...output,
          })
        case 'flooded':
          return resolve({ kind: 'flooded', ...output })
        case undefined:
          return resolve({ kind: 'exited', code, signal: by, ...output })
      }
    }
    const stop = (why: Ending) => {
      if (ending !== undefined) return
      ending = why
      kill('SIGTERM')
      later(GRACE_MS, () => {
        killNow()
        // A process that waits for a disk cannot be killed: it is given up.
        later(LINGER_MS, settle)
      })
    }
    const abort = () => stop('aborted')

    process.once('exit', killNow)
    aborted.addEventListener('abort', abort, { once: true })
    later(limitMs, () => stop('hung'))
    for (const name of ['stdout', 'stderr'] as const) {
      let size = 0
      child[name]?.on('data', (chunk: Buffer) => {
        if (size <= LARGEST) kept[name].push(chunk)
        size += chunk.length
        if (size > LARGEST) stop('flooded')
      })
    }
    child.once('error', (error) => {
      for (const timer of timers) clearTimeout(timer)
      process.off('exit', killNow)
      aborted.removeEventListener('abort', abort)
      reject(error)
    })
    child.once('exit', (code, by) => {
      killNow()
      child.once('close', () => settle(code, by))
      later(LINGER_MS, () => settle(code, by))
    })
  })
}
