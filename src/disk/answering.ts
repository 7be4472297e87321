import { resolve } from 'node:path'
import { askNode } from './ask-child.ts'
import { mayHang } from './hang-prone.ts'
import { SILENT } from './look-in-child.ts'

/**
 * A CommonJS script that does with the path in argv[1], once and to the smallest degree, what is
 * to be done there: what a kernel has kept of it would be shown without its file system.
 */
const TOUCH = `
const fs = require('node:fs')
const { dirname, join } = require('node:path')
const { path, use } = JSON.parse(process.argv[1])

function touch() {
  if (use === 'write') {
    const probe = join(dirname(path), '.artifacts-doctor-' + process.pid + '.tmp')
    const file = fs.openSync(probe, 'wx', 0o600)
    try {
      fs.writeSync(file, '.')
      fs.fsyncSync(file)
    } finally {
      fs.closeSync(file)
      fs.unlinkSync(probe)
    }
  } else if (fs.statSync(path).isDirectory()) fs.readdirSync(path)
  else if (fs.statSync(path).isFile()) fs.readSync(fs.openSync(path), Buffer.alloc(1))
}

try { touch() } catch {}
`

/** What a path is wanted for: reading, or writing, which is tried in its directory. */
export type Use = 'read' | 'write'

/**
 * Whether the file system of a path answers within two seconds. A child process finds out, since a
 * call that hangs cannot be cancelled and Node's own exit would wait for it. None is started where
 * there is no doubt.
 */
export async function isAnswering(path: string, use: Use): Promise<boolean> {
  const at = resolve(path)
  if (!(await mayHang(at))) return true
  const request = JSON.stringify({ path: at, use })
  return (await askNode(TOUCH, request, new AbortController().signal)).kind !== 'hung'
}

/** Rejects with the error of the system, ETIMEDOUT, where the file system of a path does not answer. */
export async function ensureAnswering(path: string, use: Use): Promise<void> {
  if (await isAnswering(path, use)) return
  throw Object.assign(new Error(`${SILENT}: the mount of '${path}' does not answer`), {
    code: SILENT,
  })
}
