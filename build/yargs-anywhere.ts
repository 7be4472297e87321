import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'

const ASKS = 'mainFilename || process.cwd()'

/** Has yargs start where there is no working directory any more: it asks for one as it is loaded. */
export const yargsAnywhere: Plugin = {
  name: 'yargs-anywhere',
  setup: ({ onLoad }) => {
    onLoad({ filter: /yargs\/lib\/platform-shims\/esm\.mjs$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      if (!text.includes(ASKS)) throw new Error(`yargs no longer asks for '${ASKS}'`)
      return { contents: text.replace(ASKS, "'/'"), loader: 'js' }
    })
  },
}
