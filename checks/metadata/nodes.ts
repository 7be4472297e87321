import {
  type Context,
  type Evidence,
  fact,
  limitsOf,
  type Redis,
  type RedisReply,
} from '../../src/index.ts'
import { type Exchange, exchangeOf } from '../exchange.ts'
import { ask } from './facts.ts'
import { metadataPlace } from './place.ts'

/** What came of a question about one key, and the node of a cluster that it was sent on to. */
export type KeyExchange = Exchange<RedisReply> & { readonly sentTo?: string }

/** Sends a command whose only argument is a key. */
export type AskKey = (command: string, key: string) => Promise<KeyExchange | undefined>

/**
 * Asks about a key the node that has it, as a client of a cluster does: a `MOVED` is followed once
 * (redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec).
 */
export function keyAsker(context: Context): AskKey {
  return async (command, key) => {
    const exchange = await ask(context, command, [key])
    if (!exchange?.answered || !('error' in exchange.reply)) return exchange
    const place = metadataPlace(context)
    const to = place && movedTo(exchange.reply.error, place.host)
    if (place === undefined || to === undefined) return exchange
    const sentTo = `${to.host}:${to.port}`
    const limits = limitsOf(context)
    const known = await nodes(context)
    if (!known.has(sentTo) && known.size === MOST_NODES) return exchange
    const node = known.get(sentTo) ?? context.clients.redis({ ...place, ...to, database: 0 })
    known.set(sentTo, node)
    return { ...(await exchangeOf((await node).ask(command, [key], limits))), sentTo }
  }
}

/** Asks about a key in another database of the same Redis, on a connection of its own. */
export async function databaseAsker(context: Context, database: number): Promise<AskKey> {
  const place = metadataPlace(context)
  const redis = place && (await context.clients.redis({ ...place, database }))
  return async (command, key) => {
    const limits = limitsOf(context, WITHIN_MS)
    if (redis === undefined) return undefined
    const greeted = await exchangeOf(redis.greet(limits))
    if (!greeted.answered) return greeted
    const { select } = greeted.reply
    // What would be asked now, would be asked of database 0.
    if (select === undefined ? database !== 0 : 'error' in select) return undefined
    return exchangeOf(redis.ask(command, [key], limits))
  }
}

/** The node that an error of one at `here` sends to; undefined where it sends nowhere. */
export function movedTo(error: string, here: string): Node | undefined {
  const [, host = '', port] = MOVED.exec(error) ?? []
  if (port === undefined) return undefined
  // Without a name, it is another port of the same host.
  return { host: host === '' || host === '?' ? here : host, port: Number(port) }
}

interface Node {
  readonly host: string
  readonly port: number
}

/** The slot, and a host with its port; nothing that could be an option of a program. */
const MOVED = /^MOVED \d+ ((?!-)[\w.:-]{0,253}|\?):(\d{1,5})$/

/** A guess is not waited for any longer. */
const WITHIN_MS = 2000

/** A workspace's keys are on one node, and what its setting may also be called on few others. */
const MOST_NODES = 8

/** The nodes that were asked because the configured one sent there, a fact each. */
export async function nodesAsked(context: Context): Promise<Evidence> {
  const names = [...(await nodes(context)).keys()].sort()
  return Object.fromEntries(names.map((node, index) => [`node${index + 1}`, node]))
}

const nodes = fact('metadata nodes', () => new Map<string, Promise<Redis>>())
