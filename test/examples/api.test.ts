import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runProgram } from '../support/doctor.ts'
import { type Packed, packedBeside, typecheck } from './packed.ts'

let packed: Packed

beforeAll(async () => {
  packed = await packedBeside('api')
})
afterAll(() => packed.remove())

const run = (...args: string[]) =>
  runProgram([process.execPath, 'diagnose.js', ...args], { cwd: packed.path })

describe('the example of a program', () => {
  it('keeps to the types of the packed package', async () => {
    const { code, stdout } = await runProgram(typecheck, { cwd: packed.path })
    expect(stdout).toBe('')
    expect(code).toBe(0)
  })

  it('prints what it says, and nothing of ours', async () => {
    const { code, stdout, stderr } = await run('acme/demo')
    expect(code).toBe(0)
    const [verdict, cause, ...others] = stdout.trimEnd().split('\n')
    expect(verdict).toMatch(/^unhealthy, in \d+ checks$/)
    expect(cause).toMatch(/^auth\/not-logged-in: /)
    expect(others.at(-1)).toBe('SignatureDoesNotMatch is storage/signature-mismatch')
    expect(stderr).toMatch(/^pass workspace\/name$/m)
  })

  it('is told in a line what cannot be used', async () => {
    const { code, stderr } = await run('a/b/c')
    expect(code).toBe(2)
    expect(stderr).toMatch(/^'?.*a\/b\/c' is not a workspace address/)
  })
})
