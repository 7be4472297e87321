import { type Line, startChaos } from '../support/chaos-server.ts'
import type { Asked } from '../support/run-check.ts'
import { type Case, type Expected, type Scene, SLACK_MS, TIMEOUT_MS } from './case.ts'
import { PASSWORD } from './secrets.ts'

/** What a Redis does, and what must come of it. */
export interface RedisRow {
  readonly stage: string
  readonly behaviour: string
  readonly does: (line: Line, at: { readonly elsewhere: number; readonly own: number }) => unknown
  readonly expected: Expected
  readonly timeoutMs?: number
  /** It is a Redis that may send to other nodes: those are asked. */
  readonly sendsOn?: true
}

/** The cases of a table. */
export function redisCases(rows: readonly RedisRow[]): readonly Case[] {
  return rows.map(({ stage, behaviour, expected, timeoutMs = TIMEOUT_MS, ...row }) => ({
    client: 'redis',
    stage,
    behaviour,
    expected,
    scene: () => redisScene(row, timeoutMs),
    withinMs: timeoutMs + SLACK_MS,
  }))
}

/** What a client of Redis is told of a server. */
export function askedOfRedis(url: string, timeoutMs = TIMEOUT_MS): Asked {
  return {
    only: ['metadata/*'],
    flags: {},
    env: { ARTIFACTS_METADATA_URL: url, ARTIFACTS_METADATA_PREFIX: 'chaos:' },
    timeoutMs,
  }
}

async function redisScene(
  { does, sendsOn }: Pick<RedisRow, 'does' | 'sendsOn'>,
  timeoutMs: number,
): Promise<Scene> {
  const elsewhere = await startChaos((line) => does(line, at))
  const at = { elsewhere: elsewhere.port, own: 0 }
  const server = await startChaos((line) => does(line, at))
  at.own = server.port
  return {
    asked: askedOfRedis(`redis://:${PASSWORD}@127.0.0.1:${server.port}`, timeoutMs),
    ...(sendsOn ? {} : { elsewhere: elsewhere.heard }),
    stop: () => Promise.all([server.stop(), elsewhere.stop()]),
  }
}

/** Answers to commands by name, as bytes; the others get `otherwise`, and `undefined` is silence. */
export async function answers(
  line: Line,
  replies: Readonly<Record<string, string | (() => unknown) | undefined>>,
  otherwise?: string,
): Promise<void> {
  let at = 0
  for (;;) {
    const next = /\*\d+\r\n\$\d+\r\n([A-Za-z]+)\r\n/g
    next.lastIndex = at
    const found = next.exec(line.heard())
    if (found === null) {
      if (line.socket.destroyed) return
      const length = line.heard().length
      await line.upTo(new RegExp(`^[^]{${length + 1}}`))
      continue
    }
    at = next.lastIndex
    const name = (found[1] ?? '').toUpperCase()
    const reply = name in replies ? replies[name] : otherwise
    if (typeof reply === 'string') line.say(Buffer.from(reply, 'latin1'))
    else reply?.()
  }
}

/** A Redis that logs in and is well, but for what is given. */
export function wellBut(replies: Parameters<typeof answers>[1]): (line: Line) => Promise<void> {
  return (line) =>
    answers(line, { AUTH: '+OK\r\n', SELECT: '+OK\r\n', PING: '+PONG\r\n', ...replies }, DENIED)
}

/** A narrow user may run nothing else: the checks skip what they cannot see. */
const DENIED = '-NOPERM this user has no permissions to run this command\r\n'
