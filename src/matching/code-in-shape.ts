import { behind, type Reader } from './code-reader.ts'

/** In a body of JSON, in logfmt, or in what Node, Rust and Python print of an object. */
const keyed: Reader = (_, { before, after, next, previous }) => {
  if (!/^["']/.test(after)) return undefined
  const key =
    /(?:^|[^\w])["']?(?:code|error_?code|err_?code)["']?\s{0,8}(?:[:=]\s{0,8})(?:Some\()?["']$/i
  if (!key.test(before.slice(-40))) return undefined
  // A body of several lines may have its code on one and its message on the next, or before it.
  const ahead = `${after}\n${next}`.slice(1, 1200)
  const end = ahead.indexOf('}')
  const object = end < 0 ? ahead : ahead.slice(0, end)
  const message = messageIn(object) ?? messageIn(lastOf(`${previous}${before}`, '{')) ?? ''
  // What documentation has in place of one.
  return /^(?:\.{3}|…)["']/.test(message) ? undefined : message
}

/** What stands behind the last of these marks. */
function lastOf(text: string, mark: string): string {
  return text.slice(text.lastIndexOf(mark) + 1)
}

function messageIn(object: string): string | undefined {
  const found = /["']?\bmessage["']?\s{0,8}[:=]\s{0,8}(?:Some\()?["']/i.exec(object)
  return found === null
    ? undefined
    : object.slice(found.index + found[0].length).replace(/^["']/, '')
}

/** In the body of S3 (docs.aws.amazon.com/AmazonS3, Error responses). */
const xml: Reader = (_, { before, after, next, previous }) => {
  if (!/<Code>\s{0,8}$/i.test(before.slice(-16)) || !/^\s{0,8}<\/Code>/i.test(after))
    return undefined
  const message = /<Message>([^<]{0,800})/i
  return (
    message.exec(`${after}\n${next}`)?.[1] ??
    message.exec(lastOf(`${previous}${before}`, '<Error'))?.[1] ??
    ''
  )
}

/** In the words of the SDK for Go, second generation: `api error X: message`. */
const apiError: Reader = (_, { before, after }) =>
  /\bapi error $/i.test(before.slice(-16)) && /^(?::|$|[\s,)])/.test(after)
    ? behind(after)
    : undefined

/** In the words of botocore and of the aws program; and in brackets behind words of failure. */
const bracketed: Reader = (_, { before, after }) => {
  const sentence = lastSentence(before.slice(0, -1))
  switch (before.at(-1)) {
    case '[':
      return after[0] === ']' && /(?:error|failed|exception)\b/i.test(sentence)
        ? behind(after.slice(1))
        : undefined
    case '(': {
      if (after[0] !== ')') return undefined
      const calling = /^\) when calling the \w{1,64} operation(?: \([^)]{0,80}\))?/.exec(after)
      if (calling !== null) return behind(after.slice(calling[0].length))
      const failing = FAILING.test(sentence) && !/\b(?:no|without|0)\b/i.test(sentence)
      return failing ? behind(after.slice(1)) : undefined
    }
    default:
      return undefined
  }
}

const FAILING =
  /\b(?:error|failed|failure|exception|refused|denied|rejected|cannot|could not|unable)\b/i

/** What stands before a bracket, from the last stop or bracket on. */
function lastSentence(before: string): string {
  return (
    before
      .slice(-120)
      .split(/[.;()[\]]/)
      .at(-1) ?? ''
  )
}

/** As the name of a class of the SDK for Ruby. */
const rubyClass: Reader = (_, { before, after }) =>
  /\bErrors::$/.test(before.slice(-16)) ? behind(after.replace(/^[\s()]{0,4}/, '')) : undefined

/** Behind the words with which the storage test of `format` and `mount` fails. */
const storageTest: Reader = (_, { before, after }) =>
  /(?:object storage test failed|is not configured correctly|failed to (?:put|get)|failed to delete, err): {0,4}(?:\.\.\. )?$/i.test(
    before.slice(-60),
  ) && /^(?:$|[^\w|])/.test(after)
    ? behind(after)
    : undefined

/** The ways of carrying a code that only an error has. */
export const shaped: readonly Reader[] = [keyed, xml, apiError, bracketed, rubyClass, storageTest]
