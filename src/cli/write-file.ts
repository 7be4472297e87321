import { randomBytes } from 'node:crypto'
import { chmod, lstat, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ensureAnswering } from '../disk/answering.ts'

/**
 * Writes a file as a whole or not at all: whoever reads it meanwhile sees what was there before.
 * What is no regular file (a pipe, a terminal, /dev/stdout) is written to as it is. Rejects with
 * the error of the system; a reader that has gone away is none.
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  try {
    // It may have fallen silent since it was looked at.
    await ensureAnswering(file, 'write')
    const place = await replaceable(file)
    if (place === undefined) await writeFile(file, text, { flag: 'a' })
    else await replace(place, text)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
  }
}

/** The path to put another file at; undefined where it must stay what it is. */
async function replaceable(file: string): Promise<string | undefined> {
  const found = await lstat(file).catch(absent)
  if (found === undefined || found.isFile()) return file
  if (!found.isSymbolicLink()) return undefined
  // A file behind a link is replaced there, the link stays. One that the system opened for this
  // process is in other hands as well.
  const real = await realpath(file).catch(absent)
  if (real === undefined || /^\/(dev|proc)\//.test(file)) return undefined
  return (await stat(real)).isFile() ? real : undefined
}

async function replace(file: string, text: string): Promise<void> {
  const next = join(dirname(file), `.artifacts-doctor-${randomBytes(6).toString('hex')}.tmp`)
  const before = await stat(file).catch(absent)
  try {
    await writeFile(next, text, { flag: 'wx' })
    if (before !== undefined) await chmod(next, before.mode & 0o7777)
    await rename(next, file)
  } catch (error) {
    await rm(next, { force: true }).catch(() => {})
    // A file that is mounted by itself, or in a directory of others, can only be written to.
    const { code = '' } = error as NodeJS.ErrnoException
    if (before === undefined || !['EACCES', 'EBUSY', 'EPERM', 'EROFS'].includes(code)) throw error
    await writeFile(file, text)
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined
  throw error
}
