import { showDuration } from '../duration.ts'
import { atDeadline } from '../run/deadline.ts'
import type { Wait } from '../run/wait.ts'
import { leave } from './leave.ts'

/** What ends a run early: its deadline, Ctrl-C or a request to terminate. */
export interface Interruption {
  readonly signal: AbortSignal
  /** The signal that was received, if any. */
  interrupted(): 'SIGINT' | 'SIGTERM' | undefined
  /** The exit code of that signal. */
  code(): number | undefined
  /** What `work` comes to, or the reason of the end if that comes first. */
  unlessEnded<T>(work: Promise<T>): Promise<T>
  /** Nothing but the report is left: after a signal, the process ends soon, whoever does not read it. */
  onlyWriting(): void
  /** Gives the process its own handling of signals back. */
  release(): void
}

interface Options {
  readonly deadlineMs: number
  readonly wait: Wait
  /** Called at the second signal, before the process ends at once. */
  readonly onSecond: () => void
}

const CODES = { SIGINT: 130, SIGTERM: 143 } as const
/** A report that is being written has so long to come to its end: its reader may have stopped reading. */
const WRITING_MS = 2000

/** Watches for signals and the deadline: the first aborts the run, a second ends the process. */
export function interruptible({ deadlineMs, wait, onSecond }: Options): Interruption {
  const controller = new AbortController()
  let received: 'SIGINT' | 'SIGTERM' | undefined
  const callOff = atDeadline({ deadlineMs, wait }, () =>
    controller.abort(
      new Error(`the run's deadline of ${showDuration(deadlineMs)} passed; --deadline allows more`),
    ),
  )
  let writing = false

  const endSoon = (code: number) => {
    setTimeout(() => leave(code), WRITING_MS).unref()
  }

  const on = (name: 'SIGINT' | 'SIGTERM') => () => {
    if (received !== undefined) {
      onSecond()
      leave(CODES[received])
    }
    received = name
    if (writing) endSoon(CODES[name])
    controller.abort(new Error(`interrupted by ${name}`))
  }
  const handlers = { SIGINT: on('SIGINT'), SIGTERM: on('SIGTERM') }
  process.on('SIGINT', handlers.SIGINT)
  process.on('SIGTERM', handlers.SIGTERM)

  return {
    signal: controller.signal,
    interrupted: () => received,
    code: () => (received === undefined ? undefined : CODES[received]),
    unlessEnded: (work) => {
      // Nobody may be left to hear how it ended.
      work.catch(() => {})
      return Promise.race([work, rejection(controller.signal)])
    },
    onlyWriting: () => {
      callOff()
      writing = true
      if (received !== undefined) endSoon(CODES[received])
    },
    release: () => {
      callOff()
      process.off('SIGINT', handlers.SIGINT)
      process.off('SIGTERM', handlers.SIGTERM)
    },
  }
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
