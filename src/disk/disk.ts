import { readFile, stat } from 'node:fs/promises'
import type { Files } from './files.ts'
import { mayHang } from './hang-prone.ts'

const LARGEST = 1_048_576

/** The real disk. */
export const disk: Files = {
  async look(path) {
    if (await mayHang(path)) return (await import('./look-in-child.ts')).lookInChild(path)
    try {
      const found = await stat(path)
      // Reading a pipe would wait for somebody to write to it.
      if (!found.isFile())
        return { found: 'unreadable', code: found.isDirectory() ? 'EISDIR' : 'not a file' }
      const { mode, uid, size } = found
      if (size > LARGEST) return { found: 'unreadable', code: 'EFBIG' }
      return { found: true, text: await readFile(path, 'utf8'), mode: mode & 0o7777, uid }
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'EUNKNOWN'
      return code === 'ENOENT' || code === 'ENOTDIR'
        ? { found: false }
        : { found: 'unreadable', code }
    }
  },
  read: (path) => readFile(path, 'utf8'),
}
