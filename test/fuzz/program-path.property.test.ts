import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findProgram } from '../../src/clients/find-program.ts'
import { pasted, RUNS } from './pasted.ts'

describe('a PATH', () => {
  it('is searched, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        pasted('/usr/bin', '/bin', ':', '/', '.', '~', '\0'),
        pasted('sh', '/', '..', '\0'),
        async (path, name) => {
          for (const found of await findProgram(name, path)) expect(found.path).toMatch(/^\//)
        },
      ),
      { ...RUNS, numRuns: 200 },
    )
  })
})
