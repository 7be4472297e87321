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

interface Entry {
  readonly value: Promise<unknown>
  readonly uses: Set<symbol>
}

/** The facts of one run, and which were built on which. */
export interface Memory {
  ask<T>(key: symbol, asker: Context, fetch: (context: Context) => T | Promise<T>): Promise<T>
  peek<T>(key: symbol): Promise<T> | undefined
  /** Forgets these facts, what they were built on, and all that was built on any of those. */
  forget(keys: Iterable<symbol>): void
}

/** An empty memory; `derive` makes the context under which a fact is fetched. */
export function createMemory(derive: (asked: Set<symbol>) => Context): Memory {
  const entries = new Map<symbol, Entry>()

  function ask<T>(
    key: symbol,
    asker: Context,
    fetch: (context: Context) => T | Promise<T>,
  ): Promise<T> {
    asker.asked.add(key)
    const known = entries.get(key)
    if (known !== undefined) return known.value as Promise<T>
    const uses = new Set<symbol>()
    const value = Promise.resolve().then(() => fetch(derive(uses)))
    // Whoever asked handles the rejection; the memory's own copy must not be unhandled.
    value.catch(() => {})
    entries.set(key, { value, uses })
    return value
  }

  function forget(keys: Iterable<symbol>): void {
    const gone = new Set<symbol>(keys)
    for (const key of gone) for (const used of entries.get(key)?.uses ?? []) gone.add(used)
    let before: number
    do {
      before = gone.size
      for (const [key, { uses }] of entries)
        if ([...uses].some((used) => gone.has(used))) gone.add(key)
    } while (gone.size > before)
    for (const key of gone) entries.delete(key)
  }

  return {
    ask,
    peek: <T>(key: symbol) => entries.get(key)?.value as Promise<T> | undefined,
    forget,
  }
}
