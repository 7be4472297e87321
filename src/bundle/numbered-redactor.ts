import type { Redactor } from '../secrets/redactor.ts'
import type { Scope, SecretFinder } from './find-secrets.ts'

/** A redactor that numbers what it takes out: the same secret reads the same in all texts. */
export interface NumberedRedactor {
  /** The redactor for texts of this scope. */
  of(scope: Scope): Redactor
  /** How often each rule has left its mark in a text that came from here. */
  countIn(text: string): Readonly<Record<string, number>>
}

/** How often a text is searched: what is taken out may reveal something else. */
const ROUNDS = 4

/** A redactor with numbers of its own. They count up, so that nothing can be reckoned back from them. */
export function numberedRedactor(find: SecretFinder): NumberedRedactor {
  const numbers = new Map<string, number>()
  const rules: string[] = []
  const mark = (key: string, rule: string) => {
    const number = numbers.get(key) ?? rules.push(rule)
    numbers.set(key, number)
    return `[secret-${number}]`
  }
  const redact = (text: string, scope: Scope): string => {
    let clean = text
    for (let round = 0; round < ROUNDS; round++) {
      const found = find(clean, scope)
      if (found.length === 0) break
      let done = 0
      const parts = found.flatMap(({ start, end, key, rule }) => {
        const part = clean.slice(done, start)
        done = end
        // The lines of a log keep their numbers.
        const breaks = clean.slice(start, end).replace(/[^\n]+/g, '')
        return [part, mark(key, rule), breaks]
      })
      clean = parts.join('') + clean.slice(done)
    }
    return clean
  }
  return {
    of: (scope) => (text) => redact(text, scope),
    countIn: (text) => {
      const counts: Record<string, number> = {}
      for (const [, digits] of text.matchAll(/\[secret-(\d{1,9})\]/g)) {
        const rule = rules[Number(digits) - 1]
        if (rule !== undefined) counts[rule] = (counts[rule] ?? 0) + 1
      }
      return counts
    },
  }
}
