import { type Trouble, troubleOf } from '../src/index.ts'

/** What came of a request to a server: its reply, or the trouble that kept one from coming. */
export type Exchange<Reply> = { readonly answered: true; readonly reply: Reply } | Unanswered

/** A request that no reply came to. */
export interface Unanswered {
  readonly answered: false
  readonly trouble: Trouble
}

/** Awaits the reply to a request; rejects only with what is no trouble of a connection. */
export async function exchangeOf<Reply>(request: Promise<Reply>): Promise<Exchange<Reply>> {
  try {
    return { answered: true, reply: await request }
  } catch (error) {
    const trouble = troubleOf(error)
    if (trouble === undefined) throw error
    return { answered: false, trouble }
  }
}
