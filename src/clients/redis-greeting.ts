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

/** What Redis answered before the first command; `auth` only if there was something to send. */
export interface Greeting {
  readonly auth?: RedisReply
  /** The default user has no password: whatever is given for it is accepted. */
  readonly anyPassword?: boolean
  readonly select?: RedisReply
  readonly ping: RedisReply
  /** The error with which Redis turned the connection away before anything was asked. */
  readonly refused?: string
}

/** Logs in, chooses the database and sends a PING. */
export async function greet(
  { username, password, database }: RedisTarget,
  send: (command: string, args: readonly string[]) => Promise<RedisReply>,
): Promise<Greeting> {
  const login = password === '' ? undefined : username === '' ? [password] : [username, password]
  // All at once: each answer would cost a round trip, and none of them changes the next question.
  const [first, select, ping] = await Promise.all([
    login === undefined ? undefined : send('AUTH', login),
    database === 0 ? undefined : send('SELECT', [String(database)]),
    send('PING', []),
  ])
  let auth = first
  let anyPassword = false
  if (auth !== undefined && 'error' in auth && username === '' && OPEN.test(auth.error)) {
    // The product logs in with HELLO, which names the user (redis/go-redis, initConn).
    const named = await send('AUTH', ['default', password])
    anyPassword = !('error' in named)
    if (anyPassword) auth = named
  }
  return {
    ...(auth === undefined ? {} : { auth }),
    ...(anyPassword ? { anyPassword } : {}),
    ...(select === undefined ? {} : { select }),
    ping,
  }
}

/** How Redis 6 and later say that the default user has no password. */
const OPEN = /called without any password configured/
