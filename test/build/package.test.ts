import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schemas } from '../../src/cli/schema.ts'
import { packedBeside, typecheck } from '../examples/packed.ts'
import { repositoryRoot, runDoctor, runProgram } from '../support/doctor.ts'

let packed: Awaited<ReturnType<typeof packedBeside>>

beforeAll(async () => {
  packed = await packedBeside('api')
})
afterAll(() => packed.remove())

/** Runs a module where the package, and nothing else, is installed. */
const node = (text: string) =>
  runProgram([process.execPath, '--input-type=module', '-e', text], { cwd: packed.path })

describe('the package', () => {
  it('holds what runs, what it promises and what it owes, and nothing else', async () => {
    const files = (await readdir(packed.doctor, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(packed.doctor.length + 1))
    const strays = files.filter(
      (file) => !/^(dist\/bundle\/.+\.js|dist\/types\/.+\.d\.ts|schemas\/\w+\.json)$/.test(file),
    )
    expect(strays.sort()).toEqual(
      ['CHANGELOG.md', 'LICENSE', 'README.md', 'THIRD-PARTY-NOTICES.txt', 'package.json'].sort(),
    )
    expect(files.filter((file) => /^schemas\//.test(file)).sort()).toEqual(
      Object.keys(schemas)
        .map((name) => `schemas/${name}.json`)
        .sort(),
    )
  })

  it('pleases publint', async () => {
    const { messages } = await publint({ pkgDir: packed.doctor, strict: true })
    const manifest = JSON.parse(await readFile(join(packed.doctor, 'package.json'), 'utf8'))
    expect(messages.map((one) => formatMessage(one, manifest))).toEqual([])
  })

  it('has types that are right for those who import it (are the types wrong?)', async () => {
    const { tarball } = packed
    const attw = [join(repositoryRoot, 'node_modules/.bin/attw'), tarball, '--format', 'json']
    const { code, stdout } = await runProgram([...attw, '--profile', 'esm-only'])
    const { analysis } = JSON.parse(stdout)
    expect(Object.keys(analysis.entrypoints)).toEqual(expect.arrayContaining(['.', './testing']))
    // It is a module for import alone; how Node before 12 and `require` would take it is no matter.
    const { problems } = analysis as { problems: { resolutionKind?: string }[] }
    const modern = problems.filter(
      ({ resolutionKind = '' }) => !['node10', 'node16-cjs'].includes(resolutionKind),
    )
    expect({ code, modern }).toEqual({ code: 0, modern: [] })
  })

  it('has types that lead to nothing that is not installed', async () => {
    const text = `import { diagnose, type Report } from 'artifacts-doctor'
import { runCheck } from 'artifacts-doctor/testing'
export const verdict = async (): Promise<Report['verdict']> => (await diagnose()).verdict
export const run = runCheck
`
    await writeFile(join(packed.path, 'strict.ts'), text)
    const strict = ['--strict', '--noEmit', '--skipLibCheck', 'false', '--types', 'node']
    const how = ['--ignoreConfig', '--module', 'nodenext', '--target', 'es2023', ...strict]
    const check = () => runProgram([...typecheck, ...how, 'strict.ts'], { cwd: packed.path })
    expect(await check()).toMatchObject({ stdout: '', code: 0 })
    await writeFile(join(packed.path, 'strict.ts'), text.replace("['verdict']", "['verdct']"))
    expect((await check()).stdout).toContain("'verdct'")
  })
})

describe('what is imported from the package', () => {
  it.each(Object.keys(schemas) as (keyof typeof schemas)[])(
    'is the schema that is printed: %s',
    async (name) => {
      const imported = await node(
        `import schema from 'artifacts-doctor/schemas/${name}.json' with { type: 'json' }
console.log(JSON.stringify(schema))`,
      )
      const printed = await runDoctor(['schema', name])
      expect(JSON.parse(imported.stdout)).toEqual(JSON.parse(printed.stdout))
    },
  )

  it('is what the command line has loaded, for a plug-in beside which it is installed', async () => {
    const thrown = `import { UsageError } from 'artifacts-doctor'; throw new UsageError('told by acme')`
    await writeFile(join(packed.path, 'plugin.mjs'), thrown)
    const beside = join(packed.doctor, 'dist/bundle/artifacts-doctor.js')
    const plugin = ['--plugin', './plugin.mjs']
    const run = await runProgram([process.execPath, beside, ...plugin], { cwd: packed.path })
    expect(run.stderr).toBe('artifacts-doctor: told by acme\n')
    // Another doctor knows the error of this one only by its words.
    const other = await runDoctor(plugin, { cwd: packed.path })
    expect(other.stderr).toMatch(/cannot be loaded: .*told by acme/)
  })
})
