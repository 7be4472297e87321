import type { Around } from './around.ts'
import { beginsClause, endsClause } from './clause.ts'
import { isProse, isQuoted } from './prose.ts'

/** What an error said beside its code. */
export interface Said {
  readonly message: string
}

/** One way in which errors carry a code; undefined where a text does not carry it so. */
type Reader = (code: string, place: Around) => string | undefined

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
  return messageIn(object) ?? messageIn(lastOf(`${previous}${before}`, '{')) ?? ''
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

/** A label of a counter, as Prometheus has it. */
function isMetric(before: string, after: string): boolean {
  return /\w\{[^{}]{0,200}$/.test(before) && /^["'][^{}]{0,200}\} ?\d/.test(after)
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

/** At the head of a message: `X: message`, `X (409): message`, `package.X: message`. */
const heading: Reader = (_, { before, after, next }) => {
  const tail =
    /^(?: \((?:HTTP )?[1-5]\d\d\))?(?::(?=\s|$|[^\d:\s])| \(|(?= - \w)| with managed_)/.exec(after)
  if (tail === null || (tail[0] === ' (' && !/::$/.test(before))) return undefined
  const head = withoutStatus(before)
  const answered = ANSWERED.test(head.slice(-24))
  if (!answered && !beginsClause(withoutClass(head))) return undefined
  const message = after.slice(tail[0].length).trim()
  if (/^\d{1,12}\s{0,4}(?:$|[,;)\]}|])/.test(message)) return undefined
  return message === ''
    ? next.slice(0, next.indexOf('\n') + 1 || 400)
    : tail[0].startsWith(' with')
      ? after
      : message
}

/** Whoever answered, with a status. */
const ANSWERED = /\b(?:returned|answered|replied|responded with|got|received) $/i

/** Alone behind a word that says it is an error, or behind its status. */
const named: Reader = (code, { before, after }) => {
  const status = /^ \((?:HTTP )?[1-5]\d\d\)/.exec(after)?.[0] ?? ''
  const tail = after.slice(status.length)
  // In logfmt, another name and its value may follow.
  if (!endsClause(tail) && !/^["']?\s{1,4}(?:[\w.]{1,24}=|when calling )/.test(tail))
    return undefined
  const near = before.slice(-60)
  const said =
    /(?:^|[^\w-])(?:err|\w{0,40}error|\w{0,40}exception|(?:error|err)[ _-]?code|code|error type|fatal|failed|failure)["']?\s{0,4}[:=]\s{0,4}["'`]?$/i.test(
      near,
    ) ||
    /\b(?:failed with|error code|rejected with|aborted with|answered with|responded with)\s{1,4}["'`]?$/i.test(
      near,
    ) ||
    /^\s{0,16}(?:error|code|✗|✘|✖|×|⨯|❌)\s{1,8}$/i.test(before) ||
    (code.includes('_') && /(?:^|[\s(:])(?:HTTP )?[45]\d\d[:,]?\s{1,4}$/.test(near))
  return said ? '' : undefined
}

/** As Node says it of a call that failed: `connect ECONNREFUSED 127.0.0.1:6379`. */
const systemCall: Reader = (code, { before, after }) =>
  /^[A-Z_]{3,40}$/.test(code) &&
  /(?:^|[:>"'([]\s{0,4}|\berror )(?:connect|getaddrinfo|read|write|statfs|l?stat|scandir|opendir|query[A-Z]\w{0,8})\s$/i.test(
    before.slice(-40),
  ) &&
  /^(?:$|[\s:,.)"'\]])/.test(after)
    ? after
    : undefined

/** Behind the level of a line, a code that can be nothing else, and then its message. */
const levelled: Reader = (code, { before, after }) =>
  code.includes('_') &&
  /(?:^|\s)[[<]?(?:error|fatal|err)[\]>:]?\s{1,8}$/i.test(before.slice(-24)) &&
  /^\s{1,8}[A-Z"'][a-z]/.test(after)
    ? after
    : undefined

/** Those that only an error has, and those that a sentence might look like. */
const STRICT: readonly Reader[] = [keyed, xml, apiError, bracketed, rubyClass, storageTest]
const LOOSE: readonly Reader[] = [heading, named, levelled, systemCall]

/** What an error said beside the code at this place; undefined where no error carries it. */
export function saidWith(code: string, place: Around): Said | undefined {
  const { before, after } = place
  // A longer word, a path, a variable.
  if (/[\w$/@-]$/.test(before) || /^[\w$@-]/.test(after)) return undefined
  if (isMetric(before, after)) return undefined
  for (const read of STRICT) {
    const message = read(code, place)
    if (message !== undefined) return isQuoted(before, after) ? undefined : { message }
  }
  for (const read of LOOSE) {
    const message = read(code, place)
    if (message !== undefined) return isProse(before, after) ? undefined : { message }
  }
  return undefined
}

/** A module and a class before an error: botocore.errorfactory, Aws::S3::Errors. */
function withoutClass(before: string): string {
  return before.replace(/(?<![\w.:])[A-Za-z]\w{0,40}(?:\.\w{1,40}|::\w{1,40}){0,5}(?:\.|::)$/, '')
}

/** The status of HTTP before a code. */
function withoutStatus(before: string): string {
  return before.replace(
    /(?<![\w.])(?:(?:HTTP )?(?:status(?: code)?:? )?|HTTP )[45]\d\d[:,]? $/i,
    '',
  )
}

function behind(after: string): string {
  return after.replace(/^[\s:]{1,8}/, '')
}
