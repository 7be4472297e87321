/** Something counted under a key. */
export interface Counted<T> {
  readonly first: T
  readonly count: number
}

/** Counts by key in bounded memory. */
export interface FrequencyTable<T> {
  /** Counts one; `make` is asked for what to keep only the first time. */
  add(key: string, make: () => T): void
  /** The most frequent first, of equals the earliest. */
  top(): Counted<T>[]
  /** How many keys were let go of to make room, the rarest first. */
  readonly dropped: number
}

/**
 * A table of at most twice `cap` keys. When it is full, the rarer half is let go of, and what
 * comes anew starts behind those that stayed: counts are never more than what was seen.
 */
export function frequencyTable<T>(cap: number): FrequencyTable<T> {
  let kept = new Map<string, { first: T; count: number }>()
  let dropped = 0
  const sorted = () => [...kept].sort(([, a], [, b]) => b.count - a.count)
  return {
    add(key, make) {
      const known = kept.get(key)
      if (known !== undefined) {
        known.count += 1
        return
      }
      if (kept.size >= 2 * cap) {
        dropped += kept.size - cap
        const staying = new Set(
          sorted()
            .slice(0, cap)
            .map(([name]) => name),
        )
        kept = new Map([...kept].filter(([name]) => staying.has(name)))
      }
      kept.set(key, { first: make(), count: 1 })
    },
    top: () => sorted().map(([, counted]) => counted),
    get dropped() {
      return dropped
    },
  }
}
