import { readFileSync } from 'node:fs'

/** The signals that are passed on. */
export type PassedSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGQUIT'

const PASSED: readonly PassedSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']

/** What is done with a signal; one from the terminal has reached every process of its foreground. */
export type OnSignal = (name: PassedSignal, fromTerminal: boolean) => void

/** What stands between the signals of this process and a command. */
export interface Signals {
  /** The first that came; `idle`: when there was nobody to pass it to. */
  received(): { readonly name: PassedSignal; readonly idle: boolean } | undefined
  /** Aborted by the first that comes. */
  readonly stopped: AbortSignal
  /** From now on they go there. */
  passTo(target: OnSignal | undefined): void
  /** Gives the process its own handling back. */
  release(): void
}

/** Takes the signals that would end this process, so that it does not end before its command. */
export function takeSignals(): Signals {
  const controller = new AbortController()
  const hadTerminal = terminal().present
  let target: OnSignal | undefined
  let first: { name: PassedSignal; idle: boolean } | undefined
  const fromTerminal = (name: PassedSignal) => {
    switch (name) {
      case 'SIGINT':
      case 'SIGQUIT':
        return terminal().foreground
      case 'SIGHUP':
        // By now the terminal may have gone.
        return hadTerminal
      case 'SIGTERM':
        return false
    }
  }
  const handlers = PASSED.map((name) => {
    const handler = () => {
      first ??= { name, idle: target === undefined }
      target?.(name, fromTerminal(name))
      controller.abort()
    }
    process.on(name, handler)
    return { name, handler }
  })
  return {
    received: () => first,
    stopped: controller.signal,
    passTo: (next) => {
      target = next
    },
    release: () => {
      for (const { name, handler } of handlers) process.off(name, handler)
    },
  }
}

/** The controlling terminal of this process, and whether it is in the foreground there (proc_pid_stat(5)). */
function terminal(): { readonly present: boolean; readonly foreground: boolean } {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8')
    // A name may hold blanks and brackets: the fields begin behind the last of them.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [, , group, , device, foreground] = fields
    return { present: device !== '0', foreground: device !== '0' && group === foreground }
  } catch {
    const present = process.stdin.isTTY === true
    return { present, foreground: present }
  }
}
