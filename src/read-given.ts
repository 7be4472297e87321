import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { mayHang } from './hang-prone.ts'

/** The text of a file that the user named; rejects with an errno as `code`, ETIMEDOUT where its mount does not answer. */
export async function readGiven(path: string): Promise<string> {
  if (!(await mayHang(resolve(path)))) return readFile(path, 'utf8')
  const look = await (await import('./look-aside.ts')).lookAside(resolve(path))
  if (look.found === true) return look.text
  const code = look.found === 'unreadable' ? look.code : 'ENOENT'
  throw Object.assign(new Error(`${code}: ${path}`), { code })
}
