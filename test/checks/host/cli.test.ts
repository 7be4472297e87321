import { describe, expect, it } from 'vitest'
import hostCli from '../../../checks/host/cli.ts'
import { createClients } from '../../../src/clients/index.ts'
import {
  artifactsProgram,
  FOREIGN_HELP,
  type ProgramOptions,
} from '../../support/artifacts-program.ts'
import { testContext } from '../../support/context.ts'
import { evidence, findings, runChecks } from '../../support/run-check.ts'
import { started } from '../../support/started.ts'

/** Runs the check with this program on PATH. */
async function check(options: ProgramOptions = {}, timeoutMs = 10_000) {
  const program = await started(artifactsProgram(options))
  const results = await runChecks({ only: ['host/cli'], env: program.env, timeoutMs })
  return { results, program, seen: evidence(results, 'host/cli') }
}

describe('host/cli', () => {
  it('passes on the right program, with where it is, its release and its generation', async () => {
    const { results, program, seen } = await check()
    expect(findings(results)).toEqual({})
    expect(seen).toEqual({
      path: program.path,
      version: 'e16636b0e5ce',
      generation: 'current',
    })
    expect([...(await program.asked())].sort()).toEqual(['--help', '--version'])
  })

  it('names host/cli-missing where there is none, and skips where none is needed', async () => {
    const only = ['host/cli']
    const env = { PATH: '/nonexistent' }
    const missing = { 'host/cli': 'warn host/cli-missing' }
    expect(findings(await runChecks({ only, env }))).toEqual(missing)
    const mounting = { metadataUrl: 'redis://127.0.0.1', intent: 'mount' }
    expect(findings(await runChecks({ only, env, flags: mounting }))).toEqual(missing)
    const stored = await runChecks({ only, env, flags: { bucket: 'cases' } })
    expect(stored['host/cli']).toMatchObject({ status: 'skip' })
  })

  it('passes over files that a shell passes over, and tells of further programs', async () => {
    const first = await started(artifactsProgram({ mode: 0o644 }))
    const last = await started(artifactsProgram())
    const { results, seen } = await check({ before: [first.directory] })
    expect(findings(results)).toEqual({})
    expect(seen).not.toHaveProperty('also')
    const two = await check({ before: [last.directory] })
    expect(two.seen).toMatchObject({ path: last.path, also: two.program.path })
    expect(await two.program.asked()).toEqual([])
  })

  it('does not run what lies in a directory that is not named in full', async () => {
    const program = await started(artifactsProgram())
    const before = process.cwd()
    process.chdir(program.directory)
    try {
      const results = await runChecks({ only: ['host/cli'], env: { PATH: '.::./' } })
      expect(findings(results)).toEqual({ 'host/cli': 'warn host/cli-missing' })
      expect(await program.asked()).toEqual([])
    } finally {
      process.chdir(before)
    }
  })

  it.each<[what: string, options: ProgramOptions]>([
    ['says nothing of itself', { help: {}, version: {} }],
    ['prints garbage', { help: { stdout: '\u0000\u0001\ufffd'.repeat(99) } }],
    ['knows workspaces, but not how to mount', { help: { stdout: 'usage:\n workspace\n x\n' } }],
    ['prints ten megabytes', { help: { does: 'head -c 10000000 /dev/zero' } }],
    ['fails', { help: { stderr: 'panic: boom', exit: 2 } }],
  ])('could not tell whose a program is that %s', async (_, options) => {
    const { results } = await check(options)
    expect(findings(results)).toEqual({ 'host/cli': 'error' })
  })

  it('names host/cli-hangs on one that asks its question of a terminal', async () => {
    const asks = "printf 'Send reports? [y/N] '; read answer </dev/tty || read answer; sleep 30"
    const { results, seen } = await check({ help: { does: asks }, version: { does: asks } }, 1500)
    expect(findings(results)).toEqual({ 'host/cli': 'fail host/cli-hangs' })
    expect(seen.line).toMatch(/Send reports|tty/)
  })

  it('shows no escape of what it prints, and no secret', async () => {
    const program = await started(
      artifactsProgram({
        help: { stderr: '\u001b]0;title\u0007\u001b[31mbad\u001b[0m\n', exit: 1 },
      }),
    )
    const results = await runChecks({ only: ['host/cli'], env: program.env })
    expect(evidence(results, 'host/cli').line).not.toContain('\u001b')
  })

  it.each([
    ['the right one', {}, {}],
    ['another vendor’s', { help: { stdout: FOREIGN_HELP } }, {}],
    [
      'another vendor’s that says so in its version',
      { version: { stdout: 'Agent Artifacts 1.2.3\n' } },
      { cause: 'host/cli-foreign' },
    ],
  ])('asks for the version alone under --offline: %s', async (_, options, outcome) => {
    const program = await started(artifactsProgram(options))
    const clients = createClients(program.env, Date.now, { online: false })
    const { context, finished } = await testContext({ env: program.env, clients })
    expect(await hostCli.run(context)).toMatchObject(outcome)
    await finished()
    expect(await program.asked()).toEqual(['--version'])
  })
})
