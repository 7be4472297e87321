import type { Trouble } from '../../src/index.ts'
import type { AskKey } from './nodes.ts'
import { aboutKeys, unavailable } from './redis-error.ts'

/** What a key holds, or why it cannot be read. */
export type Reading =
  | { readonly kind: 'text'; readonly text: string; readonly ttl?: number }
  /** There is none, or an empty one. */
  | { readonly kind: 'absent'; readonly empty: boolean }
  | { readonly kind: 'long'; readonly length?: number }
  | { readonly kind: 'type'; readonly type: string }
  | { readonly kind: 'error'; readonly error: string }
  | { readonly kind: 'trouble'; readonly trouble: Trouble; readonly sentTo?: string }

/** No setting is longer: two kilobytes are usual. */
const LONGEST = 1024 * 1024

/** Reads a text key, and nothing of one that is too long; undefined without a URL. */
export async function readKey(askKey: AskKey, key: string): Promise<Reading | undefined> {
  const [length, left] = await Promise.all([ask(askKey, 'STRLEN', key), ask(askKey, 'TTL', key)])
  if (length === undefined) return undefined
  if ('kind' in length && length.kind === 'trouble') return length
  if ('kind' in length) {
    if (length.error.startsWith('WRONGTYPE'))
      return { kind: 'type', type: await typeOf(askKey, key) }
    // A narrow user may be allowed to GET alone.
    const narrow = unavailable(length.error) !== undefined && !aboutKeys(length.error)
    if (!narrow) return length
  } else if (typeof length.value === 'number' && length.value > LONGEST) {
    return { kind: 'long', length: length.value }
  }
  const got = await ask(askKey, 'GET', key)
  if (got === undefined) return undefined
  if ('kind' in got) return tooLong(got) ? { kind: 'long' } : got
  const { value } = got
  if (typeof value !== 'string' || value === '') return { kind: 'absent', empty: value === '' }
  if (value.length > LONGEST) return { kind: 'long', length: value.length }
  const ttl = left !== undefined && 'value' in left ? left.value : undefined
  return { kind: 'text', text: value, ...(typeof ttl === 'number' ? { ttl } : {}) }
}

/** Whether a key of any type exists; false where that cannot be seen. */
export async function exists(askKey: AskKey, key: string): Promise<boolean> {
  for (const command of ['EXISTS', 'STRLEN', 'GET']) {
    const reply = await ask(askKey, command, key)
    if (reply === undefined) return false
    if ('value' in reply) return reply.value !== null && reply.value !== 0
    if (reply.kind === 'trouble') return false
    if (reply.error.startsWith('WRONGTYPE')) return true
    if (unavailable(reply.error) === undefined || aboutKeys(reply.error)) return false
  }
  return false
}

type Unread = Extract<Reading, { readonly kind: 'error' | 'trouble' }>

async function ask(
  askKey: AskKey,
  command: string,
  key: string,
): Promise<{ readonly value: unknown } | Unread | undefined> {
  const reply = await askKey(command, key)
  if (reply === undefined) return undefined
  if (!reply.answered) {
    const { trouble, sentTo } = reply
    return { kind: 'trouble', trouble, ...(sentTo === undefined ? {} : { sentTo }) }
  }
  return 'error' in reply.reply ? { kind: 'error', error: reply.reply.error } : reply.reply
}

function tooLong(got: Unread): boolean {
  return got.kind === 'trouble' && got.trouble.code === 'REPLY_TOO_LONG'
}

async function typeOf(askKey: AskKey, key: string): Promise<string> {
  const reply = await ask(askKey, 'TYPE', key)
  const type = reply !== undefined && 'value' in reply ? reply.value : undefined
  return typeof type === 'string' && /^[A-Za-z-]{3,20}$/.test(type) ? type : 'another type'
}
