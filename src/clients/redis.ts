import type { Connect } from './connect.ts'
import type { Limits } from './limits.ts'
import { openConnection, type RedisConnection } from './redis-connection.ts'
import type { Greeting, RedisReply, RedisTarget } from './redis-greeting.ts'
import { type Attempt, withinLimits } from './within-limits.ts'

/** A client for one Redis, which is only read. */
export interface Redis {
  /** Connects, authenticates and chooses the database; the replies to each. */
  greet(limits: Limits): Promise<Greeting>
  /** Sends one command, after the greeting. */
  ask(command: string, args: readonly string[], limits: Limits): Promise<RedisReply>
  close(): void
}

/** A client for one Redis. Connections are made when they are needed, and kept for the next command. */
export async function createRedis(target: RedisTarget, connect: Connect): Promise<Redis> {
  const { host, port } = target
  const connections = new Set<RedisConnection>()
  let current: Promise<RedisConnection> | undefined

  function open(one: Attempt): Promise<RedisConnection> {
    const opening = openConnection(target, connect, one)
    opening.then(
      (connection) => connections.add(connection),
      () => {
        if (current === opening) current = undefined
      },
    )
    return opening
  }

  /** Runs `use` on the open connection, or on a new one where there is none or it fell silent. */
  function on<T>(limits: Limits, use: (connection: RedisConnection) => Promise<T>): Promise<T> {
    let used: Promise<RedisConnection> | undefined
    return withinLimits({ ...limits, host, port }, async (one) => {
      // Others may still wait for an answer on the silent one: it is left, not closed.
      if (one.again && current === used) current = undefined
      if (current !== undefined && !(await current.catch(() => undefined))?.open())
        current = undefined
      current ??= open(one)
      used = current
      const connection = await current
      one.reached('first-byte')
      return use(connection)
    })
  }

  return {
    greet: (limits) => on(limits, async ({ greeting }) => greeting),
    ask: (command, args, limits) => on(limits, ({ send }) => send(command, args)),
    close: () => {
      for (const connection of connections) connection.close()
    },
  }
}
