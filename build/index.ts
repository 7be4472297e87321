import { bundle } from './bundle.ts'
import { copyDeclarations } from './declarations.ts'

// What is packed, of what the compiler wrote to dist.
await bundle('dist/bundle')
await copyDeclarations(['bin/index.d.ts', 'src/testing.d.ts'], 'dist', 'dist/types')
