import { resolve } from 'node:path'
import { askNode, fact, jsonLines } from '../../src/index.ts'
import { WALK } from './walk.ts'

/** Where the mount point really lies, links followed, and what is there. */
export type Place =
  | {
      readonly kind: 'directory'
      readonly path: string
      readonly writable: boolean
      /** Only owners may remove names from it, and it is not ours. */
      readonly sticky: boolean
      /** Absent where it cannot be listed. */
      readonly empty?: boolean
    }
  | { readonly kind: 'file'; readonly path: string }
  | {
      readonly kind: 'absent'
      readonly path: string
      /** The last thing on the way to it that is there. */
      readonly ancestor: string
      /** Where on the way nothing was, or it was refused. */
      readonly at: string
      /** The errno that keeps it from being seen or made; absent if it can be made. */
      readonly refusal?: string
    }
  /** `path` is as given, `at` where the walk to it got stuck. */
  | { readonly kind: 'hung'; readonly path: string; readonly at: string; readonly afterMs: number }

/**
 * The place of `--mountpoint`; undefined where none was given. `..` is resolved before links are,
 * as Go's filepath.Abs does for the product.
 */
export const place = fact('place', ({ settings, signal }): Promise<Place> | undefined => {
  const mountpoint = settings.get('mountpoint')
  if (mountpoint === undefined) return undefined
  const path = absolute(mountpoint)
  if (path !== undefined) return locate(path, signal)
  return Promise.resolve({ ...nowhere(mountpoint), refusal: 'ENOENT' })
})

/** The mount point as it was given, absolute; undefined if it is relative to a removed directory. */
export function absolute(mountpoint: string): string | undefined {
  try {
    return resolve(mountpoint)
  } catch {
    return undefined
  }
}

function nowhere(path: string) {
  return { kind: 'absent', path, ancestor: '.', at: '.' } as const
}

/** Walks to a normal absolute path in a child process, since any part of it may hang. */
export async function locate(path: string, signal: AbortSignal): Promise<Place> {
  const reply = await askNode(WALK, path, signal)
  const last = jsonLines(reply).at(-1)
  switch (reply.kind) {
    case 'hung': {
      if (last === undefined) throw new Error('a child process of Node did not begin in time')
      const { at } = last as { readonly at: string }
      return { kind: 'hung', path, at, afterMs: reply.afterMs }
    }
    case 'ended': {
      const place = (last ?? {}) as Partial<Place>
      if (place.kind === undefined)
        throw new Error(`the walk to ${path} ended early (${reply.code})`)
      return place as Place
    }
    case 'unstarted':
      throw new Error(`cannot start a child process (${reply.code})`)
  }
}
