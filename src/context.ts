import type { Clients } from './clients/index.ts'
import type { Files } from './disk/files.ts'

import { createMemory, type Memory } from './memory.ts'
import type { Wait } from './run/wait.ts'
import type { Settings } from './settings/settings.ts'

/** What the doctor runs on, as Node names it. */
export type Machine = Pick<NodeJS.Process, 'platform' | 'arch'>

/** Everything that a check or a fact may touch: nothing global, so that all of it can be tested. */
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
  readonly memory: Memory<Context>
  /** The facts asked for through this context. */
  readonly asked: Set<symbol>
}

/** What a run provides for its context. */
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

/** Longer than any check's clean-up takes by its own limits, in milliseconds. */
const LONGEST_FINISH = 20_000

/** A run's context, and the work that must end before the run does. */
export interface RunContext {
  readonly context: Context
  /** Resolves when all work given to `finish` has ended, well or not, or `limitMs` have passed. */
  finished(limitMs?: number): Promise<void>
}

/**
 * The context of one run. What checks share cannot be changed by one of them: the settings and
 * the environment are frozen copies, the rest is frozen.
 */
export function createContext(surroundings: Surroundings): RunContext {
  const { settings, env, clients, files, machine = process } = surroundings
  const work = new Set<Promise<unknown>>()
  const finish = (promise: Promise<unknown>) => {
    const settled = promise.catch(() => {}).finally(() => work.delete(settled))
    work.add(settled)
  }
  const memory = createMemory<Context>((asked) => ({ ...context, asked }))
  const context: Context = {
    now: Date.now,
    leftovers: new Set(),
    mayWrite: true,
    ...surroundings,
    machine: Object.freeze({ platform: machine.platform, arch: machine.arch }),
    settings: frozenSettings(settings),
    env: Object.freeze({ ...env }),
    clients: Object.freeze({ ...clients }),
    files: Object.freeze({ ...files }),
    wait: Object.freeze({ ...surroundings.wait }),
    say: () => {},
    finish,
    memory: Object.freeze(memory),
    asked: new Set(),
  }
  return {
    context,
    finished: async (limitMs = LONGEST_FINISH) => {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, limitMs)
      })
      const all = async () => {
        while (work.size > 0) await Promise.all(work)
      }
      await Promise.race([all(), late])
      clearTimeout(timer)
    },
  }
}

function frozenSettings(settings: Settings): Settings {
  const values = Object.fromEntries(
    Object.entries(settings.values).map(([key, one]) => [key, Object.freeze({ ...one })]),
  )
  return Object.freeze({
    ...settings,
    values: Object.freeze(values),
    cached: Object.freeze({ ...settings.cached }),
    secrets: Object.freeze([...settings.secrets]),
  })
}
