import type { Around } from './around.ts'
import { shaped } from './code-in-shape.ts'
import { worded } from './code-in-words.ts'
import { isProse, isQuoted } from './prose.ts'

/** What an error said beside its code. */
export interface Said {
  readonly message: string
}

/** A label of a counter, as Prometheus has it. */
function isMetric(before: string, after: string): boolean {
  return /\w\{[^{}]{0,200}$/.test(before) && /^["'][^{}]{0,200}\} ?\d/.test(after)
}

/** What an error said beside the code at this place; undefined where no error carries it. */
export function saidWith(code: string, place: Around): Said | undefined {
  const { before, after } = place
  // A longer word, a path, a variable.
  if (/[\w$/@-]$/.test(before) || /^[\w$@-]/.test(after)) return undefined
  if (isMetric(before, after)) return undefined
  for (const read of shaped) {
    const message = read(code, place)
    if (message !== undefined) return isQuoted(before, after) ? undefined : { message }
  }
  for (const read of worded) {
    const message = read(code, place)
    if (message !== undefined) return isProse(before, after) ? undefined : { message }
  }
  return undefined
}
