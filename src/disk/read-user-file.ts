import { constants, createReadStream, openSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Socket } from 'node:net'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { mayHang } from './hang-prone.ts'

/** Far more than any token, and any bundle of certificates. */
const LARGEST_BYTES = 16 * 1024 * 1024

/**
 * The text of a file or pipe that the user named; rejects with an errno as `code`, ETIMEDOUT where
 * its mount does not answer, EFBIG where there is no end to it. A pipe that nobody writes to is
 * empty.
 */
export async function readUserFile(path: string): Promise<string> {
  if (await mayHang(resolve(path))) return readInChild(resolve(path))
  return textOf((await stat(path)).isFIFO() ? pipe(path) : createReadStream(path), path)
}

/** Waiting to open it could not be stopped: Node's own exit would wait for it. */
function pipe(path: string): Readable {
  const { O_NONBLOCK, O_RDONLY } = constants
  const fd = openSync(path, O_RDONLY | O_NONBLOCK)
  return new Socket({ fd, readable: true, writable: false })
}

async function textOf(stream: Readable, path: string): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream) {
    bytes += chunk.length
    if (bytes > LARGEST_BYTES) throw failure('EFBIG', path)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

async function readInChild(path: string): Promise<string> {
  const look = await (await import('./look-in-child.ts')).lookInChild(path)
  if (look.found === true) return look.text
  const code = look.found === 'unreadable' ? look.code : 'ENOENT'
  throw failure(code, path)
}

function failure(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code })
}
