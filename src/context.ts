import type { Clients } from './clients/index.ts'
import { createMemory, type Memory } from './fact.ts'
import type { Files } from './files.ts'
import type { Settings } from './settings.ts'
import type { Wait } from './wait.ts'

/** What the doctor runs on, as Node names it. */
export type Machine = Pick<NodeJS.Process, 'platform' | 'arch'>

/** All that a check or a fact may touch: nothing global, so that everything can be tested. */
export interface Context {
  readonly settings: Settings
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly clients: Clients
  readonly files: Files
  readonly machine: Machine
  /** The time of day in milliseconds since 1970. */
  readonly now: () => number
  /** Ends with the run and, in a check, with its attempt. */
  readonly signal: AbortSignal
  /** The limit of one attempt of a check, in milliseconds. */
  readonly timeoutMs: number
  readonly wait: Wait
  /** Whether anything in this run may write. */
  readonly mayWrite: boolean
  /** Shows in the check's row what is being done now. */
  readonly say: (text: string) => void
  /** Work that the run must not end without, such as removing what was written. */
  readonly finish: (work: Promise<unknown>) => void
  /** What the doctor wrote and has not removed yet, by name. */
  readonly leftovers: Set<string>
  readonly memory: Memory
  /** The facts asked for through this context. */
  readonly asked: Set<symbol>
}

/** What a run brings to its context. */
export interface Surroundings {
  readonly settings: Settings
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly clients: Clients
  readonly files: Files
  /** This very machine unless given. */
  readonly machine?: Machine
  readonly now?: () => number
  readonly signal: AbortSignal
  readonly timeoutMs: number
  readonly wait: Wait
  readonly leftovers?: Set<string>
  readonly mayWrite?: boolean
}

/** A run's context, and the work that must end before the run does. */
export interface RunContext {
  readonly context: Context
  /** Resolves when all work given to `finish` has ended, well or not. */
  finished(): Promise<void>
}

/** The context of one run. */
export function createContext(surroundings: Surroundings): RunContext {
  const work = new Set<Promise<unknown>>()
  const finish = (promise: Promise<unknown>) => {
    const settled = promise.catch(() => {}).finally(() => work.delete(settled))
    work.add(settled)
  }
  const memory = createMemory((asked) => ({ ...context, asked }))
  const context: Context = {
    now: Date.now,
    machine: process,
    leftovers: new Set(),
    mayWrite: true,
    ...surroundings,
    say: () => {},
    finish,
    memory,
    asked: new Set(),
  }
  return {
    context,
    finished: async () => {
      while (work.size > 0) await Promise.all(work)
    },
  }
}
