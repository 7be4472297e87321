import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/**
 * The path of the module that a package name (`acme-checks`, `@acme/checks/extra`) leads to from
 * a directory, as an import there would; undefined if there is none. Throws what Node throws for
 * a package that is broken.
 */
export function resolveModule(name: string, directory: string): string | undefined {
  const require = createRequire(join(directory, 'import.js'))
  try {
    return require.resolve(name)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    // Of a package for import alone, require finds nothing.
    if (code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') return forImport(name, require)
    // What is missing may be the file that a package.json names.
    if (code === 'MODULE_NOT_FOUND' && message.includes(`'${name}'`)) return undefined
    throw error
  }
}

function forImport(name: string, require: NodeJS.Require): string | undefined {
  const [, packageName = '', subpath = ''] = /^((?:@[^/]+\/)?[^/]+)(\/.+)?$/.exec(name) ?? []
  for (const folder of require.resolve.paths(name) ?? []) {
    const home = join(folder, packageName)
    const file = join(home, 'package.json')
    if (!existsSync(file)) continue
    const { exports } = JSON.parse(readFileSync(file, 'utf8')) as { exports?: unknown }
    const target = exported(exports, `.${subpath}`)
    return target === undefined ? undefined : join(home, target)
  }
  return undefined
}

/** What `exports` gives to an import in Node (nodejs.org/api/packages.html#conditional-exports). */
function exported(exports: unknown, subpath: string): string | undefined {
  if (typeof exports !== 'object' || exports === null || Array.isArray(exports))
    return conditional(exports)
  const paths = Object.keys(exports).some((key) => key.startsWith('.'))
  return conditional(paths ? (exports as Record<string, unknown>)[subpath] : exports)
}

function conditional(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return undefined
  for (const [condition, one] of Object.entries(value)) {
    if (!['node', 'import', 'default'].includes(condition)) continue
    const found = conditional(one)
    if (found !== undefined) return found
  }
  return undefined
}
