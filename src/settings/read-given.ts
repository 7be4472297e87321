import { constants, openSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { Socket } from 'node:net'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { mayHang } from '../disk/hang-prone.ts'

/**
 * The text of a file or pipe that the user named; rejects with an errno as `code`, ETIMEDOUT where
 * its mount does not answer. A pipe that nobody writes to is empty.
 */
export async function readGiven(path: string): Promise<string> {
  if (await mayHang(resolve(path))) return aside(resolve(path))
  return (await stat(path)).isFIFO() ? fromPipe(path) : readFile(path, 'utf8')
}

/** Waiting to open it could not be stopped: Node's own exit would wait for it. */
async function fromPipe(path: string): Promise<string> {
  const { O_NONBLOCK, O_RDONLY } = constants
  const fd = openSync(path, O_RDONLY | O_NONBLOCK)
  return text(new Socket({ fd, readable: true, writable: false }))
}

async function aside(path: string): Promise<string> {
  const look = await (await import('../disk/look-aside.ts')).lookAside(path)
  if (look.found === true) return look.text
  const code = look.found === 'unreadable' ? look.code : 'ENOENT'
  throw Object.assign(new Error(`${code}: ${path}`), { code })
}
