import { readFile } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import type { Plugin } from 'esbuild'

/**
 * Puts all that `module` leads to into one part. By itself esbuild makes a part for each set of
 * entries that share something: dozens of a few lines, and Node takes longer to find and read one
 * than to run it.
 *
 * Our own sources below `directories` are made to import it, so that every entry shares it: it must
 * lead to nothing large, and to no module of Node's that is slow to load. An entry that leads to
 * none but `except` does without.
 */
export function together(
  module: string,
  directories: readonly string[],
  except: readonly string[],
): Plugin {
  const roots = directories.map((directory) => resolve(directory) + sep)
  const apart = new Set(except.map((file) => resolve(file)))
  const path = JSON.stringify(resolve(module))
  return {
    name: 'together',
    setup: (build) => {
      build.onLoad({ filter: /\.ts$/ }, async (file) => {
        const own = roots.some((root) => file.path.startsWith(root))
        if (!own || apart.has(file.path)) return undefined
        const source = await readFile(file.path, 'utf8')
        return { loader: 'ts', contents: `${source}\nimport ${path}\n` }
      })
    },
  }
}
