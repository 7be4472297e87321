import { dirname, join } from 'node:path'

/** What the product keeps in a directory of its own. */
export type Purpose = 'cache' | 'state' | 'config'

/** A directory of the product's; `variable` is the one that moves it. */
export type ProductDirectory =
  | { readonly purpose: Purpose; readonly variable: string; readonly path: string }
  /** Its place is unknown, because `from` is unset or relative. */
  | {
      readonly purpose: Purpose
      readonly variable: string
      readonly from: string
      readonly trouble: 'unset' | 'relative'
    }

const OWN = 'tonbo/artifacts'
const BASES: readonly (readonly [Purpose, variable: string, below: string])[] = [
  ['cache', 'XDG_CACHE_HOME', '.cache'],
  ['state', 'XDG_STATE_HOME', '.local/state'],
  ['config', 'XDG_CONFIG_HOME', '.config'],
]

/**
 * Where the product keeps its cache, its state and its logins. Source: its page on storage
 * credentials, and the XDG base directory specification for the rest.
 */
export function productDirectories(env: Readonly<NodeJS.ProcessEnv>): ProductDirectory[] {
  return BASES.map(([purpose, variable, below]) => {
    const set = env[variable] !== undefined && env[variable] !== ''
    const from = set ? variable : 'HOME'
    const value = env[from] ?? ''
    if (value === '') return { purpose, variable, from, trouble: 'unset' }
    if (!value.startsWith('/')) return { purpose, variable, from, trouble: 'relative' }
    return { purpose, variable, path: join(value, set ? '' : below, OWN) }
  })
}

/** Where earlier versions kept their logins, if there is a home directory. */
export function earlierDirectory({ HOME }: Readonly<NodeJS.ProcessEnv>): string | undefined {
  return HOME?.startsWith('/') ? join(HOME, '.config/artifacts') : undefined
}

/** The part of a path to one of the product's directories that belongs to the product alone. */
export function ownPart(path: string): readonly string[] {
  return path.endsWith(`/${OWN}`) ? [dirname(path), path] : [path]
}
