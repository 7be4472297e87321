import { basename } from 'node:path'

/**
 * Whether a command is named by `--retry-safe`: by its first words, or by the bare flag, which
 * means whatever is wrapped.
 */
export function namedRetrySafe(
  words: readonly string[],
  names: readonly string[] | undefined,
): boolean {
  if (names === undefined) return false
  if (names.length === 0) return true
  return names.some((name) => {
    const first = name.trim().split(/\s+/)
    return first.every(
      (word, index) =>
        word === words[index] || (index === 0 && word === basename(words[index] ?? '')),
    )
  })
}
