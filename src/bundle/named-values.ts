import { isWords } from '../secrets/known-secrets.ts'

/** A name under which secrets are kept, then the value: of a flag, a variable, a header, JSON or YAML. */
const NAMED =
  /(?<name>[\w.-]{0,40}(?:secret|token|passw(?:or)?d|passphrase|pwd|api[_-]?key|access[_-]?key|private[_-]?key|encrypt[_-]?key|credential|kerb[_-]?conf|cookie|session)[\w.-]{0,20})(?<head>["'\\]{0,8}(?:\s{0,4}[:=]>?\s{0,4}|\s)["'\\]{0,8}(?:bearer\s|basic\s)?)(?<secret>[^\s"'\\,;&<>{}()[\]]{6,8192})/gi

/** A value behind the name of a secret, and where it stands. */
export interface NamedValue {
  readonly start: number
  readonly value: string
}

/** The values of secret-named keys that look random; what reads as words, numbers or places stays. */
export function namedSecrets(text: string): NamedValue[] {
  return [...text.matchAll(NAMED)].flatMap((match) => {
    const { name = '', head = '', secret: value = '' } = match.groups ?? {}
    // Behind a blank alone stands the value of a flag, or a sentence goes on.
    if (/^\s$/.test(head) && !name.startsWith('-')) return []
    const phrase = /passw|passphrase|pwd/i.test(name) && PHRASE.test(value)
    return phrase || isRandom(value)
      ? [{ start: match.index + name.length + head.length, value }]
      : []
  })
}

/** A passphrase of four words or more. */
const PHRASE = /^([A-Za-z]{2,}[._-]){3,}[A-Za-z]{2,}$/

/** In bits a character: words have less, and random hexadecimal digits more. */
const LEAST_ENTROPY = 2.8

/** Whether a value is more likely to have been drawn than written. */
function isRandom(value: string): boolean {
  const core = value.replace(/(?<![.:!?])[.:!?]+$/, '')
  if (core.length < 6 || isPlain(core)) return false
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(core)).length
  return core.length >= 16 ? entropy(core) >= LEAST_ENTROPY : kinds >= 2
}

const PLAIN = [
  // A number, a time, a duration, a version.
  /^[\d.,:%]+([a-z]{1,3})?$/i,
  /^\d{4}-\d\d-\d\d(T[\d:.]+Z?)?$/,
  // Words, joined as in ids, paths and the names of files and errors.
  /^[/~.]?([A-Z]?[a-z]+|[A-Z]+)([._/:-]([A-Z]?[a-z]+|[A-Z]+))*\d{0,2}$/,
  /^([A-Z][a-z]{2,}){2,6}$/,
  // A place, and what has no secret in it any more.
  /^[a-z][a-z+.-]*:\/\//i,
  /^[*xX.•_-]+$/,
]

function isPlain(core: string): boolean {
  const long = core.length > 32 && /^[A-Za-z]+$/.test(core)
  return !long && (isWords(core) || PLAIN.some((plain) => plain.test(core)))
}

function entropy(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  return [...counts.values()].reduce((bits, count) => {
    const share = count / text.length
    return bits - share * Math.log2(share)
  }, 0)
}
