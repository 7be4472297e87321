import { readFile, writeFile } from 'node:fs/promises'
import { bundle } from './bundle.ts'
import { bundledPackages } from './bundled-packages.ts'
import { copyDeclarations } from './declarations.ts'
import { notices } from './notices.ts'
import { writeSchemas } from './schemas.ts'

// What is packed, of what the compiler wrote to dist.
const metafile = await bundle('dist/bundle')
await copyDeclarations(['bin/index.d.ts', 'src/testing.d.ts'], 'dist', 'dist/types')
await writeSchemas('schemas')
const packages = await bundledPackages(metafile)
// For the tests.
await writeFile('dist/bundled-packages.json', `${JSON.stringify(packages, undefined, 2)}\n`)
const own = { licence: 'Apache-2.0', text: await readFile('LICENSE', 'utf8') }
await writeFile('THIRD-PARTY-NOTICES.txt', notices(packages, own))
