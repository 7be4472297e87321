import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { checkOptions } from '../../src/cli/options.ts'
import { doctorCommand, repositoryRoot, runProgram } from '../support/doctor.ts'
import { checkDocument, readReport } from '../support/documents.ts'
import { BUCKET, OF_THIS_MACHINE, type SetUp, startSetUp } from '../support/set-up.ts'
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.ts'

const text = await readFile(join(repositoryRoot, 'action.yml'), 'utf8')
const action = parse(text)
const [check, upload] = action.runs.steps

/** Installs the built doctor in place of the one in the registry, and keeps what it was asked for. */
const NPM = `#!/bin/sh
pwd > "$HOME/npm-in"
printf '%s\\n' "$@" > "$HOME/npm-asked"
mkdir -p node_modules/.bin
printf '#!/bin/sh\\nexec "%s" "%s" "$@"\\n' '${doctorCommand[0]}' '${doctorCommand[1]}' > node_modules/.bin/artifacts-doctor
chmod +x node_modules/.bin/artifacts-doctor
`

let setUp: SetUp
let home: TemporaryDirectory

beforeAll(async () => {
  setUp = await startSetUp()
})
afterAll(() => setUp.stop())
beforeEach(async () => {
  home = await temporaryDirectory()
  for (const name of ['bin', 'temp', 'checkout']) await mkdir(join(home.path, name))
  await writeFile(join(home.path, 'bin/npm'), NPM)
  await chmod(join(home.path, 'bin/npm'), 0o755)
  return () => home.remove()
})

/** Runs the step as a runner does: inputs in its environment, its script given to bash. */
async function step(
  inputs: Readonly<Record<string, string | undefined>>,
  env: Record<string, string> = {},
) {
  const given = Object.fromEntries(
    Object.entries(check.env as Record<string, string>).map(([name, expression]) => {
      const [, input = ''] = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(expression) ?? []
      return [name, inputs[input] ?? action.inputs[input].default ?? '']
    }),
  )
  const script = join(home.path, 'script.sh')
  const [output, summary] = [join(home.path, 'output'), join(home.path, 'summary')]
  await writeFile(script, check.run)
  const run = await runProgram(['bash', '--noprofile', '--norc', '-eo', 'pipefail', script], {
    cwd: join(home.path, 'checkout'),
    env: {
      ...setUp.env,
      ...env,
      ...given,
      HOME: home.path,
      PATH: `${home.path}/bin:${setUp.env.PATH}`,
      RUNNER_TEMP: join(home.path, 'temp'),
      GITHUB_ACTIONS: 'true',
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
    },
  })
  const read = (path: string) => readFile(path, 'utf8').catch(() => '')
  const outputs = Object.fromEntries(
    (await read(output))
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => /^([^=]+)=(.*)$/.exec(line)?.slice(1) as [string, string]),
  )
  return { run, outputs, summary: await read(summary), read }
}

const HEALTHY = {
  workspace: 'acme/demo',
  for: 'mount',
  backend: 'byo',
  args: `--skip=${OF_THIS_MACHINE}\n`,
}

describe('the action', () => {
  it('lets an input into no script, and knows no secret among them', () => {
    for (const { run = '' } of action.runs.steps) expect(run).not.toContain('${{')
    expect(Object.keys(action.inputs).join(' ')).not.toMatch(/key|token|secret|password/)
    expect(action.runs.using).toBe('composite')
    for (const { run, shell } of action.runs.steps) if (run) expect(shell).toBe('bash')
  })

  it('is of the version that it installs', async () => {
    const { version } = JSON.parse(await readFile(join(repositoryRoot, 'package.json'), 'utf8'))
    expect(action.inputs.version.default).toBe(version)
  })

  it('gives out what its step says, and uploads what the step wrote', () => {
    for (const [name, { value }] of Object.entries<{ value: string }>(action.outputs))
      expect(value).toBe(`\${{ steps.check.outputs.${name} }}`)
    expect(upload.uses).toMatch(/^actions\/upload-artifact@/)
    expect(upload.with.path).toBe(action.outputs.directory.value)
    expect(upload.if).toContain('!cancelled()')
  })

  it('has flags that the check has', () => {
    const [, flags = ''] = /for flag in ([a-z -]+); do/.exec(check.run) ?? []
    for (const flag of flags.split(' ')) {
      expect(Object.keys(checkOptions)).toContain(flag)
      expect(Object.keys(action.inputs)).toContain(flag)
    }
  })

  it('passes where all is well, with every file', async () => {
    const { run, outputs, summary, read } = await step(HEALTHY)
    expect(run.code, run.stdout + run.stderr).toBe(0)
    expect(outputs).toMatchObject({ verdict: 'healthy', 'exit-code': '0' })
    const { directory = '', report = '' } = outputs
    expect(report).toBe(join(directory, 'report.html'))
    await checkDocument('html', await read(report))
    await checkDocument('junit', await read(join(directory, 'junit.xml')))
    await checkDocument('sarif', await read(join(directory, 'report.sarif')))
    const { settings, checks } = readReport(await read(join(directory, 'report.json')))
    expect(settings.workspace).toMatchObject({ value: 'acme/demo' })
    expect(checks.find(({ id }) => id === 'mount/stale')?.status).toBe('skip')
    expect(run.stderr).toMatch(/^::notice title=/m)
    expect(summary).toContain('HEALTHY')
    expect(await read(join(home.path, 'npm-asked'))).toContain(
      `artifacts-doctor@${action.inputs.version.default}\n`,
    )
    expect(await read(join(home.path, 'npm-in'))).toContain(join(home.path, 'temp'))
  })

  it('fails with an annotation where something is wrong, flags of its own before the environment', async () => {
    const { run, outputs, summary, read } = await step({ ...HEALTHY, region: 'us-east-1' })
    expect(run.code).toBe(1)
    expect(outputs).toMatchObject({ verdict: 'unhealthy', 'exit-code': '1' })
    expect(run.stderr).toMatch(/^::error title=/m)
    expect(summary).toContain('storage/region-mismatch')
    const { rootCauses, settings } = readReport(
      await read(join(outputs.directory ?? '', 'report.json')),
    )
    expect(rootCauses[0]?.cause).toBe('storage/region-mismatch')
    expect(settings.region).toMatchObject({ source: '--region' })
    const forgiven = await step({ ...HEALTHY, region: 'us-east-1', 'fail-on': 'never' })
    expect(forgiven.run.code).toBe(0)
    expect(forgiven.outputs).toMatchObject({ verdict: 'unhealthy', 'exit-code': '0' })
  })

  it.each<Record<string, string>>([
    { bucket: 'x"; touch "$HOME/hacked"; "' },
    { endpoint: '$(touch $HOME/hacked)' },
    { args: '--only=workspace/name\n`touch $HOME/hacked`' },
    { workspace: '$(touch $HOME/hacked)' },
  ])('runs nothing of what stands in %o', async (inputs) => {
    const { run, read } = await step({ ...HEALTHY, ...inputs })
    expect(run.code).toBeGreaterThan(0)
    const found = await runProgram(['test', '-e', join(home.path, 'hacked')])
    expect(found.code).toBe(1)
    expect(await read(join(home.path, 'npm-asked'))).not.toBe('')
  })

  it.each<Record<string, string>>([
    { version: 'file:./evil' },
    { version: '0.1.0 evil' },
    { workspace: '--plugin=./evil.js' },
  ])('refuses %o before anything is installed', async (inputs) => {
    const { run, read } = await step({ ...HEALTHY, ...inputs })
    expect(run.code).toBe(2)
    expect(run.stdout).toMatch(/^::error title=artifacts-doctor::the input /)
    expect(await read(join(home.path, 'npm-asked'))).toBe('')
  })

  it('says so where it was asked for nothing that can be done', async () => {
    const { run, outputs } = await step({ ...HEALTHY, args: '--skip=storge/*', bucket: BUCKET })
    expect(run.code).toBe(2)
    expect(outputs).toMatchObject({ verdict: 'undetermined', 'exit-code': '2' })
  })
})
