import { basename } from 'node:path'
import type { Redactor } from '../secrets/redactor.ts'
import { caps } from './caps.ts'
import type { BundledLog } from './document.ts'
import { lastLines, logTail } from './log-tail.ts'

/** Of the total, what the other files are given. */
const RESERVED = 4 * 1_048_576

/** The ends of these logs, clean, as far as they fit; throws a UsageError for what cannot be read. */
export async function collectLogs(
  paths: readonly string[],
  redact: Redactor,
): Promise<BundledLog[]> {
  const logs: BundledLog[] = []
  const names = new Set<string>()
  let room: number = caps.totalBytes - RESERVED
  for (const [index, path] of paths.entries()) {
    const name = nameFor(path, redact, names)
    if (index >= caps.logs || room < 4096) {
      const why =
        index >= caps.logs ? `no more than ${caps.logs} logs go in` : 'there is no more room'
      logs.push({ name, left: why })
      continue
    }
    const limit = Math.min(caps.perLogBytes, room)
    const tail = await logTail(path, limit)
    if ('why' in tail) {
      logs.push({ name, left: tail.why })
      continue
    }
    // Cut only once it is clean: of half a secret nothing tells that it is one.
    const clean = redact(tail.text)
    const bytes = lastLines(clean, limit, tail.headless)
    const cut = tail.headless || bytes.length < Buffer.byteLength(clean)
    room -= bytes.length
    logs.push({
      file: { name, bytes, what: cut ? 'the end of a log that was named' : 'a log that was named' },
      size: tail.size,
      cut,
    })
  }
  return logs
}

/** The name of a log in the bundle: its own without a secret, and none twice. */
export function nameFor(path: string, redact: Redactor, taken: Set<string>): string {
  // What looks like a secret only once it is made plain goes as well.
  const plain = [1, 2].reduce((name) => plainName(redact(name)), basename(path))
  const base = plain === '' ? 'log' : plain
  const [, stem = base, end = ''] = /^(.+?)(\.[A-Za-z0-9]{1,8})?$/.exec(base) ?? []
  for (let count = 1; ; count++) {
    const name = `logs/${count === 1 ? base : `${stem}-${count}${end}`}`
    if (taken.has(name)) continue
    taken.add(name)
    return name
  }
}

function plainName(name: string): string {
  return (
    name
      .replace(/\.gz$/, '')
      // Between dots a mark runs into no word beside it.
      .replace(/[[\]]/g, '.')
      .replace(/[^A-Za-z0-9._-]+/g, '-')
      .slice(-60)
      .replace(/^[.-]+/, '')
      .replace(/(?<![.-])[.-]+$/, '')
  )
}
