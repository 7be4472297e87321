import { spawnSync } from 'node:child_process'
import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { reportSchema } from '../../src/report/report-schema.ts'
import { reportOf, runDoctor } from '../support/doctor.ts'
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.ts'

const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(reportSchema)

let home: TemporaryDirectory
let file: string

beforeEach(async () => {
  home = await temporaryDirectory()
  file = join(home.path, 'artifacts-doctor.config.yaml')
})
afterEach(() => home.remove())

/** Without a login, `auth/credentials` fails `auth/not-logged-in`, whatever the machine. */
const ARGS = ['--offline', '--only', 'auth/credentials', '--quiet']

async function run(config: string, args: readonly string[] = []) {
  await writeFile(file, config)
  return runDoctor([...ARGS, '--format', 'json', ...args], { cwd: home.path })
}

async function report(config: string, args: readonly string[] = []) {
  const made = reportOf(await run(config, args))
  expect(valid(made), JSON.stringify(valid.errors)).toBe(true)
  return made
}

describe('a configuration that is found', () => {
  it('is told of, and changes nothing where it says nothing', async () => {
    const made = await report('{}')
    expect(made).toMatchObject({ exitCode: 1, config: { path: file, source: 'found' } })
    await rm(file)
    expect(
      reportOf(await runDoctor([...ARGS, '--format', 'json'], { cwd: home.path })),
    ).not.toHaveProperty('config')
  })

  it('turns a failure down to a warning', async () => {
    const made = await report('severities: { auth/not-logged-in: warn }')
    expect(made).toMatchObject({
      exitCode: 0,
      verdict: 'warnings',
      rootCauses: [{ severity: 'warn', severityFrom: `${file}: severities['auth/not-logged-in']` }],
    })
  })

  it('waives a cause until a day, and shows until when and why', async () => {
    const text =
      'waivers: [{ cause: auth/not-logged-in, reason: CI has no login yet, until: 2999-12-31 }]'
    expect(await report(text)).toMatchObject({
      exitCode: 0,
      verdict: 'warnings',
      checks: [{ status: 'fail', waived: { until: '2999-12-31' } }, {}, {}],
      rootCauses: [{ cause: 'auth/not-logged-in', waived: { reason: 'CI has no login yet' } }],
    })
    const { stdout } = await runDoctor(ARGS, { cwd: home.path })
    expect(stdout).toMatch(/^~ WAIVED /m)
    expect(stdout).toMatch(/Waived until 2999-12-31: CI has no login yet/)
    expect(stdout).toContain(`${file} (found)`)
  })

  it('fails again once a waiver has expired, and says that it has', async () => {
    const made = await report(
      'waivers: [{ cause: auth/not-logged-in, reason: r, until: 2020-12-31 }]',
    )
    expect(made.exitCode).toBe(1)
    expect(made.rootCauses.map(({ cause }) => cause)).toEqual([
      'auth/not-logged-in',
      'config/waiver-expired',
    ])
  })

  it('warns of a waiver that waives nothing', async () => {
    const made = await report(
      'waivers: [{ cause: auth/token-expired, check: auth/credentials, reason: r, until: 2999-12-31 }]',
    )
    expect(made.rootCauses.map(({ cause }) => cause)).toContain('config/waiver-unused')
  })

  it('switches checks off and on, unless flags do', async () => {
    await writeFile(file, 'checks: { only: [workspace/name, host/*], skip: [host/*] }')
    const at = async (...args: string[]) =>
      reportOf(
        await runDoctor(['--offline', '--quiet', '--format', 'json', 'acme/demo', ...args], {
          cwd: home.path,
        }),
      )
    const made = await at()
    expect(made.checks.find(({ id }) => id === 'workspace/name')?.status).toBe('pass')
    expect(made.checks.find(({ id }) => id === 'host/cli')).toMatchObject({
      status: 'skip',
      reason: `ruled out by ${file}: checks.skip`,
    })
    expect(made.checks.map(({ id }) => id)).not.toContain('auth/credentials')
    const typed = await at('--only', 'auth/credentials')
    expect(typed.checks.map(({ id }) => id)).toEqual(['auth/credentials'])
  })

  it('sets limits, unless flags do', async () => {
    const text = 'timeouts: { timeout: 999999m }'
    expect((await run(text)).stderr).toMatch(/timeouts\.timeout: '999999m' is more than a day/)
    await writeFile(file, 'timeouts: { wait: 5s }\nchecks: { require: [storage/propagation] }')
    // With a wait, this check is in the run, and may be required.
    const made = reportOf(
      await runDoctor(['--offline', '--quiet', '--format', 'json'], { cwd: home.path }),
    )
    expect(made.checks.map(({ id }) => id)).toContain('storage/propagation')
  })

  it('has profiles, of which one is laid over it', async () => {
    const text = 'profiles: { ci: { severities: { auth/not-logged-in: warn } } }'
    expect((await report(text)).exitCode).toBe(1)
    expect(await report(text, ['--profile', 'ci'])).toMatchObject({
      exitCode: 0,
      config: { profile: 'ci' },
    })
    const unknown = await run(text, ['--profile', 'cii'])
    expect(unknown.code).toBe(2)
    expect(unknown.stderr).toMatch(/--profile: 'cii' is not a profile; nearest in .*: 'ci'/)
  })

  it.each([
    ['settings', 'settings: { bucket: x }', 'settings'],
    ['plugins', 'plugins: [./x.js]', 'plugins'],
    ['failOn', 'failOn: never', 'failOn'],
    [
      'a setting of a profile',
      'profiles: { ci: { settings: { bucket: x } } }',
      'profiles.ci.settings',
    ],
  ])('is refused for %s, which count only with --config', async (_, text, at) => {
    const refused = await run(text)
    expect(refused.code).toBe(2)
    expect(reportOf(refused)).toMatchObject({ exitCode: 2, checks: [] })
    expect(refused.stderr).toBe(
      `artifacts-doctor: ${file}: ${at}: is not allowed in a file that was only found, which may be anybody's; name the file with --config to allow it\n`,
    )
  })

  it.each([
    [
      'an unknown cause',
      'severities: { auth/not-loged-in: warn }',
      /severities\['auth\/not-loged-in'\]: 'auth\/not-loged-in' is not a cause; nearest: 'auth\/not-logged-in'/,
    ],
    [
      'an unknown cause of a waiver',
      'waivers: [{ cause: a/b, reason: r, until: 2999-01-01 }]',
      /waivers\[0\]\.cause: 'a\/b' is not a cause/,
    ],
    [
      'a pattern that fits nothing',
      'checks: { skip: [storge/*] }',
      /checks\.skip: 'storge\/\*' fits no check; the nearest is 'storage\//,
    ],
    ['an alias', 'checks: &a { skip: [] }\ntimeouts: *a', /neither JSON nor YAML: .*alias/i],
    ['nothing at all', '', /the document is nothing; expected an object/],
    ['too much', `# ${'x'.repeat(300_000)}\n{}`, /larger than 256 KiB/],
  ])('is refused for %s', async (_, text, says) => {
    const refused = await run(text)
    expect(refused.code).toBe(2)
    expect(refused.stderr).toMatch(says)
    expect(refused.stderr).toContain(file)
  })

  it('is refused where it is no readable file, and never waited for', async () => {
    const refused = async () => {
      const { code, stderr } = await runDoctor(ARGS, { cwd: home.path })
      expect(code).toBe(2)
      return stderr
    }
    spawnSync('mkfifo', [file])
    expect(await refused()).toMatch(/cannot read '.*config\.yaml' \(not a file\)/)
    await rm(file)
    await mkdir(file)
    expect(await refused()).toMatch(/EISDIR/)
    await rm(file, { recursive: true })
    await symlink('nowhere', file)
    expect(await refused()).toMatch(/\(a link to nothing\)/)
    await rm(file)
    await symlink('/dev/zero', file)
    expect(await refused()).toMatch(/\(not a file\)/)
    await rm(file)
    await writeFile(file, '{}')
    await writeFile(file.replace('.yaml', '.json'), '{}')
    expect(await refused()).toMatch(/holds .*\.json and .*\.yaml; expected only one/)
  })

  it.skipIf(process.getuid?.() === 0)('is refused where it may not be read', async () => {
    await writeFile(file, '{}')
    await chmod(file, 0)
    expect((await runDoctor(ARGS, { cwd: home.path })).stderr).toMatch(/EACCES/)
  })

  it('does not count where another is named', async () => {
    await writeFile(file, 'not: valid')
    await writeFile(join(home.path, 'other.json'), '{}')
    const made = await runDoctor([...ARGS, '--format', 'json', '--config', 'other.json'], {
      cwd: home.path,
    })
    expect(reportOf(made).config).toEqual({ path: 'other.json', source: '--config' })
  })
})

describe('a configuration that is named', () => {
  const named = async (text: string, args: readonly string[] = [], env = {}) => {
    const path = join(home.path, 'named.yaml')
    await writeFile(path, text)
    return runDoctor([...ARGS, '--format', 'json', '--config', path, ...args], {
      cwd: home.path,
      env,
    })
  }

  it('brings settings below flags and environment', async () => {
    const text =
      'settings: { backend: byo, bucket: of-file, region: eu-west-3, endpoint: "http://127.0.0.1:1" }'
    const { settings } = reportOf(
      await named(text, ['--region', 'typed'], { ARTIFACTS_S3_BUCKET: 'of-env' }),
    )
    expect(settings).toMatchObject({
      bucket: { value: 'of-env' },
      region: { value: 'typed' },
      endpoint: { source: join(home.path, 'named.yaml') },
    })
  })

  it('brings --fail-on, unless it is typed', async () => {
    expect((await named('failOn: never')).code).toBe(0)
    expect((await named('failOn: never', ['--fail-on', 'fail'])).code).toBe(1)
  })

  it('brings plug-ins, seen from where it stands', async () => {
    await mkdir(join(home.path, 'below'))
    const plugin =
      "export default { name: 'p', checks: [{ id: 'p/one', title: 'One', run: () => ({ status: 'pass', evidence: {} }) }], causes: {} }"
    await writeFile(join(home.path, 'below/plugin.mjs'), plugin)
    const path = join(home.path, 'below/named.yaml')
    await writeFile(path, 'plugins: [./plugin.mjs]')
    const args = ['--config', path, '--offline', '--only', 'p/*', '--format', 'json']
    const made = reportOf(await runDoctor(args, { cwd: home.path }))
    expect(made.checks).toMatchObject([{ id: 'p/one', status: 'pass' }])
    await writeFile(path, 'plugins: [./plugni.mjs]')
    const refused = await runDoctor(args, { cwd: home.path })
    expect(refused.code).toBe(2)
    expect(refused.stderr).toMatch(
      /named\.yaml: plugins\[0\]: \.\/plugni\.mjs: cannot be read \(ENOENT\)/,
    )
  })

  it('is wanted by --profile', async () => {
    const refused = await runDoctor([...ARGS, '--profile', 'ci'], { cwd: home.path })
    expect(refused.code).toBe(2)
    expect(refused.stderr).toMatch(/--profile: 'ci' is not known: there is no configuration/)
  })
})

it('the schema of the configuration is printed', async () => {
  const { stdout, code } = await runDoctor(['schema', 'config'])
  expect(code).toBe(0)
  const check = new Ajv2020({ strict: false }).compile(JSON.parse(stdout))
  expect(check({ checks: { skip: ['host/*'] } })).toBe(true)
  expect(check({ checks: { skpi: ['host/*'] } })).toBe(false)
})
