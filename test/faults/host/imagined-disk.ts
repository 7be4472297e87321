import { dirname } from 'node:path'
import type { Files, Present, Room, Surveyed } from '../../../src/disk/files.ts'

/** Something on an imagined disk; a directory of root's that all may read, unless it says otherwise. */
export interface Thing {
  readonly kind?: Present['kind'] | 'dangling link'
  readonly mode?: number
  readonly uid?: number
  readonly gid?: number
  readonly device?: string
  /** What opening it comes to. */
  readonly opened?: string
  readonly capable?: true
  /** The content of a file. */
  readonly text?: string
  /** It, and all below it, is on a disk that cannot be written to. */
  readonly readOnly?: true
  /** It, and all below it, is on a disk with this room. */
  readonly room?: Partial<Room>
  /** What looking at it comes to. */
  readonly fails?: string
  /** Looking at it never ends. */
  readonly hangs?: true
}

/** A disk that exists in thought alone. */
export interface Imagined {
  readonly things: Readonly<Record<string, Thing>>
  /** What the kernel says in files that are only read. */
  readonly says?: Readonly<Record<string, string>>
  /** Who looks. */
  readonly uid?: number
}

const GIB = 1024 ** 3
const PLENTY: Room = {
  type: 'ef53',
  total: 100 * GIB,
  free: 60 * GIB,
  inodes: 6_553_600,
  freeInodes: 6_000_000,
}
const AFTER_MS = 2000

/** The doctor's view of an imagined disk, which judges modes as the kernel does. */
export function imaginedDisk({ things, says = {}, uid = 1000 }: Imagined): Files {
  const all: Readonly<Record<string, Thing>> = { '/': {}, ...things }
  const hung = new Error('hung')

  /** From the path up to the root, the nearest that has this. */
  function above<Key extends keyof Thing>(path: string, key: Key): Thing[Key] {
    for (let at = path; ; at = dirname(at)) {
      const found = all[at]?.[key]
      if (found !== undefined || at === '/') return found
    }
  }

  function allows({ mode, uid: owner }: Present, bits: number): boolean {
    if (uid === 0) return true
    const own = owner === uid ? mode >> 6 : mode
    return (own & bits) === bits
  }

  function present(path: string, thing: Thing): Present {
    const { kind = 'directory', device } = thing
    const { mode = kind === 'file' ? 0o644 : 0o755, uid: owner = 0, gid = 0 } = thing
    const shown = kind === 'dangling link' ? 'other' : kind
    const numbers = device === undefined ? {} : { device }
    return { path, kind: shown, mode, uid: owner, gid, ...numbers }
  }

  function survey(path: string): Surveyed {
    const way: Present[] = []
    for (const next of prefixes(path)) {
      const thing = all[next]
      const before = way.at(-1)
      if (thing?.hangs) throw Object.assign(hung, { at: next })
      if (before !== undefined && before.kind !== 'directory')
        return { path, way, stuck: { code: 'ENOTDIR', at: before.path } }
      if (before !== undefined && !allows(before, 1))
        return { path, way, stuck: { code: 'EACCES', at: before.path } }
      if (thing?.fails !== undefined) return { path, way, stuck: { code: thing.fails, at: next } }
      if (thing?.kind === 'dangling link') return { path, way, stuck: { code: 'EEXIST', at: next } }
      if (thing === undefined) return ended(path, way)
      way.push(present(next, thing))
    }
    return { ...ended(path, way), real: path }
  }

  function ended(path: string, way: readonly Present[]): Surveyed {
    const last = way.at(-1)
    if (last === undefined) return { path, way }
    const { opened, capable } = all[path] ?? {}
    const code = refusalOf(last)
    return {
      path,
      way,
      room: { ...PLENTY, ...above(last.path, 'room') },
      ...(code === undefined ? {} : { refusal: { code, at: last.path } }),
      ...(opened === undefined ? {} : { opened }),
      ...(capable === undefined ? {} : { capable }),
    }
  }

  function refusalOf(last: Present): string | undefined {
    if (last.kind === 'directory') {
      if (above(last.path, 'readOnly')) return 'EROFS'
      return allows(last, 0o3) ? undefined : 'EACCES'
    }
    return last.kind === 'file' && (!allows(last, 1) || (last.mode & 0o111) === 0)
      ? 'EACCES'
      : undefined
  }

  return {
    look: async (path) => {
      const thing = all[path]
      return thing?.text === undefined
        ? { found: false }
        : { found: true, text: thing.text, mode: thing.mode ?? 0o600, uid: thing.uid ?? 0 }
    },
    read: async (path) => {
      const text = says[path]
      if (text !== undefined) return text
      throw Object.assign(new Error(`no file ${path}`), { code: 'ENOENT' })
    },
    survey: async (paths) => {
      const surveyed: Surveyed[] = []
      try {
        for (const path of paths) surveyed.push(survey(path))
        return { surveyed }
      } catch (error) {
        if (error !== hung) throw error
        const { at } = error as Error & { at: string }
        return { surveyed, hung: { at, afterMs: AFTER_MS } }
      }
    },
  }
}

function prefixes(path: string): string[] {
  const names = path.split('/').filter(Boolean)
  return ['/', ...names.map((_, index) => `/${names.slice(0, index + 1).join('/')}`)]
}
