import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { Writable } from 'node:stream'
import { findProgram } from '../clients/find-program.ts'
import { type OutputEnds, outputEnds } from './output-ends.ts'
import { type Passing, passOn } from './pass-on.ts'
import { type RealPipes, realPipes } from './real-pipes.ts'
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

/** How often to look whether output still comes from a command that has ended. */
const LOOK_MS = 100
/** After so many looks without a byte, whatever still holds the streams is another process. */
const QUIET_LOOKS = 3
/** More than this cannot have been in transit when it ended: another process is writing. */
const ON_ITS_WAY = 1_048_576

/**
 * Runs a command in this process group, with this standard input; what it prints goes through
 * pipes to the given streams, byte for byte. Ends when the command ends, also where it left
 * something running that holds them open. Never rejects.
 */
export async function runCommand(run: CommandRun): Promise<RanCommand> {
  const pipes = await realPipes()
  const outputs = { stdout: outputEnds(), stderr: outputEnds() }
  let child: ChildProcess
  try {
    child = await started(run, pipes)
  } catch (thrown) {
    for (const pipe of pipes ?? []) pipe.source.destroy()
    const { code, message } = thrown as NodeJS.ErrnoException
    const error = code === 'EACCES' && (await isNowhere(run)) ? 'ENOENT' : (code ?? message)
    return { end: { kind: 'unstarted', error }, ...outputs }
  } finally {
    for (const pipe of pipes ?? []) pipe.handedOver()
  }
  // A signal that could not be sent: the exit tells.
  child.on('error', () => {})
  const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.once('exit', (code, signal) => resolve([code, signal]))
  })
  // What was sent to the group has reached the command; once more, many take for "at once".
  run.signals.passTo((name, toGroup) => {
    if (!toGroup) child.kill(name)
  })
  const sources = {
    stdout: pipes?.[0].source ?? child.stdout,
    stderr: pipes?.[1].source ?? child.stderr,
  }
  const passing = (['stdout', 'stderr'] as const).flatMap((name) => {
    const source = sources[name]
    return source === null ? [] : [passOn(source, run[name], outputs[name].add)]
  })
  const [code, signal] = await ended
  await afterwards(passing, run.signals)
  run.signals.passTo(undefined)
  for (const one of passing) one.end()
  const lost = passing.map((one) => one.broken()).find((why) => why && why !== 'EPIPE')
  const end: CommandEnd =
    signal === null ? { kind: 'exited', code: code ?? 0 } : { kind: 'killed', signal }
  return { end, ...outputs, ...(lost === undefined ? {} : { lost }) }
}

/**
 * Whether no directory of PATH has the command: execvp(3) says EACCES for that too, once a single
 * directory among them may not be searched.
 */
async function isNowhere({ words: [program], env }: CommandRun): Promise<boolean> {
  return !program.includes('/') && (await findProgram(program, env.PATH)).length === 0
}

/** The command as it runs; rejects with what the system says where it will not start it. */
function started({ words, env }: CommandRun, pipes: RealPipes | undefined): Promise<ChildProcess> {
  const [program, ...args] = words
  // Some refusals of the system's come as an event, others are thrown.
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env,
      stdio: ['inherit', pipes?.[0].writeEnd ?? 'pipe', pipes?.[1].writeEnd ?? 'pipe'],
    })
    if (child.pid === undefined) child.once('error', reject)
    else resolve(child)
  })
}

/** Resolves when all that a command printed before it ended was passed on, or when a signal comes. */
function afterwards(passing: readonly Passing[], signals: Signals): Promise<void> {
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
    Promise.all(passing.map(({ whenEnded }) => whenEnded)).then(settle)
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
