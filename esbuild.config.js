import { rm } from 'node:fs/promises'
import { build } from 'esbuild'

// What a command needs stands in a few files of its own: Node spends most of a short run on
// finding, reading and compiling modules.
await rm('dist/bundle', { recursive: true, force: true })
await build({
  entryPoints: ['bin/artifacts-doctor.ts'],
  outdir: 'dist/bundle',
  chunkNames: 'parts/[name]-[hash]',
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Of a package that comes in both, the form of which unused parts can be left out.
  mainFields: ['module', 'main'],
  // The usual one builds an expression of every emoji at start: 50 ms.
  alias: { 'string-width': 'fast-string-width' },
  // Found by `debug` only to choose colours for a log that nobody reads.
  external: ['supports-color'],
  // Packages in the older form ask for Node's own modules by `require`.
  banner: {
    js: "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);",
  },
  logLevel: 'warning',
})
