import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runMain } from '../../secrets/in-process.ts'
import {
  type ArtifactsProgramFile,
  artifactsProgram,
  FOREIGN_HELP,
  type ProgramOptions,
  type Says,
} from '../../support/artifacts-program.ts'
import { startOrchestrator } from '../../support/orchestrator-server.ts'
import { evidence, findings, runChecks, statuses } from '../../support/run-check.ts'
import { freshToken } from '../../support/set-up.ts'
import { started } from '../../support/started.ts'

const TOKEN = freshToken()
const ONLY = ['orchestrator/*', 'auth/accepted', 'workspace/*']

interface Given {
  readonly flags?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly timeoutMs?: number
}

function ask(program: ArtifactsProgramFile, { flags, env, timeoutMs }: Given = {}) {
  return runChecks({
    only: ONLY,
    flags: { workspace: 'acme/demo', ...flags },
    env: { ...program.env, TONBO_API_KEY: TOKEN, ...env },
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  })
}

async function check(options: ProgramOptions = {}, given: Given = {}) {
  const program = await started(artifactsProgram(options))
  const results = await ask(program, given)
  expect(await program.written('unexpected')).toBe('')
  return { results, program, asked: [...(await program.asked())].sort() }
}

const ASKED = [
  '--format json workspace list',
  '--format json workspace show acme/demo',
  '--help',
  '--version',
]

describe('the orchestrator, asked through the program', () => {
  it('answers three checks, and is asked once for each thing', async () => {
    const { results, asked, program } = await check()
    expect(findings(results)).toEqual({})
    expect(asked).toEqual(ASKED)
    expect(evidence(results, 'auth/accepted')).toEqual({
      program: program.path,
      command: 'workspace list',
    })
    expect(evidence(results, 'workspace/state')).toMatchObject({ state: 'active' })
  })

  it('is not asked through it where there is a URL', async () => {
    const server = await started(
      startOrchestrator({ tokens: [TOKEN], handle: 'acme', workspaces: {} }),
    )
    const { asked, results } = await check({}, { flags: { orchestratorUrl: server.url } })
    expect(findings(results)).toEqual({})
    expect(asked).toEqual([])
  })

  it.each<[what: string, options: ProgramOptions, why: RegExp]>([
    ['another vendor’s', { help: { stdout: FOREIGN_HELP } }, /another vendor's/],
    ['nobody knows whose', { help: { stdout: 'hello' } }, /cannot be asked/],
    ['not executable', { mode: 0o644 }, /cannot be asked/],
  ])('is not asked through a program that is %s', async (_, options, why) => {
    const { results, asked } = await check(options)
    expect(asked.filter((line) => line.includes('workspace'))).toEqual([])
    expect(results['orchestrator/reachable']).toMatchObject({
      status: 'skip',
      reason: expect.stringMatching(why),
      missing: 'orchestratorUrl',
    })
    expect(statuses(results)).toMatchObject({ 'workspace/state': 'skip' })
  })

  it('skips where there is neither', async () => {
    const env = { TONBO_API_KEY: TOKEN }
    const results = await runChecks({ only: ONLY, env })
    expect(results['orchestrator/reachable']).toMatchObject({
      status: 'skip',
      missing: 'orchestratorUrl',
    })
  })

  it.each<[what: string, list: Says, found: RegExp]>([
    ['prints nothing', { stdout: '' }, /answered nothing/],
    ['prints a table', { stdout: 'NAME  STATUS\ndemo  active\n' }, /other than JSON/],
    ['prints JSON of another form', { stdout: '{"items":[]}' }, /unknown form/],
    ['prints cut JSON', { stdout: '{"workspaces":[' }, /other than JSON/],
    ['prints a health page', { stdout: '{"status":"ok"}' }, /unknown form/],
    ['fails without a reason', { stdout: '', stderr: 'panic: oops\n', exit: 2 }, /exit code 2/],
    ['fails with prose', { stderr: 'something unauthorized happened', exit: 1 }, /exit code 1/],
    ['could not reach', { stderr: 'could not reach the orchestrator', exit: 1 }, /exit code 1/],
    ['is refused by a proxy', { stderr: 'Get "https://h": Forbidden', exit: 1 }, /exit code 1/],
    ['knows no such flag', { stderr: 'unknown flag: --format', exit: 64 }, /exit code 64/],
    ['is killed', { does: 'kill -KILL $$' }, /SIGKILL/],
    ['prints ten megabytes', { does: 'head -c 10000000 /dev/zero' }, /more than a list/],
    ['prints a code of nobody', { stderr: '{"code":"teapot"}', exit: 1 }, /'teapot'/],
  ])('could not tell where the program %s', async (_, list, found) => {
    const { results } = await check({ list: { exit: 0, stdout: '', ...list } })
    const [id] = Object.keys(findings(results))
    expect(['orchestrator/reachable', 'auth/accepted']).toContain(id)
    expect(results[id ?? '']).toMatchObject({
      status: 'error',
      reason: expect.stringMatching(found),
      evidence: { command: 'workspace list' },
    })
  })

  it('could not tell where it waits for an answer, and shows the question', async () => {
    const does = "printf 'Send reports? [y/N] '; sleep 30"
    const { results } = await check({ list: { does } }, { timeoutMs: 2000 })
    expect(results['orchestrator/reachable']).toMatchObject({
      status: 'error',
      reason: expect.stringContaining('nothing in time'),
      evidence: { line: 'Send reports? [y/N]', afterMs: expect.any(Number) },
    })
  })

  it('shows no escape, and the line that matters', async () => {
    const stderr = '\n\u001b[31m\u001b[1mpanic\u001b[0m: \u001b[2Joops\nsecond\n'
    const { results } = await check({ list: { stdout: '', stderr, exit: 2 } })
    const seen = evidence(results, 'orchestrator/reachable')
    expect(seen).toMatchObject({ line: 'panic: oops', exitCode: 2 })
  })

  it('shows no secret that it prints', async () => {
    const stderr = `panic: ${TOKEN} AKIAEXAMPLEOFADOCTOR https://me:hunter2hunter2@h/\n`
    const program = await started(artifactsProgram({ list: { stdout: '', stderr, exit: 2 } }))
    const env = { ...program.env, TONBO_API_KEY: TOKEN }
    const args = ['check', 'acme/demo', '--only', 'orchestrator/*', '--verbose']
    for (const format of ['text', 'json']) {
      const { both } = await runMain([...args, '--format', format], { env })
      expect(both).toContain('panic')
      expect(both).not.toMatch(/eyJ|AKIAEXAMPLE|hunter2/)
    }
  })

  it('gives it a token of --token-file, and leaves it its own login otherwise', async () => {
    const does = 'echo "$TONBO_API_KEY" > "$root/key"'
    const program = await started(artifactsProgram({ list: { does } }))
    const file = join(program.env.HOME, 'token')
    await writeFile(file, 'tbo_from_a_file_0123456789\n')
    await ask(program, { flags: { token: file }, env: { TONBO_API_KEY: 'tbo_of_the_shell_0123' } })
    expect(await program.written('key')).toBe('tbo_from_a_file_0123456789\n')
    await ask(program, { env: { TONBO_API_KEY: 'tbo_of_the_shell_0123' } })
    expect(await program.written('key')).toBe('tbo_of_the_shell_0123\n')
  })

  it('runs it in the environment of the user, and nothing of the doctor’s own', async () => {
    const does = 'env | cut -d= -f1 | sort > "$root/names"'
    const { program } = await check({ list: { does } }, { env: { XDG_CONFIG_HOME: '/x' } })
    const names = (await program.written('names')).trim().split('\n')
    const shells = ['PWD', 'OLDPWD', 'SHLVL', '_']
    const given = names.filter((name) => !shells.includes(name))
    expect(given).toEqual(['HOME', 'PATH', 'TONBO_API_KEY', 'XDG_CONFIG_HOME'])
  })

  it('lets a service token be judged by its workspace', async () => {
    const list = { stdout: '', stderr: 'Error: forbidden: a service token cannot list', exit: 1 }
    const env = { TONBO_API_KEY: 'art_0123456789' }
    expect(findings((await check({ list }, { env })).results)).toEqual({})
    const show = { ...list, stderr: 'Error: forbidden: not this one' }
    expect(findings((await check({ list, show }, { env })).results)).toEqual({
      'auth/accepted': 'fail auth/forbidden',
    })
  })

  it.each(['-x/demo', 'a b/demo', '--help/demo'])('hands no %s to it', async (workspace) => {
    const { asked, results } = await check({}, { flags: { workspace } })
    expect(asked.filter((line) => line.includes('show'))).toEqual([])
    expect(statuses(results)['workspace/state']).not.toBe('pass')
  })
})
