/** Why what a server sent is not a reply that was asked for. */
export interface Unfit {
  readonly code: 'REPLY_TOO_LONG' | 'REPLY_MALFORMED'
  readonly message: string
}

/** Longer than any reply that is asked for, in bytes; what is longer is not read to its end. */
const LONGEST = 4 * 1024 * 1024
/** More elements than any list that is asked for has, and deeper than any is nested. */
const MOST_ELEMENTS = 10_000
const DEEPEST = 8
/** A length and a number have no more characters than this. */
const LONGEST_NUMBER = 24

const CR = 13
const LF = 10

/**
 * Follows what a Redis sends (RESP2, redis.io/docs/latest/develop/reference/protocol-spec) and says
 * at which chunk it stops being replies to what was asked. Parsers believe a length, make room for it
 * and descend into a list as deep as it goes.
 */
export function createReplyGuard(expected: () => number): (chunk: Buffer) => Unfit | undefined {
  /** The line so far, its first characters alone; undefined between the parts of a reply. */
  let line: string | undefined
  /** Whether only the LF is missing at the end of the line. */
  let ending = false
  /** Bytes still to come of a text, its own CR and LF among them. */
  let text = 0
  /** Elements still to come of each list that is open. */
  const open: number[] = []
  let size = 0
  let replies = 0

  /** An element is complete, and with it perhaps the lists that it ends. */
  function complete(): Unfit | undefined {
    while (open.length > 0) {
      const left = (open.pop() ?? 1) - 1
      if (left > 0) {
        open.push(left)
        return undefined
      }
    }
    size = 0
    replies += 1
    return replies > expected() ? malformed('a reply that nobody asked for') : undefined
  }

  function lineEnded(ended: string): Unfit | undefined {
    const [type = '', rest] = [ended[0], ended.slice(1)]
    if (type === '+' || type === '-') return complete()
    if (!/^-?\d+$/.test(rest) || rest.length > LONGEST_NUMBER)
      return malformed(`no number behind ${type}`)
    const number = Number(rest)
    if (type === ':' || number === -1) return complete()
    if (number < 0) return malformed('a length below zero')
    if (type === '$') {
      if (number > LONGEST) return tooLong(`a text of ${rest} bytes`)
      text = number + 2
      return undefined
    }
    if (number > MOST_ELEMENTS) return tooLong(`a list of ${rest}`)
    if (open.length === DEEPEST) return malformed('lists within lists')
    if (number === 0) return complete()
    open.push(number)
    return undefined
  }

  return (chunk) => {
    let at = 0
    while (at < chunk.length) {
      const from = at
      let unfit: Unfit | undefined
      if (text > 0) {
        at = Math.min(chunk.length, at + text)
        text -= at - from
        if (text === 0) unfit = complete()
      } else if (ending) {
        const ended = line ?? ''
        at += 1
        ending = false
        line = undefined
        unfit = chunk[from] === LF ? lineEnded(ended) : malformed('a CR without its LF')
      } else {
        const cr = chunk.indexOf(CR, at)
        at = cr < 0 ? chunk.length : cr
        const part = chunk.toString('latin1', from, Math.min(at, from + LONGEST_NUMBER + 2))
        line = `${line ?? ''}${part}`.slice(0, LONGEST_NUMBER + 2)
        ending = cr >= 0
        if (ending) at += 1
        if (!/^[-+:$*]/.test(line)) unfit = malformed('no type of a reply')
      }
      size += at - from
      unfit ??= size > LONGEST ? tooLong('a reply without end') : undefined
      if (unfit !== undefined) return unfit
    }
    return undefined
  }
}

function malformed(message: string): Unfit {
  return { code: 'REPLY_MALFORMED', message }
}

function tooLong(message: string): Unfit {
  return { code: 'REPLY_TOO_LONG', message }
}
