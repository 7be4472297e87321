import { beginsClause, endsClause } from './clause.ts'
import type { Reader } from './code-reader.ts'

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

/** The ways of carrying a code that a sentence about errors might look like. */
export const worded: readonly Reader[] = [heading, named, levelled, systemCall]

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
