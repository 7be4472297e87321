/** A predicate for `pattern`, in which `*` stands for any run of characters and `?` for one. */
export function glob(pattern: string): (text: string) => boolean {
  const parts = pattern.split(/([*?])/).map((part) => {
    if (part === '*') return '.*'
    if (part === '?') return '.'
    return part.replace(/[\\^$.|+()[\]{}]/g, '\\$&')
  })
  // Runs of stars are one star: `.*.*.*` would take time exponential in their number.
  const source = parts
    .filter((part) => part !== '')
    .join('')
    .replace(/(?:\.\*){2,}/g, '.*')
  const expression = new RegExp(`^${source}$`, 's')
  return (text) => expression.test(text)
}
