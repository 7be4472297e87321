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
export async function readKey(asked: AskKey, key: string): Promise<Reading | undefined> {
  const [length, left] = await Promise.all([ask(asked, 'STRLEN', key), ask(asked, 'TTL', key)])
  if (length === undefined) return undefined
  if ('kind' in length && length.kind === 'trouble') return length
  if ('kind' in length) {
    if (length.error.startsWith('WRONGTYPE'))
      return { kind: 'type', type: await typeOf(asked, key) }
    // A narrow user may be allowed to GET alone.
    const narrow = unavailable(length.error) !== undefined && !aboutKeys(length.error)
    if (!narrow) return length
  } else if (typeof length.value === 'number' && length.value > LONGEST) {
    return { kind: 'long', length: length.value }
  }
  const got = await ask(asked, 'GET', key)
  if (got === undefined) return undefined
  if ('kind' in got) return tooLong(got) ? { kind: 'long' } : got
  const { value } = got
  if (typeof value !== 'string' || value === '') return { kind: 'absent', empty: value === '' }
  if (value.length > LONGEST) return { kind: 'long', length: value.length }
  const ttl = left !== undefined && 'value' in left ? left.value : undefined
  return { kind: 'text', text: value, ...(typeof ttl === 'number' ? { ttl } : {}) }
}

/** Whether a key of any type exists; false where that cannot be seen. */
export async function exists(asked: AskKey, key: string): Promise<boolean> {
  for (const command of ['EXISTS', 'STRLEN', 'GET']) {
    const said = await ask(asked, command, key)
    if (said === undefined) return false
    if ('value' in said) return said.value !== null && said.value !== 0
    if (said.kind === 'trouble') return false
    if (said.error.startsWith('WRONGTYPE')) return true
    if (unavailable(said.error) === undefined || aboutKeys(said.error)) return false
  }
  return false
}

type Unread = Extract<Reading, { readonly kind: 'error' | 'trouble' }>

async function ask(
  asked: AskKey,
  command: string,
  key: string,
): Promise<{ readonly value: unknown } | Unread | undefined> {
  const said = await asked(command, key)
  if (said === undefined) return undefined
  if (!said.answered) {
    const { trouble, sentTo } = said
    return { kind: 'trouble', trouble, ...(sentTo === undefined ? {} : { sentTo }) }
  }
  return 'error' in said.reply ? { kind: 'error', error: said.reply.error } : said.reply
}

function tooLong(got: Unread): boolean {
  return got.kind === 'trouble' && got.trouble.code === 'REPLY_TOO_LONG'
}

async function typeOf(asked: AskKey, key: string): Promise<string> {
  const said = await ask(asked, 'TYPE', key)
  const type = said !== undefined && 'value' in said ? said.value : undefined
  return typeof type === 'string' && /^[A-Za-z-]{3,20}$/.test(type) ? type : 'another type'
}
