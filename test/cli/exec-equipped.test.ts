import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runDoctor } from '../support/doctor.ts'
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.ts'

let home: TemporaryDirectory
beforeEach(async () => {
  home = await temporaryDirectory()
})
afterEach(() => home.remove())

const plugin = (outcome: string) => `
const cause = { title: 'The licence is used up', why: 'It is.', fix: [{ do: 'Buy another' }], docs: 'https://x.example/', documented: false, owner: 'you' }
export default { name: 'acme', checks: [{ id: 'acme/licence', title: 'Licence', run: () => (${outcome}) }], causes: { 'acme/used-up': cause } }`
const FAILS = plugin("{ status: 'fail', cause: 'acme/used-up', evidence: { seats: 0 } }")
const PASSES = plugin("{ status: 'pass', evidence: {} }")

/** Runs `echo ran` wrapped, with what stands in `plugin.mjs` and, if given, `named.yaml`. */
async function exec(args: readonly string[], code: string, config?: string) {
  await writeFile(join(home.path, 'plugin.mjs'), code)
  if (config !== undefined) await writeFile(join(home.path, 'named.yaml'), config)
  const only = ['--quiet', '--only', 'acme/*']
  return runDoctor(['exec', ...only, ...args, '--', 'echo', 'ran'], { cwd: home.path })
}

describe('exec --plugin', () => {
  const args = ['--plugin', './plugin.mjs']

  it('runs the command where the check of a plug-in passes; all of standard output is its', async () => {
    expect(await exec(args, PASSES)).toMatchObject({ code: 0, stdout: 'ran\n' })
  })

  it('keeps it from being run where that fails, and tells the cause', async () => {
    const run = await exec(args, FAILS)
    expect(run).toMatchObject({ code: 125, stdout: '' })
    expect(run.stderr).toMatch(/FAIL {3}The licence is used up {2}acme\/used-up/)
  })
})

describe('exec --config', () => {
  const args = ['--config', 'named.yaml']
  const PLUGINS = 'plugins: [./plugin.mjs]\n'
  const waivedUntil = (day: string) =>
    `${PLUGINS}waivers: [{ cause: acme/used-up, reason: ordered, until: ${day} }]`

  it('loads what the file names, which keeps the command from being run', async () => {
    expect(await exec(args, FAILS, PLUGINS)).toMatchObject({ code: 125, stdout: '' })
  })

  it('runs the command where the failure is waived, and tells that it is', async () => {
    const run = await exec(args, FAILS, waivedUntil('2999-12-31'))
    expect(run).toMatchObject({ code: 0, stdout: 'ran\n' })
    expect(run.stderr).toMatch(/~ WAIVED The licence is used up/)
    expect(run.stderr).toContain('until 2999-12-31: ordered')
  })

  it('does not run it once the waiver has expired', async () => {
    const run = await exec(args, FAILS, waivedUntil('2020-12-31'))
    expect(run).toMatchObject({ code: 125, stdout: '' })
    expect(run.stderr).toContain('config/waiver-expired')
  })

  it('runs it where the cause is turned down to a warning', async () => {
    const config = `${PLUGINS}severities: { acme/used-up: warn }`
    expect(await exec(args, FAILS, config)).toMatchObject({ code: 0, stdout: 'ran\n' })
  })
})
