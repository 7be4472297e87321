import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reportSchema } from '../../src/report/report-schema.ts'
import { reportOf, runDoctor } from '../support/doctor.ts'
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.ts'

const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(reportSchema)
const TOKEN = 'tbo_hunter2hunter2'

/** A module whose plug-in `evil` has one check; `more` is what else the check says of itself. */
const evil = (run: string, more = '', before = '') => `
const cause = { title: 'Bad', why: 'It is.', fix: [{ do: 'Mend it' }], docs: 'https://x.example/', documented: false, owner: 'you' }
${before}
export default { name: 'evil', checks: [{ id: 'evil/one', title: 'One', run: ${run}, ${more} }], causes: { 'evil/bad': cause } }`
const PASS = "({ status: 'pass', evidence: {} })"

let home: TemporaryDirectory

beforeAll(async () => {
  home = await temporaryDirectory()
})
afterAll(() => home.remove())

async function withPlugin(
  text: string,
  args: readonly string[] = ['--only', 'evil/*'],
  format = 'json',
) {
  const directory = join(home.path, String(Math.random()).slice(2))
  await mkdir(directory)
  await writeFile(join(directory, 'evil.mjs'), text)
  const all = ['--plugin', './evil.mjs', '--timeout', '1s', '--quiet', '--format', format, ...args]
  return runDoctor(all, { cwd: directory, env: { TONBO_API_KEY: TOKEN } })
}

describe('a plug-in', () => {
  it('adds its rows to the report, and its causes to what is told', async () => {
    const run = await withPlugin(
      evil("() => ({ status: 'fail', cause: 'evil/bad', evidence: { seen: 1 } })"),
    )
    expect(run.code).toBe(1)
    const report = reportOf(run)
    expect(report.checks).toMatchObject([{ id: 'evil/one', status: 'fail', cause: 'evil/bad' }])
    expect(report.rootCauses).toMatchObject([{ cause: 'evil/bad', title: 'Bad' }])
  })

  it('is blocked by built-in checks that it needs, and is told after them', async () => {
    const text = evil(`() => ${PASS}`, "needs: ['auth/token']")
    const run = await withPlugin(text, ['--only', 'evil/*', '--offline'])
    expect(reportOf(run).checks.at(-1)).toMatchObject({ id: 'evil/one', status: 'pass' })
    const without = await withPlugin(text, [
      '--only',
      'evil/*',
      '--offline',
      '--skip',
      'auth/credentials',
    ])
    expect(reportOf(without).checks.at(-1)).toMatchObject({ id: 'evil/one', status: 'skip' })
  })

  it.each([
    ['list', ['list', '--plugin', './evil.mjs'], /^evil\/one +One$/m],
    ['list causes', ['list', 'causes', '--plugin', './evil.mjs'], /^evil\/bad +Bad$/m],
    ['graph', ['graph', '--plugin', './evil.mjs'], /evil_one\["evil\/one"\]/],
    ['explain', ['explain', 'evil/bad', '--plugin', './evil.mjs'], /It is\./],
  ])('is known to %s, and not without being named', async (_, args, says) => {
    await writeFile(join(home.path, 'evil.mjs'), evil(`() => ${PASS}`))
    expect((await runDoctor(args, { cwd: home.path })).stdout).toMatch(says)
    const without = await runDoctor(args.slice(0, -2), { cwd: home.path })
    expect(without.stdout).not.toMatch(says)
  })
})

describe('a plug-in that goes wrong while it is loaded', () => {
  it.each<[what: string, text: string, says: RegExp]>([
    ['throws', "throw new Error('boom\\nmore')", /cannot be loaded: Error: boom$/],
    ['throws what cannot be shown', 'throw Object.create(null)', /something that cannot be shown/],
    ['is no JavaScript', 'export default {', /cannot be loaded: SyntaxError/],
    [
      'exports a number',
      'export default 42',
      /does not export a plug-in; expected an object with name/,
    ],
    ['exports nothing', '', /does not export a plug-in/],
    ['never ends', 'await new Promise(() => {})', /has not loaded within 1 s: an await at its top/],
    ['is never thenable', 'export function then() {}', /has not loaded within 1 s/],
    ['exits', 'process.exit(0)', /cannot be loaded: Error: called process\.exit\(0\)/],
    ['exits by name', "import { exit } from 'node:process'; exit()", /called process\.exit\(\)/],
    [
      'throws when read',
      'export default { get checks() { throw new Error("no") } }',
      /cannot be read: Error: no/,
    ],
    ['speaks of a secret', 'throw new Error(process.env.TONBO_API_KEY)', /Error: \[secret\]$/],
    [
      'misspells a key',
      evil(`() => ${PASS}`, 'need: []'),
      /checks\[0\]\.need: is not known here; nearest: 'needs'/,
    ],
    [
      'needs what is unknown',
      evil(`() => ${PASS}`, "needs: ['storage/buckt']"),
      /nearest: 'storage\/bucket'/,
    ],
    [
      'waits for itself',
      evil(`() => ${PASS}`, "after: ['evil/one']"),
      /checks wait for each other: evil\/one → evil\/one/,
    ],
    [
      'enters an area of ours',
      evil(`() => ${PASS}`).replace('evil/one', 'storage/one'),
      /which is that of artifacts-doctor/,
    ],
    [
      'doubles an id',
      evil(`() => ${PASS}`).replace(
        'checks: [',
        'checks: [{ id: "evil/one", title: "x", run() {} }, ',
      ),
      /'evil\/one' is defined twice/,
    ],
  ])('and %s is exit code 2 and one line that names it', async (_, text, says) => {
    const run = await withPlugin(text)
    expect(run.code).toBe(2)
    expect(reportOf(run)).toMatchObject({ exitCode: 2, verdict: 'undetermined', checks: [] })
    expect(valid(reportOf(run))).toBe(true)
    expect(run.stderr.trimEnd()).toMatch(says)
    expect(run.stderr).toMatch(/^artifacts-doctor: (--plugin \.\/evil\.mjs|plug-in evil): /)
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(run.stdout + run.stderr).not.toContain('hunter2')
  })
})

describe('a check of a plug-in that goes wrong', () => {
  it.each<[what: string, run: string, says: RegExp]>([
    ['throws', '() => { throw new Error("x") }', /the check crashed: Error: x/],
    ['throws nothing', '() => { throw undefined }', /the check crashed: undefined/],
    ['hangs', '() => new Promise(() => {})', /no result within 1 s/],
    ['exits', '() => process.exit(0)', /^the check called process\.exit\(0\)$/],
    [
      'exits from a timer',
      '() => new Promise(() => setTimeout(() => process.exit(0), 9))',
      /called process\.exit/,
    ],
    [
      'throws from a timer',
      '() => new Promise(() => setTimeout(() => { throw new Error("late") }, 9))',
      /outside of its own promise: Error: late/,
    ],
    [
      'leaves a rejection',
      '() => { Promise.reject(new Error("lost")); return new Promise(() => {}) }',
      /outside of its own promise: Error: lost/,
    ],
    ['returns a word', '() => "fine"', /returned no outcome/],
    [
      'returns itself',
      "() => { const e = {}; e.e = e; return { status: 'pass', evidence: e } }",
      /evidence 'e' that is not a text/,
    ],
    [
      'returns a Secret',
      "({ settings }) => ({ status: 'pass', evidence: { t: settings.values.token.secret } })",
      /evidence 't' that is not a text/,
    ],
    [
      'returns a trap',
      "() => ({ status: 'pass', get evidence() { throw new Error('gotcha') } })",
      /crashed: Error: gotcha/,
    ],
    [
      'names no cause',
      "() => ({ status: 'fail', cause: 'evil/worse', evidence: {} })",
      /names the unknown cause 'evil\/worse'/,
    ],
    [
      'names a strange alternative',
      "() => ({ status: 'fail', cause: 'evil/bad', evidence: {}, alternatives: ['x'] })",
      /names the unknown cause 'x'/,
    ],
    [
      'changes the settings',
      "({ settings }) => { settings.values.bucket = { value: 'x' } }",
      /crashed: TypeError/,
    ],
    [
      'changes the clients',
      '({ clients }) => { clients.connect = undefined }',
      /crashed: TypeError/,
    ],
  ])('and %s is one row of status error, and exit code 3', async (_, check, says) => {
    const run = await withPlugin(evil(check), ['--only', 'evil/*,workspace/name', 'acme/demo'])
    expect(run.code).toBe(3)
    const report = reportOf(run)
    expect(valid(report), JSON.stringify(valid.errors)).toBe(true)
    const [other, own] = report.checks
    expect(other).toMatchObject({ id: 'workspace/name', status: 'pass' })
    expect(own).toMatchObject({
      id: 'evil/one',
      status: 'error',
      reason: expect.stringMatching(says),
    })
    expect(run.stdout + run.stderr).not.toContain('hunter2')
  })
})

describe('a plug-in that meddles', () => {
  it('prints to stderr, whatever it prints to and whenever, without secrets', async () => {
    const check = `() => {
      console.log('in a check'); process.stdout.write('raw ' + process.env.TONBO_API_KEY + '\\n')
      console.error('err ' + process.env.TONBO_API_KEY)
      setInterval(() => console.log('later'), 1); return ${PASS} }`
    const run = await withPlugin(
      evil(check, '', "console.log('while loaded'); console.info('info')"),
    )
    expect(run.code).toBe(0)
    expect(reportOf(run).checks).toMatchObject([{ status: 'pass' }])
    for (const said of [
      'while loaded',
      'info',
      'in a check',
      'raw [secret]',
      'err [secret]',
      'later',
    ])
      expect(run.stderr).toContain(said)
    expect(run.stdout + run.stderr).not.toContain('hunter2')
  })

  it.each([
    ['closes stdout', 'process.stdout.end(); process.stdout.destroy()'],
    [
      'sets an exit code, now and later',
      'process.exitCode = 9; setTimeout(() => { process.exitCode = 9 }, 20)',
    ],
    ['exits when it is done', 'setTimeout(() => process.exit(9), 1)'],
    ['keeps the process busy', 'setInterval(() => {}, 1e6)'],
    ['leaves work that never ends', 'setTimeout(() => {}, 1e8)'],
    ['throws when it is done', 'setTimeout(() => { throw new Error("late") }, 1)'],
    ['changes the environment', "process.env.ARTIFACTS_S3_BUCKET = 'x'"],
  ])('and %s changes neither report nor exit code', async (_, what) => {
    const run = await withPlugin(evil(`() => { ${what}; return ${PASS} }`))
    expect(run.code).toBe(0)
    const report = reportOf(run)
    expect(report.checks).toMatchObject([{ id: 'evil/one', status: 'pass' }])
    expect(report.settings).not.toHaveProperty('bucket')
    expect(valid(report)).toBe(true)
  })

  it('shows no secret in evidence, in a title or in a step', async () => {
    const before =
      "const key = process.env.TONBO_API_KEY; cause.title = 'Bad ' + key; cause.fix = [{ do: 'Say ' + key }]"
    const check =
      "({ settings }) => ({ status: 'fail', cause: 'evil/bad', evidence: { t: 'x' + settings.get('token') + 'y' } })"
    for (const format of ['json', 'text']) {
      const run = await withPlugin(evil(check, '', before), undefined, format)
      expect(run.stdout).toContain('[secret]')
      expect(run.stdout + run.stderr).not.toContain('hunter2')
    }
  })

  it('writes no control character to a terminal', async () => {
    await writeFile(
      join(home.path, 'loud.mjs'),
      evil(
        "() => ({ status: 'fail', cause: 'evil/bad', evidence: { a: '\\u001b[2J\\n::error::x' } })",
        '',
        "cause.title = 'T\\u001b]0;x\\u0007'",
      ),
    )
    const run = await runDoctor(['--plugin', './loud.mjs', '--only', 'evil/*'], { cwd: home.path })
    expect(run.code).toBe(1)
    expect(run.stdout).toContain('T\\u{1b}]0;x\\u{7}')
    expect(run.stdout + run.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
  })
})
