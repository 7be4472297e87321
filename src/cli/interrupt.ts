import { atDeadline } from '../deadline.ts'
import { showDuration } from '../duration.ts'
import type { Wait } from '../wait.ts'
import { leave } from './leave.ts'

/** What ends a run early: its deadline, Ctrl-C or a request to terminate. */
export interface Interruption {
  readonly signal: AbortSignal
  /** The signal that was received, if any. */
  interrupted(): 'SIGINT' | 'SIGTERM' | undefined
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

/** Watches for signals and the deadline: the first aborts the run, a second ends the process. */
export function interruptible({ deadlineMs, wait, onSecond }: Options): Interruption {
  const controller = new AbortController()
  let received: 'SIGINT' | 'SIGTERM' | undefined
  const callOff = atDeadline({ deadlineMs, wait }, () =>
    controller.abort(
      new Error(`the run's deadline of ${showDuration(deadlineMs)} passed; --deadline allows more`),
    ),
  )

  const on = (name: 'SIGINT' | 'SIGTERM') => () => {
    if (received !== undefined) {
      onSecond()
      leave(CODES[received])
    }
    received = name
    controller.abort(new Error(`interrupted by ${name}`))
  }
  const handlers = { SIGINT: on('SIGINT'), SIGTERM: on('SIGTERM') }
  process.on('SIGINT', handlers.SIGINT)
  process.on('SIGTERM', handlers.SIGTERM)

  return {
    signal: controller.signal,
    interrupted: () => received,
    release: () => {
      callOff()
      process.off('SIGINT', handlers.SIGINT)
      process.off('SIGTERM', handlers.SIGTERM)
    },
  }
}
