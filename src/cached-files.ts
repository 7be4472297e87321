import { join } from 'node:path'
import type { FileLook, Files } from './files.ts'

/** One of the files in which the product keeps a login or bucket keys. */
export interface CachedFile {
  readonly path: string
  readonly look: FileLook
  /** Every string found in it, under the name next to it (the last part of its path in JSON). */
  readonly values: readonly (readonly [name: string, value: string])[]
}

/**
 * Where the product keeps `file`: the current directory layout, then the earlier one.
 * Source: the product's pages on storage credentials; the formats are not published.
 */
export function cachedPaths(env: Readonly<NodeJS.ProcessEnv>, file: string): string[] {
  const home = env.HOME
  const config = env.XDG_CONFIG_HOME || (home ? join(home, '.config') : undefined)
  if (config === undefined) return []
  const earlier = home ? [join(home, '.config', 'artifacts', file)] : []
  return [join(config, 'tonbo', 'artifacts', file), ...earlier]
}

/** Looks at both layouts' `file`, the current one first. */
export async function readCached(
  files: Files,
  env: Readonly<NodeJS.ProcessEnv>,
  file: string,
): Promise<CachedFile[]> {
  return Promise.all(
    cachedPaths(env, file).map(async (path) => {
      const look = await files.look(path)
      return { path, look, values: look.found === true ? stringsIn(look.text) : [] }
    }),
  )
}

/** The named strings of a text that is JSON or `KEY=VALUE` lines; a bare text is one of no name. */
export function stringsIn(text: string): [name: string, value: string][] {
  try {
    const found: [string, string][] = []
    // The reviver meets every value, the innermost first, without recursion of our own.
    JSON.parse(text, (name, value: unknown) => {
      if (typeof value === 'string') found.push([name, value])
      return value
    })
    return found
  } catch {
    return text.split(/\r?\n/).flatMap((line): [string, string][] => {
      if (/^\s*(#|$)/.test(line)) return []
      const [, name, value] = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*[=:]\s*(.*)$/.exec(line) ?? []
      return name === undefined || value === undefined
        ? [['', line.trim()]]
        : [[name, value.replace(/^(["'])(.*)\1$/, '$2')]]
    })
  }
}

/** The value of the first of `names` among `values`, in any letter case; undefined if empty. */
export function named(values: CachedFile['values'], ...names: string[]): string | undefined {
  for (const wanted of names) {
    const found = values.find(([name, value]) => name.toLowerCase() === wanted && value !== '')
    if (found !== undefined) return found[1]
  }
  return undefined
}
