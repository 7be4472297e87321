import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** Hears what a Redis is sent (redis.io/docs/latest/commands/monitor). */
export interface RedisMonitor {
  /** The commands that came in over the network so far, in capitals, each with its arguments. */
  commands(): Promise<readonly string[]>
  /**
   * The names of all that was run or refused since then, for whomever: unlike the above, those
   * that administrate too (redis.io/docs/latest/commands/info, commandstats).
   */
  ran(): Promise<readonly string[]>
  stop(): Promise<void>
}

/** What a line of MONITOR is: the time, the database and who asks, the words. */
const LINE = /^\+\d+\.\d+ \[\d+ ([^\]]+)\] (.*)$/

/** Monitors a Redis over its Unix socket; `cli` runs a command that marks how far it has heard. */
export async function monitorRedis(
  path: string,
  admin: { readonly name: string; readonly password: string },
  cli: (...command: readonly string[]) => Promise<string>,
): Promise<RedisMonitor> {
  const socket = connect(path).setEncoding('utf8')
  let text = ''
  socket.on('error', () => {})
  socket.on('data', (chunk: string) => {
    text += chunk
  })
  const includes = async (wanted: RegExp) => {
    while (!wanted.test(text) && !socket.destroyed) {
      await Promise.race([once(socket, 'data'), once(socket, 'close')])
    }
  }
  await once(socket, 'connect')
  socket.write(`AUTH ${admin.name} ${admin.password}\r\nMONITOR\r\n`)
  // A Sentinel knows no MONITOR, only counts.
  await includes(/^\+OK\r\n[+-].*\r\n/)
  const before = await counts(cli).catch(() => new Map<string, number>())
  let marks = 0
  return {
    ran: async () =>
      [...(await counts(cli).catch(() => before))]
        .filter(([name, calls]) => calls > (before.get(name) ?? 0) && !OWN.has(name))
        .map(([name]) => name)
        .sort(),
    commands: async () => {
      marks += 1
      const mark = `mark-${marks}`
      const marked = await cli('ECHO', mark).catch(() => undefined)
      // One that takes no more clients has run nothing since; one that is loading tells nobody.
      if (marked !== undefined && text.startsWith('+OK\r\n+'))
        await Promise.race([includes(new RegExp(`"${mark}"`)), sleep(500)])
      return text.split('\r\n').flatMap((line) => {
        const [, from = '', words = ''] = LINE.exec(line) ?? []
        return /^127\.0\.0\.1:/.test(from) ? [commandOf(words)] : []
      })
    },
    stop: async () => {
      if (socket.destroyed) return
      const closed = once(socket, 'close')
      socket.destroy()
      await closed
    },
  }
}

/** What listening itself needs, and the doctor never does. */
const OWN: ReadonlySet<string> = new Set(['echo', 'monitor'])

async function counts(
  cli: (...command: readonly string[]) => Promise<string>,
): Promise<ReadonlyMap<string, number>> {
  const stats = await cli('INFO', 'commandstats')
  return new Map(
    [...stats.matchAll(/^cmdstat_([^:]+):calls=(\d+),.*rejected_calls=(\d+)/gm)].map(
      ([, name = '', calls, rejected]) => [name, Number(calls) + Number(rejected)] as const,
    ),
  )
}

function commandOf(words: string): string {
  const [name = '', ...args] = [...words.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(
    ([, word = '']) => word,
  )
  return [name.toUpperCase(), ...args].join(' ')
}
