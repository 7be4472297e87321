import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { Writable } from 'node:stream'
import { type OutputEnds, outputEnds } from './output-ends.ts'
import { type Passing, passOn } from './pass-on.ts'
import type { Signals } from './signals.ts'

/** How a command ended. */
export type CommandEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: NodeJS.Signals }
  /** The system would not start it: an errno. */
  | { readonly kind: 'unstarted'; readonly error: string }

/** A command that was run: how it ended, and the beginning and end of what it printed. */
export interface RanCommand {
  readonly end: CommandEnd
  readonly stdout: OutputEnds
  readonly stderr: OutputEnds
  /** Why its output could not be written any further, other than that nobody reads it. */
  readonly lost?: string
}

/** A command to run. */
export interface CommandRun {
  readonly words: readonly [string, ...string[]]
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly stdout: Writable
  readonly stderr: Writable
  /** What comes while it runs is passed on to it. */
  readonly signals: Signals
}

/** How often is looked whether anything still comes from a command that has ended. */
const LOOK_MS = 100
/** So many looks in a row without a byte, and whoever still holds its streams is somebody else. */
const QUIET_LOOKS = 3
/** More than this cannot have been on its way when it ended: somebody else is writing. */
const ON_ITS_WAY = 1_048_576

/**
 * Runs a command in this process group, with this standard input; what it prints goes through
 * pipes to the given streams, byte for byte. Ends when the command ends, also where it left
 * something running that holds them open. Never rejects.
 */
export function runCommand(run: CommandRun): Promise<RanCommand> {
  const [program, ...args] = run.words
  const stdout = outputEnds()
  const stderr = outputEnds()
  return new Promise((resolve) => {
    const unstarted = (error: unknown) => {
      const { code, message } = error as NodeJS.ErrnoException
      resolve({ end: { kind: 'unstarted', error: code ?? message }, stdout, stderr })
    }
    let child: ChildProcess
    try {
      child = spawn(program, args, { env: run.env, stdio: ['inherit', 'pipe', 'pipe'] })
    } catch (error) {
      // Some refusals of the system's come as an event, others are thrown.
      unstarted(error)
      return
    }
    if (child.pid === undefined) {
      child.once('error', unstarted)
      return
    }
    // A signal that could not be sent: the exit tells.
    child.on('error', () => {})
    // A terminal has sent its own to the command too; once more, many take for "at once".
    run.signals.passTo((name, fromTerminal) => {
      if (!fromTerminal) child.kill(name)
    })
    const passing = [
      ...(child.stdout === null ? [] : [passOn(child.stdout, run.stdout, stdout.add)]),
      ...(child.stderr === null ? [] : [passOn(child.stderr, run.stderr, stderr.add)]),
    ]
    child.once('exit', (code, signal) => {
      const end: CommandEnd =
        signal === null ? { kind: 'exited', code: code ?? 0 } : { kind: 'killed', signal }
      afterwards(child, passing, run.signals).then(() => {
        run.signals.passTo(undefined)
        for (const one of passing) one.end()
        const lost = passing.map((one) => one.broken()).find((why) => why && why !== 'EPIPE')
        resolve({ end, stdout, stderr, ...(lost === undefined ? {} : { lost }) })
      })
    })
  })
}

/** Resolves when all that a command printed before it ended was passed on, or when a signal comes. */
function afterwards(
  child: ChildProcess,
  passing: readonly Passing[],
  signals: Signals,
): Promise<void> {
  const streams = passing.map((one) => ({
    one,
    atExit: one.bytes(),
    before: one.bytes(),
    quiet: 0,
  }))
  return new Promise((resolve) => {
    const settle = () => {
      clearInterval(timer)
      resolve()
    }
    // Between two looks lies a turn of the event loop, in which what has come is read.
    const look = () => {
      for (const stream of streams) {
        const now = stream.one.bytes()
        const still = now === stream.before && !stream.one.waiting()
        stream.quiet = still ? stream.quiet + 1 : 0
        stream.before = now
      }
      const over = streams.every(
        ({ one, atExit, quiet }) =>
          one.ended() || quiet >= QUIET_LOOKS || one.bytes() - atExit > ON_ITS_WAY,
      )
      if (over) settle()
    }
    const timer = setInterval(look, LOOK_MS)
    child.once('close', settle)
    signals.passTo(settle)
  })
}

/** The exit code that stands for an end, as a shell gives it. */
export function exitCodeOf(end: CommandEnd): number {
  switch (end.kind) {
    case 'exited':
      return end.code
    case 'killed':
      return 128 + (constants.signals[end.signal] ?? 0)
    case 'unstarted':
      return end.error === 'ENOENT' || end.error === 'ENOTDIR' ? 127 : 126
  }
}
