import type { Socket } from 'node:net'
import type { Connect } from './connect.ts'
import type { Limits } from './exchange.ts'
import { patiently, type Try } from './patience.ts'
import { asTrouble, troubleError } from './trouble.ts'

/** What Redis answered to one command: a value, or an error in its own words. */
export type RedisReply = { readonly value: unknown } | { readonly error: string }

/** Where a Redis is and who asks. */
export interface RedisTarget {
  readonly host: string
  readonly port: number
  readonly tls: boolean
  readonly username: string
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
  readonly select?: RedisReply
  readonly ping: RedisReply
}

interface Line {
  readonly greeting: Greeting
  say(command: string, args: readonly string[]): Promise<RedisReply>
  close(): void
}

/** A client for one Redis. Connections are made when they are needed, and never again by themselves. */
export async function createRedis(target: RedisTarget, connect: Connect): Promise<Redis> {
  const { Redis: Client, AbstractConnector, ReplyError } = await import('ioredis')
  const { host, port, tls, username, password, database } = target
  let line: Line | undefined

  async function open({ signal, reached }: Try): Promise<Line> {
    const socket = await connect({ host, port, tls, signal, reached })
    reached('first-byte')
    class Connected extends AbstractConnector {
      constructor() {
        super(0)
      }
      override async connect(): Promise<Socket> {
        this.stream = socket
        return socket
      }
    }
    const client = new Client({
      Connector: Connected,
      lazyConnect: true,
      // It needs INFO, which a session's user may not have.
      enableReadyCheck: false,
      enableOfflineQueue: true,
      disableClientInfo: true,
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
    })
    // ioredis gives the true reason of a broken connection only here.
    let broken: unknown
    client.on('error', (error: unknown) => {
      broken ??= error
    })
    const close = () => {
      client.disconnect()
      socket.destroy()
    }
    signal.addEventListener('abort', close, { once: true })
    const say = async (command: string, args: readonly string[]): Promise<RedisReply> => {
      try {
        return { value: await client.call(command, ...args) }
      } catch (error) {
        if (error instanceof ReplyError) return { error: (error as Error).message }
        // "Connection is closed." tells nothing; the socket's own error, if there was one, does.
        const closed = troubleError({
          stage: 'first-byte',
          code: 'ECONNRESET',
          message: 'the connection was closed',
          host,
          port,
        })
        throw broken === undefined
          ? closed
          : troubleError(asTrouble(broken, 'first-byte', { host, port }))
      }
    }
    await client.connect()
    const login = username === '' ? [password] : [username, password]
    const auth = password === '' && username === '' ? {} : { auth: await say('AUTH', login) }
    const select = database === 0 ? {} : { select: await say('SELECT', [String(database)]) }
    return { greeting: { ...auth, ...select, ping: await say('PING', []) }, say, close }
  }

  /** Runs `talk` on the open line, or on a new one where there is none or it fell silent. */
  const on = <T>(limits: Limits, talk: (line: Line) => Promise<T>): Promise<T> =>
    patiently({ ...limits, host, port }, async (one) => {
      if (one.again) line?.close()
      if (line === undefined || one.again) line = await open(one)
      one.reached('first-byte')
      return talk(line)
    })

  return {
    greet: (limits) => on(limits, async ({ greeting }) => greeting),
    ask: (command, args, limits) => on(limits, ({ say }) => say(command, args)),
    close: () => line?.close(),
  }
}
