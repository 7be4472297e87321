import type { Socket } from 'node:net'
import { AbstractConnector, Redis as Client, ReplyError } from 'ioredis'
import type { Connect } from './connect.ts'
import { guarded } from './guarded-socket.ts'
import { type Greeting, greet, type RedisReply, type RedisTarget } from './redis-greeting.ts'
import { createReplyGuard } from './reply-guard.ts'
import { asTrouble, troubleError } from './trouble.ts'
import type { Attempt } from './within-limits.ts'

/** A connection to a Redis, logged in and with its database chosen. */
export interface RedisConnection {
  readonly greeting: Greeting
  send(command: string, args: readonly string[]): Promise<RedisReply>
  /** Whether commands can still be sent. */
  open(): boolean
  close(): void
}

/** How many of a server's first bytes are kept: enough to tell what it is. */
const HEAD = 256

/** Connects, logs in and chooses the database. */
export async function openConnection(
  target: RedisTarget,
  connect: Connect,
  { signal, reached }: Attempt,
): Promise<RedisConnection> {
  const { host, port, tls } = target
  const socket = await connect({ host, port, tls, signal, reached })
  reached('first-byte')
  let head = Buffer.alloc(0)
  let sent = 0
  const guard = createReplyGuard(() => sent)
  const stream = guarded(socket, (data) => {
    if (head.length < HEAD) head = Buffer.concat([head, data]).subarray(0, HEAD)
    const unfit = guard(data)
    return unfit && troubleError({ stage: 'body', ...unfit, host, port })
  })
  // ioredis gives the true reason of a broken connection only in its event.
  let broken: unknown
  class Connected extends AbstractConnector {
    constructor() {
      super(0)
    }
    override async connect(): Promise<Socket> {
      this.stream = stream
      return stream
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
  client.on('error', (error: unknown) => {
    broken ??= error
  })
  const close = () => {
    client.disconnect()
    stream.destroy()
  }
  signal.addEventListener('abort', close, { once: true })

  const send = async (command: string, args: readonly string[]): Promise<RedisReply> => {
    sent += 1
    try {
      return { value: await client.call(command, ...args) }
    } catch (error) {
      if (error instanceof ReplyError) return { error: (error as Error).message }
      if (head.length > 0 && !RESP.test(head.toString('latin1', 0, 1)))
        throw troubleError({
          stage: 'first-byte',
          code: 'NOT_REDIS',
          message: protocolOf(head),
          host,
          port,
        })
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
  const connection = { send, open: () => !socket.destroyed, close }
  // A refusal is not a reply to the first command, though it may arrive as one.
  const refused = () => REFUSAL.exec(head.toString('latin1'))?.[1]
  try {
    await client.connect()
    const greeting = await greet(target, send)
    const error = refused()
    return {
      ...connection,
      greeting: error === undefined ? greeting : { ...greeting, refused: error },
    }
  } catch (broke) {
    close()
    const error = refused()
    if (error === undefined) throw broke
    return { ...connection, greeting: { refused: error, ping: { error } } }
  } finally {
    // Once open, the connection is shared: the signal of whoever opened it no longer counts.
    signal.removeEventListener('abort', close)
  }
}

/** What a reply of Redis begins with (redis.io/docs/latest/develop/reference/protocol-spec). */
const RESP = /^[-+:$*_#,(!=%~>|]/
/** What Redis says to a connection that it closes at once (redis/redis, src/networking.c). */
const REFUSAL = /^-((?:DENIED|ERR max number of clients)[^\r\n]*)/

/** The protocol of a server that is not Redis, by its first bytes. */
function protocolOf(head: Buffer): string {
  const text = head.toString('latin1')
  if (/^HTTP\/\d|^<(!doctype|html)/i.test(text)) return 'HTTP'
  if (/^[\x14-\x17]\x03/.test(text)) return 'TLS'
  if (/^SSH-/.test(text)) return 'SSH'
  if (/^220[ -]/.test(text)) return 'SMTP or FTP'
  if (/^.{3}\0\x0a\d|^.{3}\0\xff/s.test(text)) return 'MySQL'
  if (/^(ERROR|CLIENT_ERROR|SERVER_ERROR)\b/.test(text)) return 'Memcached'
  return 'unknown'
}
