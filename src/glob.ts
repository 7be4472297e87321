/**
 * A predicate for `pattern`, in which `*` stands for any run of characters and `?` for one. It
 * takes time in proportion to pattern times text at most: a regular expression would backtrack.
 */
export function glob(pattern: string): (text: string) => boolean {
  return (text) => fits(pattern, text)
}

function fits(pattern: string, text: string): boolean {
  let at = 0
  let star = -1
  let resumed = 0
  for (let position = 0; position < text.length; ) {
    if (pattern[at] === '*') {
      // For now the star stands for nothing; on a mismatch it takes one more.
      star = at++
      resumed = position
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[position])) {
      at += 1
      position += 1
    } else if (star >= 0) {
      at = star + 1
      position = ++resumed
    } else {
      return false
    }
  }
  return /^\**$/.test(pattern.slice(at))
}
