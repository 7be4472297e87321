import type { Around } from './around.ts'

/** Where the message of an error stands in a text. */
export interface MessagePlace {
  readonly from: number
  /** The end of its first clause. */
  readonly clause: number
  readonly to: number
}

/** A message of more says nothing more. */
const LONGEST = 800
/** So much of a message tells where it stands. */
const TELLING = 60

/** Where a message that was read near a code stands; undefined where there is none. */
export function messagePlace(
  flat: string,
  { at, end }: Around,
  message: string,
): MessagePlace | undefined {
  const said = message.replace(/^[\s:"'`(-]{1,16}/, '')
  if (said === '') return undefined
  const head = said.slice(0, TELLING)
  const behind = flat.slice(end, end + LONGEST).indexOf(head)
  const near = Math.max(0, at - LONGEST)
  const before = behind < 0 ? flat.slice(near, at).lastIndexOf(head) : -1
  if (behind < 0 && before < 0) return undefined
  const from = behind < 0 ? near + before : end + behind
  const words = said.slice(0, LONGEST)
  const stop = words.search(/[;,.](?:\s|$)|["\n]/)
  return { from, clause: from + (stop < 0 ? words.length : stop), to: from + words.length }
}
