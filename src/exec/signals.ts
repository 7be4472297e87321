import { callWitness } from './witness.ts'

/** The signals that are passed on. */
export type PassedSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGQUIT'

const PASSED: readonly PassedSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']

/** What is done with a signal; one that was sent to the whole process group has reached a command in it. */
export type OnSignal = (name: PassedSignal, toGroup: boolean) => void

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

/** Handles the signals that would end this process, so that it does not end before its command. */
export function takeSignals(): Signals {
  const controller = new AbortController()
  const witness = callWitness()
  let target: OnSignal | undefined
  let first: { name: PassedSignal; idle: boolean } | undefined
  const handlers = PASSED.map((name) => {
    const handler = () => {
      const to = target
      first ??= { name, idle: to === undefined }
      if (to !== undefined) witness.heard(name).then((toGroup) => to(name, toGroup))
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
      witness.dismiss()
    },
  }
}
