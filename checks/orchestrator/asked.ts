import type { Context, Evidence, HttpAnswer, Trouble } from '../../src/index.ts'
import type { Word } from './word.ts'

/** What came of asking the orchestrator for something. */
export type Asked = { readonly answered: false; readonly trouble: Trouble } | Answered

/** An answer, with what was seen of it. */
export interface Answered {
  readonly answered: true
  readonly word: Word
  readonly seen: Evidence
  /** As it was on the wire; absent where the program was asked. */
  readonly answer?: HttpAnswer
}

/** The token; a mangled one is no header, and whether anybody answers is told without it. */
export function sendable({ settings }: Context): string | undefined {
  const token = settings.get('token')
  return token !== undefined && /^[\u0021-\u007e]+$/.test(token) ? token : undefined
}

/** What an error says of itself. */
export function wordsOf(word: Word): Evidence {
  if (word.kind !== 'error') return {}
  return { code: word.code, ...(word.message === '' ? {} : { message: word.message }) }
}
