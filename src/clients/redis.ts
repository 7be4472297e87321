import type { Connect } from './connect.ts'
import type { Limits } from './limits.ts'
import { patiently, type Try } from './patience.ts'
import type { Greeting, RedisReply, RedisTarget } from './redis-greeting.ts'
import { type Line, openLine } from './redis-line.ts'

/** A conversation with one Redis: commands that only read. */
export interface Redis {
  /** Connects, authenticates and chooses the database; the replies to each. */
  greet(limits: Limits): Promise<Greeting>
  /** Sends one command, after the greeting. */
  ask(command: string, args: readonly string[], limits: Limits): Promise<RedisReply>
  close(): void
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
