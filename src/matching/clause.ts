import { isLogPrefix } from './log-prefix.ts'

const INTRODUCED =
  /(?:^|[\s:])(?:(?<!\b(?:the|an|this|that|any|some|each|no) )error|err|fatal|panic|(?:failed|failing|rejected|answered|responded|replied|ended|aborted) with|request send failed,|canceled,)$/i
const FAILING =
  /\b(?:errors?|failed|failure|fails|fatal|exception|cannot|can't|could not|couldn't|unable)\b/i

/**
 * Whether an error could begin behind this part of a line: where the line begins, after the
 * prefix of a log, after a colon or whatever else sets apart, never in the middle of a sentence.
 */
export function beginsClause(before: string): boolean {
  const head = before.trimEnd()
  const last = head.at(-1)
  if (last === undefined) return true
  const spaced = head.length < before.length
  switch (last) {
    case ':':
    case '=':
    case ']':
    case ')':
    case ';':
      return true
    case '>':
    case '|':
      return last === '>' || isLogPrefix(before)
    case '-':
      // As in `host - ERROR - message`, or the mark of an error in RESP; not the mark of a list.
      return !spaced ? head.length === 1 : / -$/.test(head) && head.length > 2
    case '"':
    case "'":
    case '`':
      return !spaced && opensValue(head.slice(0, -1))
    case '.':
      // As in `mc: <ERROR> Unable to list folder. Access Denied.`
      return spaced && FAILING.test(head.slice(-120))
    case '(':
    case '[':
      return FAILING.test(head.slice(-120))
    default:
      return INTRODUCED.test(head.slice(-40)) || endsHostId(head) || isLogPrefix(head)
  }
}

/** The SDK for Go writes what came of a request behind its ids. */
function endsHostId(head: string): boolean {
  if (!head.endsWith(',')) return false
  const list = head.slice(0, -1)
  return list
    .slice(list.lastIndexOf(',') + 1)
    .trimStart()
    .startsWith('HostID:')
}

/** A quote begins a value where a value would stand: behind a name, or in an array. */
function opensValue(before: string): boolean {
  return /(?:^|[:=([{,>-]|\berror)\s{0,4}$/i.test(before.slice(-16)) || isLogPrefix(before)
}

/** Whether an error could end before this part of a line, or go on as errors do. */
export function endsClause(after: string): boolean {
  if (/^[:=]\s{0,4}(?:\d{1,12}\s{0,4}(?:$|[,;)}\]|])|\.\.\.)/.test(after)) return false
  if (/^["'`]?\s{0,64}(?:$|[,;)\]}<])/.test(after)) return true
  if (/^["'`]?(?:[:.!](?:[\s,;<]|["')\]}]|$)|:)/.test(after)) return true
  if (/^["']\s{1,4}(?!(?:count|total|errors)=0\b)[\w.@]{1,40}=/.test(after)) return true
  return /^["']?\s{1,4}(?:\(|\[|- |-> |— |=> |\{|(?:after|while|in|for|from) \S)/.test(after)
}
