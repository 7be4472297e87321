import { isAbsolute, join } from 'node:path'
import type { FileLook, Files } from '../disk/files.ts'

/** A file in which the product keeps a login or bucket keys. */
export interface CachedFile {
  readonly path: string
  readonly look: FileLook
  /** Every string in it with its name, which in JSON is the last part of its path. */
  readonly values: readonly (readonly [name: string, value: string])[]
}

/**
 * The directory of a user's settings; undefined where no variable names one. A relative
 * XDG_CONFIG_HOME is invalid and ignored (specifications.freedesktop.org/basedir-spec).
 */
function configHome(env: Readonly<NodeJS.ProcessEnv>): string | undefined {
  const { HOME, XDG_CONFIG_HOME } = env
  if (XDG_CONFIG_HOME && isAbsolute(XDG_CONFIG_HOME)) return XDG_CONFIG_HOME
  return HOME ? join(HOME, '.config') : undefined
}

/**
 * Where the product keeps `file`: the current directory layout, then the earlier one.
 * Source: the product's pages on storage credentials; the formats are not published.
 */
export function cachedPaths(env: Readonly<NodeJS.ProcessEnv>, file: string): string[] {
  const home = env.HOME
  const config = configHome(env)
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

/** The named strings of a text that is JSON or `KEY=VALUE` lines; a bare line has an empty name. */
export function stringsIn(text: string): [name: string, value: string][] {
  return (
    stringsInJson(text) ??
    text.split(/\r\n?|\n/).flatMap((line): [string, string][] => {
      if (/^\s*(#|$)/.test(line)) return []
      const [, name, value] =
        /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*[=:]\s*((?:\S[\s\S]*)?)$/.exec(line) ?? []
      return name === undefined || value === undefined
        ? [['', line.trim()]]
        : [[name, value.replace(/^(["'])(.*)\1$/, '$2')]]
    })
  )
}

function stringsInJson(text: string): [name: string, value: string][] | undefined {
  try {
    const found: [string, string][] = []
    // The reviver sees every value, the innermost first, without recursion of our own.
    JSON.parse(text, (name, value: unknown) => {
      if (typeof value !== 'string') return value
      // Some keep a whole session as JSON within a string of JSON.
      const within = value.startsWith('{') ? stringsInJson(value) : undefined
      found.push(...(within ?? [[name, value] as [string, string]]))
      return value
    })
    return found
  } catch {
    return undefined
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
