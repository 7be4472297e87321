/** The facts of one run, by key, and which were built on which. `C` is the context that fetches them. */
export interface Memory<C> {
  /** The value of a fact; fetched on the first call and noted among the facts that `asker` used. */
  ask<T>(key: symbol, asker: Asker, fetch: (context: C) => T | Promise<T>): Promise<T>
  /** The value of a fact that somebody has asked for; undefined where nobody has. */
  peek<T>(key: symbol): Promise<T> | undefined
  /** Forgets these facts, what they were built on, and all that was built on any of those. */
  forget(keys: Iterable<symbol>): void
}

/** Whoever asks for facts, and those that were asked for. */
export interface Asker {
  readonly asked: Set<symbol>
}

interface Entry {
  readonly value: Promise<unknown>
  readonly uses: Set<symbol>
}

/** An empty memory; `derive` makes the context under which a fact is fetched. */
export function createMemory<C>(derive: (asked: Set<symbol>) => C): Memory<C> {
  const entries = new Map<symbol, Entry>()

  function ask<T>(key: symbol, asker: Asker, fetch: (context: C) => T | Promise<T>): Promise<T> {
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
