import type { Files } from '../../src/disk/files.ts'

/** A disk that holds these texts by path, and nothing else. */
export function memoryFiles(texts: Readonly<Record<string, string>> = {}): Files {
  return {
    look: async (path) => {
      const text = texts[path]
      return text === undefined ? { found: false } : { found: true, text, mode: 0o600, uid: 0 }
    },
    read: async (path) => {
      throw new Error(`no file ${path}`)
    },
  }
}

/** Where the product keeps logins and keys for the user of `HOME`: now, and earlier. */
export const HOME = '/home/ada'
export const CURRENT = `${HOME}/.config/tonbo/artifacts`
export const EARLIER = `${HOME}/.config/artifacts`
