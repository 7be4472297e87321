import { type Context, fact } from '../../src/index.ts'
import type { Exchange } from '../exchange.ts'
import { ask } from './facts.ts'
import { unavailable } from './redis-error.ts'

/** What Redis says of itself, by its own names. */
export type Fields = ReadonlyMap<string, string>

/** The fields of INFO; or why Redis does not give them. */
export type Info =
  | { readonly fields: Fields }
  | { readonly reason: string }
  | { readonly error: string }

/** The one INFO of a run (redis.io/docs/latest/commands/info); undefined without a URL. */
export const serverInfo = fact(
  'metadata info',
  async (context): Promise<Exchange<Info> | undefined> => {
    const exchange = await ask(context, 'INFO', [])
    if (exchange === undefined || !exchange.answered) return exchange
    if ('error' in exchange.reply)
      return { answered: true, reply: whyNot('INFO', exchange.reply.error) }
    const fields = parseInfo(exchange.reply.value)
    const reply =
      fields.size === 0 ? { reason: 'Redis tells nothing of itself in INFO' } : { fields }
    return { answered: true, reply }
  },
)

/** The fields of INFO, where Redis gives them to this user. */
export async function infoFields(context: Context): Promise<Fields | undefined> {
  const exchange = await serverInfo(context)
  return exchange?.answered && 'fields' in exchange.reply ? exchange.reply.fields : undefined
}

/** Whether what answers is a Sentinel, which knows where Redis is and holds no data. */
export async function isSentinel(context: Context): Promise<boolean> {
  return (await infoFields(context))?.get('redis_mode') === 'sentinel'
}

/** A setting of the server that INFO leaves out: its value, or why it cannot be known. */
export async function configured(
  context: Context,
  name: string,
): Promise<{ readonly value: string } | { readonly reason: string }> {
  const exchange = await ask(context, 'CONFIG', ['GET', name])
  if (!exchange?.answered) return { reason: 'CONFIG GET was not answered' }
  if ('error' in exchange.reply) {
    const why = whyNot('CONFIG GET', exchange.reply.error)
    return 'reason' in why ? why : { reason: 'CONFIG GET was answered with an error' }
  }
  const { value } = exchange.reply
  const pair = Array.isArray(value) ? value : []
  return pair[0] === name && typeof pair[1] === 'string'
    ? { value: pair[1] }
    : { reason: `this Redis does not tell its ${name}` }
}

function whyNot(command: string, error: string): { reason: string } | { error: string } {
  switch (unavailable(error)) {
    case 'denied':
      return { reason: `this user may not ask Redis for ${command}` }
    case 'unknown':
      return { reason: `this Redis does not know ${command}` }
    case undefined:
      return { error }
  }
}

/** The fields of an answer to INFO or CLUSTER INFO. */
export function parseInfo(value: unknown): Fields {
  const lines = typeof value === 'string' ? value.split(/\r?\n/) : []
  return new Map(
    lines.flatMap((line) => {
      const [, name, text] = /^([\w-]+):(.*)$/.exec(line) ?? []
      return name === undefined || text === undefined ? [] : [[name, text] as const]
    }),
  )
}

/** A whole number in INFO; undefined for anything else. */
export function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
