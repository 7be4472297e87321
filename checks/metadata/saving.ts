import { type Context, fact } from '../../src/index.ts'
import { greeting } from './facts.ts'
import { configured, type Fields } from './info.ts'

/** After how many seconds and changes Redis saves a snapshot: empty where it never does. */
export const snapshots = fact('metadata snapshots', (context) => configured(context, 'save'))

/**
 * Whether Redis takes no writes because it cannot save them: even a PING is answered so.
 * Source: redis/redis, src/server.c, processCommand (deny_write_type).
 */
export async function refusesWrites(context: Context): Promise<boolean> {
  const greeted = await greeting(context)
  if (!greeted?.answered) return false
  const { ping } = greeted.reply
  return 'error' in ping && ping.error.startsWith('MISCONF')
}

/** What could not be saved at the last attempt; undefined where all went well. */
export function savingFailed(fields: Fields): string | undefined {
  const aof = fields.get('aof_enabled') === '1'
  if (aof && fields.get('aof_last_write_status') === 'err')
    return 'the append-only file could not be written'
  return fields.get('rdb_last_bgsave_status') === 'err'
    ? 'the last snapshot could not be saved'
    : undefined
}
