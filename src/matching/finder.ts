/** Finds every place of many literals in one pass over a text. */
export type Finder = (text: string) => ReadonlyMap<string, readonly number[]>

const SLOTS = 1 << 16

/**
 * A finder for these literals, of three characters or more: of each that stands in a text, all its
 * places. A table of what literals begin with lets most characters of a text pass at a glance.
 */
export function finder(literals: Iterable<string>): Finder {
  const slots = new Map<number, string[]>()
  const taken = new Uint8Array(SLOTS)
  for (const literal of new Set(literals)) {
    const slot = slotAt(literal, 0)
    taken[slot] = 1
    const those = slots.get(slot)
    if (those === undefined) slots.set(slot, [literal])
    else those.push(literal)
  }
  return (text) => {
    const found = new Map<string, number[]>()
    for (let at = 0; at + 2 < text.length; at += 1) {
      const slot = slotAt(text, at)
      if (taken[slot] === 0) continue
      for (const literal of slots.get(slot) ?? []) {
        if (!text.startsWith(literal, at)) continue
        const places = found.get(literal)
        if (places === undefined) found.set(literal, [at])
        else places.push(at)
      }
    }
    return found
  }
}

function slotAt(text: string, at: number): number {
  const pair = text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)
  return (pair * 31 + text.charCodeAt(at + 2)) % SLOTS
}
