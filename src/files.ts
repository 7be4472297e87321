import { readFile, stat } from 'node:fs/promises'

/** What a look at a file showed. */
export type FileLook =
  | { readonly found: true; readonly text: string; readonly mode: number; readonly uid: number }
  | { readonly found: false }
  | { readonly found: 'unreadable'; readonly code: string }

/** The doctor's view of the local disk: read only. */
export interface Files {
  /** The text of a file of at most a megabyte, with its mode and owner. */
  look(path: string): Promise<FileLook>
  /** The text of a file of the kernel's, such as /proc/self/mountinfo; rejects if there is none. */
  read(path: string): Promise<string>
}

const LARGEST = 1_048_576

/** The real disk. */
export const disk: Files = {
  async look(path) {
    try {
      const { mode, uid, size } = await stat(path)
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
