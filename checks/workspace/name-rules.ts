/** The names that the product's page on workspaces allows. */
export const CURRENT = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,62}$/
/** The names that its earlier page allowed. */
export const EARLIER = /^[a-z][a-z0-9-]{0,38}[a-z0-9]$/

/** Letters of Cyrillic and Greek that look like those of Latin (unicode.org/reports/tr39). */
const LATIN = new Map(
  Object.entries({
    а: 'a', // Cyrillic from here on
    е: 'e',
    о: 'o',
    р: 'p',
    с: 'c',
    у: 'y',
    х: 'x',
    і: 'i',
    ј: 'j',
    ѕ: 's',
    һ: 'h',
    ԁ: 'd',
    ԛ: 'q',
    ԝ: 'w',
    А: 'a',
    В: 'b',
    Е: 'e',
    К: 'k',
    М: 'm',
    Н: 'h',
    О: 'o',
    Р: 'p',
    С: 'c',
    Т: 't',
    Х: 'x',
    ο: 'o', // Greek from here on
    ν: 'v',
    ι: 'i',
    α: 'a',
  }),
)

/** How a name breaks the current rule. */
export function misnamed(name: string): string {
  if (/\s/.test(name)) return 'it holds a space or a line break'
  if (/\p{C}/u.test(name)) return 'it holds a sign that cannot be seen'
  if (/[^ -~]/.test(name)) {
    return /^[ -~]+$/.test(likeLatin(name)) && likeLatin(name) !== unmarked(name)
      ? 'it holds letters that only look like those from a to z'
      : 'it holds letters other than those from a to z'
  }
  if (/[?#&=%:@\\]/.test(name)) return 'it holds signs of an address, or of a path'
  if (/[^A-Za-z0-9_-]/.test(name)) return 'it holds signs that no name may have'
  return name.length > 63
    ? 'it is longer than 63 characters'
    : 'it begins with a hyphen or underscore'
}

/** The nearest name that keeps the rules of both generations, where one can be seen. */
export function nearestName(name: string): string | undefined {
  const latin = likeLatin(name.replace(/\p{Cf}/gu, ''))
  // Without a letter that is left out, it were another word.
  if (/[^ -~]/.test(latin.replace(/\s/g, ''))) return undefined
  const plain = latin
    .replace(/(?<=.)[?#].*$/s, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
    .replace(/(?<!-)-+$/, '')
  return EARLIER.test(plain) ? plain : undefined
}

/** The name as the earlier rule requires it: in lower case, with hyphens for underscores. */
export function nearestEarlierName(name: string): string | undefined {
  const plain = name
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/(?<!-)-+$/, '')
  return EARLIER.test(plain) ? plain : undefined
}

/** With the plain letter for each that has marks, is wider, or is one of another alphabet. */
function likeLatin(name: string): string {
  const folded = [...unmarked(name)].map((letter) => LATIN.get(letter) ?? letter).join('')
  return folded.replace(/\p{Pd}/gu, '-')
}

function unmarked(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '')
}
