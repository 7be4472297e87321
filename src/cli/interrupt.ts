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
  const start = performance.now()
  let received: 'SIGINT' | 'SIGTERM' | undefined
  let timer: NodeJS.Timeout

  const watch = () => {
    // Waiting is not counted: what was waited meanwhile is added to the deadline.
    const left = deadlineMs + wait.spent() - (performance.now() - start)
    if (left <= 0)
      controller.abort(
        new Error(
          `the run's deadline of ${showDuration(deadlineMs)} passed; --deadline allows more`,
        ),
      )
    else timer = setTimeout(watch, Math.max(left, 50))
  }
  timer = setTimeout(watch, deadlineMs)

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
      clearTimeout(timer)
      process.off('SIGINT', handlers.SIGINT)
      process.off('SIGTERM', handlers.SIGTERM)
    },
  }
}
