import { execFileSync } from 'node:child_process'
import {
  chmod,
  lstat,
  mkdir,
  readdir,
  readFile,
  stat,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runMain, type Surroundings } from '../secrets/in-process.ts'
import { doctorCommand, runDoctor, runProgram } from '../support/doctor.ts'
import { readReport } from '../support/documents.ts'
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.ts'
import { outcomes, pluginOf } from './outcomes-plugin.ts'

let directory: TemporaryDirectory
let ran = 0
beforeEach(async () => {
  directory = await temporaryDirectory()
  ran = 0
})
afterEach(() => directory.remove())

const path = (name: string) => join(directory.path, name)

function check(args: readonly string[], given: Surroundings = {}) {
  const checks = outcomes.blocked.map((one) => ({
    ...one,
    run: () => {
      ran += 1
      return one.run(undefined as never)
    },
  }))
  return runMain(['check', '--quiet', ...args], {
    loadChecks: async () => pluginOf(checks),
    ...given,
  })
}

describe('a report in a file', () => {
  it('is written whole beside the one on standard output, for each that is asked for', async () => {
    const [one, two] = [path('one.json'), path('two.json')]
    const said = await check(['--format', 'json', '--report', `json=${one},json=${two}`])
    expect(said.code).toBe(1)
    expect(await readFile(one, 'utf8')).toBe(said.stdout)
    expect(await readFile(two, 'utf8')).toBe(said.stdout)
    expect((await readdir(directory.path)).sort()).toEqual(['one.json', 'two.json'])
  })

  it('takes the place of what was there, with its mode, and leaves whoever reads that alone', async () => {
    const file = path('report.json')
    await writeFile(file, 'before')
    await chmod(file, 0o640)
    const { ino } = await stat(file)
    await check(['--report', `json=${file}`])
    const now = await stat(file)
    expect(readReport(await readFile(file, 'utf8')).exitCode).toBe(1)
    expect(now.mode & 0o777).toBe(0o640)
    expect(now.ino).not.toBe(ino)
  })

  it('is written behind a link, which stays', async () => {
    await mkdir(path('kept'))
    await writeFile(path('kept/report.json'), 'before')
    await symlink(path('kept/report.json'), path('latest.json'))
    await symlink(path('kept/new.json'), path('dangling.json'))
    await check(['--report', `json=${path('latest.json')},json=${path('dangling.json')}`])
    for (const name of ['latest.json', 'dangling.json'])
      expect((await lstat(path(name))).isSymbolicLink()).toBe(true)
    for (const name of ['kept/report.json', 'kept/new.json'])
      expect(readReport(await readFile(path(name), 'utf8')).exitCode).toBe(1)
  })

  it('goes into a pipe as it is', async () => {
    execFileSync('mkfifo', [path('pipe')])
    const read = runProgram(['cat', path('pipe')])
    await check(['--report', `json=${path('pipe')}`])
    expect(readReport((await read).stdout).exitCode).toBe(1)
    expect((await lstat(path('pipe'))).isFIFO()).toBe(true)
  })

  it('may go to /dev/stdout, piped or redirected, and leaves the device what it is', async () => {
    const args = '--offline --quiet --report json=/dev/stdout'
    const piped = await runDoctor(args.split(' '))
    expect(piped.stdout).toContain('"schema": "artifacts-doctor/report/v1"')
    const line = `${doctorCommand.join(' ')} ${args} >> '${path('out')}'`
    const before = await lstat('/dev/stdout')
    expect((await runProgram(['sh', '-c', line])).code).toBe(1)
    expect((await lstat('/dev/stdout')).ino).toBe(before.ino)
    const out = await readFile(path('out'), 'utf8')
    expect(out).toContain('"schema": "artifacts-doctor/report/v1"')
    expect(out).toContain('NOT HEALTHY')
  })

  it('has no colours unless they are asked for', async () => {
    const file = path('report.txt')
    const env = { FORCE_COLOR: '1' }
    const said = await check(['--report', `text=${file}`], { env })
    expect(said.stdout).toContain('\u001b[')
    expect(await readFile(file, 'utf8')).not.toContain('\u001b[')
    await check(['--report', `text=${file}`, '--color', 'always'], { env })
    expect(await readFile(file, 'utf8')).toContain('\u001b[')
  })
})

describe('a report that could not be written', () => {
  it.each<[what: string, report: () => string, says: RegExp]>([
    [
      'a format that is none',
      () => 'junti=x',
      /--report: 'junti' is not a format; expected text, json, ndjson.*; nearest: junit$/m,
    ],
    [
      'no format',
      () => 'report.xml',
      /--report: 'report\.xml' is not FORMAT=FILE; expected for example junit=/,
    ],
    ['no file', () => 'junit=', /--report: 'junit=' is not FORMAT=FILE/],
    [
      'a place that is not there',
      () => `json=${path('no/x')}`,
      /'\S+\/no\/x' cannot be written: \S+\/no is not there$/m,
    ],
    [
      'a place that is a file',
      () => `json=${path('file')}/x`,
      /cannot be written: \S+\/file is no directory$/m,
    ],
    ['a directory', () => `json=${directory.path}`, /is a directory; expected a file$/m],
    ['two in one file', () => `json=${path('x')},junit=${path('./x')}`, /two reports would go to/],
    ['standard error for another format', () => 'json=-', /only github may go to standard error/],
  ])('is refused before anything is asked: %s', async (_, report, says) => {
    await writeFile(path('file'), '')
    const said = await check(['--report', report()])
    expect(said.code).toBe(2)
    expect(said.stderr).toMatch(says)
    expect(said.stderr.trimEnd().split('\n')).toHaveLength(1)
    expect([said.stdout, ran]).toEqual(['', 0])
  })

  it('is exit code 2 with a line that names it; the others are written all the same', async () => {
    const run = await runDoctor([
      ...['--offline', '--quiet', '--format', 'json'],
      ...['--report', `junit=/dev/full,json=${path('x')}`],
    ])
    expect(run.code).toBe(2)
    expect(run.stderr).toBe(
      "artifacts-doctor: the report cannot be written to '/dev/full': ENOSPC\n",
    )
    expect(run.stdout).toBe(await readFile(path('x'), 'utf8'))
  })

  it('leaves nothing half-written where it fails', async () => {
    await mkdir(path('gone'))
    const said = await runMain(['check', '--report', `json=${path('gone/x')}`], {
      loadChecks: async () => {
        execFileSync('rmdir', [path('gone')])
        return pluginOf(outcomes.healthy)
      },
    })
    expect(said.code).toBe(2)
    expect(said.stderr).toMatch(/the report cannot be written to '\S+\/gone\/x': ENOENT\n/)
    expect(await readdir(directory.path)).toEqual([])
  })
})

describe('a run that could not start', () => {
  it.each(['json', 'junit', 'markdown', 'sarif', 'github'])(
    'says so and why as %s',
    async (format) => {
      const file = path('report')
      const said = await check(['--report', `${format}=${file}`, '--only', 'nope/*'])
      expect([said.code, said.stdout, ran]).toEqual([2, '', 0])
      const text = await readFile(file, 'utf8')
      expect(text.replace(/\\(?=\*)/g, '')).toMatch(
        /the run could not start: --only: 'nope\/\*' fits no check/,
      )
      expect(text).not.toMatch(/[^t] HEALTHY|"healthy"/)
    },
  )

  it('names no secret in it', async () => {
    const file = path('report.json')
    await check(['--report', `json=${file}`, '--metadata-url', 'redis://:hunter2hunter2@host'])
    const { undetermined } = readReport(await readFile(file, 'utf8'))
    expect(undetermined?.[0]).toMatch(/^the run could not start: --metadata-url/)
    expect(undetermined?.[0]).not.toContain('hunter2')
  })

  it('is told of as well where the doctor itself fails, with its own exit code', async () => {
    const file = path('report.json')
    const loadChecks = async () => {
      throw new Error('a bug')
    }
    const said = await check(['--report', `json=${file}`], { loadChecks })
    expect(said.code).toBe(3)
    expect(readReport(await readFile(file, 'utf8'))).toMatchObject({
      exitCode: 3,
      verdict: 'undetermined',
      undetermined: ['the doctor itself failed: a bug'],
    })
  })
})

describe('in a step of GitHub Actions', () => {
  const env = () => ({ GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: path('summary') })

  it.each(['text', 'json'])(
    'the summary is appended with --format %s, and nothing annotated',
    async (format) => {
      await writeFile(path('summary'), 'of the step before\n')
      const said = await check(['--format', format], { env: env() })
      const summary = await readFile(path('summary'), 'utf8')
      expect(summary).toMatch(/^of the step before\n<!-- artifacts-doctor -->\n\n### ✗ NOT HEALTHY/)
      expect(said.both).not.toContain('::error')
    },
  )

  it('annotations go to standard error where they are asked for, beside any format', async () => {
    const said = await check(['--format', 'json', '--report', 'github=-'], { env: env() })
    expect(readReport(said.stdout).exitCode).toBe(1)
    expect(said.stderr).toMatch(/^::error title=.*\n::notice title=.*\n$/)
  })

  it('the summary tells of a run that could not start', async () => {
    await check(['--only', 'nope/*'], { env: env() })
    expect(await readFile(path('summary'), 'utf8')).toContain('the run could not start')
  })

  it('a summary that cannot be written is told, and is no failure', async () => {
    const said = await runMain(['check', '--quiet'], {
      env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: path('no/summary') },
      loadChecks: async () => pluginOf(outcomes.healthy),
    })
    expect(said.code).toBe(0)
    expect(said.stderr).toBe('artifacts-doctor: the step summary cannot be written: ENOENT\n')
  })

  it('is known by both of its variables', async () => {
    await check([], { env: { GITHUB_STEP_SUMMARY: path('summary') } })
    await check([], { env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: '' } })
    await expect(unlink(path('summary'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
