import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reportOf, runProgram } from '../support/doctor.ts'
import { listen } from '../support/free-port.ts'
import { type Packed, packedBeside, typecheck } from './packed.ts'

let packed: Packed

beforeAll(async () => {
  packed = await packedBeside('plugin-licence')
})
afterAll(() => packed.remove())

describe('the example of a plug-in', () => {
  it('keeps to the types of the packed package', async () => {
    const { code, stdout } = await runProgram(typecheck, { cwd: packed.path })
    expect(stdout).toBe('')
    expect(code).toBe(0)
  })

  it('would not, with a cause that it does not have or evidence that is not flat', async () => {
    const file = join(packed.path, 'licence.js')
    const text = await readFile(file, 'utf8')
    for (const [right, wrong] of [
      ["'acme/licence-server-sick'", "'acme/licence-server-sik'"],
      ['httpStatus: status', 'httpStatus: { status }'],
    ] as const) {
      await writeFile(file, text.replace(right, wrong))
      const { code, stdout } = await runProgram(typecheck, { cwd: packed.path })
      await writeFile(file, text)
      expect(text).toContain(right)
      expect(stdout, wrong).toMatch(/error TS/)
      expect(code).not.toBe(0)
    }
  })

  it('passes its own test', async () => {
    const { code, stdout } = await runProgram([process.execPath, '--test'], { cwd: packed.path })
    expect(stdout).toMatch(/^# pass 4$/m)
    expect(code).toBe(0)
  })

  it('is a row of a report, by path and as a package', async () => {
    const server = createServer((_, response) => response.writeHead(503).end())
    const { port, stop } = await listen(server)
    const env = { ACME_LICENCE_URL: `http://127.0.0.1:${port}` }
    const doctor = [process.execPath, join(packed.doctor, 'dist/bundle/artifacts-doctor.js')]
    const args = ['--only', 'acme/*', '--format', 'json', '--plugin']
    const asked = (spec: string) =>
      runProgram([...doctor, ...args, spec], { cwd: packed.path, env })
    const sick = reportOf(await asked('./index.js'))
    expect(sick.rootCauses).toMatchObject([
      { cause: 'acme/licence-server-sick', transient: true, owner: 'provider' },
    ])
    // By its own name, as `exports` gives it.
    expect(reportOf(await asked('acme-licence-checks')).checks).toMatchObject([{ status: 'fail' }])
    await stop()
  })
})
