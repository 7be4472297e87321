import type { Around } from './around.ts'

/** One way in which errors carry a code: the message beside it, undefined where a text does not carry it so. */
export type Reader = (code: string, place: Around) => string | undefined

/** What is said behind a code, without the colon between. */
export function behind(after: string): string {
  return after.replace(/^[\s:]{1,8}/, '')
}
