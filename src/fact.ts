import type { Context } from './context.ts'

/** A memoised async function of the context: fetched once a run, whoever asks first. */
export interface Fact<T> {
  (context: Context): Promise<T>
  /** What was fetched, if anyone asked; never starts it. For checks that only come `after`. */
  peek(context: Context): Promise<T> | undefined
}

/** Defines a fact. `fetch` runs under the run's signal, not under that of the check that asks. */
export function fact<T>(name: string, fetch: (context: Context) => T | Promise<T>): Fact<T> {
  const key = Symbol(name)
  const ask = (context: Context): Promise<T> => context.memory.ask(key, context, fetch)
  return Object.assign(ask, { peek: (context: Context) => context.memory.peek<T>(key) })
}
