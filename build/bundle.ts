import { rm } from 'node:fs/promises'
import { build, type Metafile } from 'esbuild'
import { together } from './together.ts'
import { undiciOverHttp1 } from './undici-over-http1.ts'
import { yargsAnywhere } from './yargs-anywhere.ts'

/** All that `--version` and a thread need. */
const LEAN = [
  ...['cli/print-version', 'cli/write', 'usage-error', 'version'],
  ...['triage/scan-worker', 'triage/literal-scanner', 'triage/literal-table'],
].map((name) => `src/${name}.ts`)

/**
 * Writes the command line and the two modules that can be imported to `directory`, with every
 * package that they need, and answers with what went into them.
 */
export async function bundle(directory: string): Promise<Metafile> {
  await rm(directory, { recursive: true, force: true })
  const { metafile } = await build({
    entryPoints: {
      'artifacts-doctor': 'bin/artifacts-doctor.ts',
      index: 'bin/index.ts',
      testing: 'src/testing.ts',
      // A thread, which is started by the name of its file.
      'parts/scan-worker': 'src/triage/scan-worker.ts',
    },
    outdir: directory,
    chunkNames: 'parts/[name]-[hash]',
    bundle: true,
    // A part is loaded when it is needed, and is one and the same for the command line and for a
    // plug-in that imports the package.
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // Of a package that comes in both, the form of which unused parts can be left out.
    mainFields: ['module', 'main'],
    alias: {
      'string-width': './build/string-width.ts',
      'escalade/sync': './build/no-package-search.ts',
      '@aws-sdk/credential-provider-node': './build/no-credential-provider.ts',
      '@ioredis/commands': './build/no-redis-commands.ts',
      debug: './build/no-debug-log.ts',
    },
    plugins: [
      together('build/often-used.ts', ['checks', 'src'], LEAN),
      undiciOverHttp1,
      yargsAnywhere,
    ],
    // Packages in the older form ask for Node's own modules by `require`.
    banner: {
      js: "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);",
    },
    // All of them stand in one file beside the package.
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  })
  return metafile
}
