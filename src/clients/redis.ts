import type { Connect } from './connect.ts'
import type { Limits } from './exchange.ts'
import { patiently, type Try } from './patience.ts'
import { type Line, openLine } from './redis-line.ts'

/** What Redis answered to one command: a value, or an error in its own words. */
export type RedisReply = { readonly value: unknown } | { readonly error: string }

/** Where a Redis is and who asks. */
export interface RedisTarget {
  readonly host: string
  readonly port: number
  readonly tls: boolean
  readonly username: string
  /** Without one, nobody logs in, as in the product. */
  readonly password: string
  readonly database: number
}

/** A conversation with one Redis: commands that only read. */
export interface Redis {
  /** Connects, authenticates and chooses the database; the replies to each. */
  greet(limits: Limits): Promise<Greeting>
  /** Sends one command, after the greeting. */
  ask(command: string, args: readonly string[], limits: Limits): Promise<RedisReply>
  close(): void
}

/** What Redis said before the first question; `auth` only if there was something to send. */
export interface Greeting {
  readonly auth?: RedisReply
  /** The default user has no password: whatever is given for it is accepted. */
  readonly anyPassword?: boolean
  readonly select?: RedisReply
  readonly ping: RedisReply
  /** The error with which Redis turned the connection away before anything was asked. */
  readonly refused?: string
}

/** A client for one Redis. Connections are made when they are needed, and kept for what is asked next. */
export async function createRedis(target: RedisTarget, connect: Connect): Promise<Redis> {
  const { host, port } = target
  const lines = new Set<Line>()
  let current: Promise<Line> | undefined

  function open(one: Try): Promise<Line> {
    const opening = openLine(target, connect, one)
    opening.then(
      (line) => lines.add(line),
      () => {
        if (current === opening) current = undefined
      },
    )
    return opening
  }

  /** Runs `talk` on the open line, or on a new one where there is none or it fell silent. */
  function on<T>(limits: Limits, talk: (line: Line) => Promise<T>): Promise<T> {
    let used: Promise<Line> | undefined
    return patiently({ ...limits, host, port }, async (one) => {
      // Others may still wait for an answer on the silent one: it is left, not closed.
      if (one.again && current === used) current = undefined
      if (current !== undefined && !(await current.catch(() => undefined))?.open())
        current = undefined
      current ??= open(one)
      used = current
      const line = await current
      one.reached('first-byte')
      return talk(line)
    })
  }

  return {
    greet: (limits) => on(limits, async ({ greeting }) => greeting),
    ask: (command, args, limits) => on(limits, ({ say }) => say(command, args)),
    close: () => {
      for (const line of lines) line.close()
    },
  }
}
