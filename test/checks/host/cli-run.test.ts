import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createArtifactsProgram, isPlainAddress } from '../../../src/clients/artifacts-program.ts'
import { runProgram } from '../../../src/clients/run-program.ts'
import { artifactsProgram } from '../../support/artifacts-program.ts'
import { started } from '../../support/started.ts'

/** Runs a shell script that may write to `$root`, which is its HOME. */
async function run(script: string, { limitMs = 5000, signal = new AbortController().signal } = {}) {
  const program = await started(artifactsProgram({ file: `#!/bin/sh\nroot=$HOME\n${script}\n` }))
  const ended = runProgram({ path: program.path, args: [], env: program.env, limitMs, signal })
  return { ended, program }
}

/** Whether a process runs; one that was killed may be waited for by nobody, and is a zombie. */
async function runs(pid: string): Promise<boolean> {
  const stat = await readFile(`/proc/${pid.trim()}/stat`, 'utf8').catch(() => '')
  return stat !== '' && !/\) [ZX] /.test(stat)
}

async function gone(pid: string): Promise<boolean> {
  expect(pid.trim()).toMatch(/^\d+$/)
  for (let tries = 0; tries < 100; tries += 1) {
    if (!(await runs(pid))) return true
    await sleep(20)
  }
  return false
}

const FAMILY = `
trap '' TERM
sleep 300 &
echo $! > "$root/child"
echo $$ > "$root/own"
echo begun`

describe('a program that is run', () => {
  it('is heard on both streams, with nothing to read and no terminal', async () => {
    const { ended } = await run(
      'cat; (: </dev/tty) 2>/dev/null && echo terminal; echo out; echo err >&2; exit 3',
    )
    expect(await ended).toEqual({
      kind: 'exited',
      code: 3,
      signal: null,
      stdout: 'out\n',
      stderr: 'err\n',
    })
  })

  it('is killed with its children at its limit, though it heeds no SIGTERM', async () => {
    const { ended, program } = await run(`${FAMILY}\nwhile :; do sleep 1; done`, { limitMs: 500 })
    expect(await ended).toMatchObject({ kind: 'hung', stdout: 'begun\n' })
    expect(await gone(await program.written('own'))).toBe(true)
    expect(await gone(await program.written('child'))).toBe(true)
  })

  it('is killed with its children when the run ends', async () => {
    const stop = new AbortController()
    const { ended, program } = await run(`${FAMILY}\nwhile :; do sleep 1; done`, stop)
    const rejected = expect(ended).rejects.toThrow('over')
    while ((await program.written('own')) === '') await sleep(10)
    stop.abort(new Error('over'))
    await rejected
    expect(await gone(await program.written('own'))).toBe(true)
    expect(await gone(await program.written('child'))).toBe(true)
  })

  it('leaves no child behind when it ends by itself', async () => {
    const { ended, program } = await run(`${FAMILY}\nexit 0`)
    expect(await ended).toMatchObject({ kind: 'exited', code: 0 })
    expect(await gone(await program.written('child'))).toBe(true)
  })

  it('is killed when it says too much, and a megabyte of it is kept', async () => {
    const { ended } = await run('yes')
    const said = await ended
    expect(said.kind).toBe('flooded')
    expect('stdout' in said && said.stdout.length).toBe(1_048_576)
  })

  it('is not begun after the run has ended', async () => {
    const stop = new AbortController()
    stop.abort(new Error('over'))
    const { ended, program } = await run('echo > "$root/begun"', stop)
    await expect(ended).rejects.toThrow('over')
    expect(existsSync(`${program.env.HOME}/begun`)).toBe(false)
  })

  it.each([
    ['ENOENT', '/nonexistent/artifacts'],
    ['EACCES', '/etc'],
  ])('says %s of what the system does not start', async (code, path) => {
    const signal = new AbortController().signal
    const ended = runProgram({ path, args: [], env: {}, limitMs: 1000, signal })
    expect(await ended).toEqual({ kind: 'unstarted', code })
  })

  it('tells how it was ended by others', async () => {
    const { ended } = await run('kill -SEGV $$')
    expect(await ended).toMatchObject({ kind: 'exited', code: null, signal: 'SIGSEGV' })
  })
})

describe('the environment of the program', () => {
  it('is that of the start: what the doctor adds to its own later is kept out', async () => {
    const file = await started(artifactsProgram({ version: { does: 'env > "$root/env"' } }))
    const env: Record<string, string> = { ...file.env, XDG_CONFIG_HOME: '/x' }
    const program = createArtifactsProgram(env, { online: true })
    env.ADDED_BY_THE_DOCTOR = 'yes'
    const asking = { signal: new AbortController().signal, limitMs: 5000 }
    expect(await program.ask(file.path, 'version', asking)).toMatchObject({ code: 0 })
    const seen = await file.written('env')
    expect(seen).toContain('XDG_CONFIG_HOME=/x')
    expect(seen).not.toContain('ADDED_BY_THE_DOCTOR')
  })
})

describe('a workspace that is handed to a program', () => {
  it.each(['demo', 'acme/demo', 'a.b_c-d/E'])('may be %s', (address) => {
    expect(isPlainAddress(address)).toBe(true)
  })

  it.each(['-v', '--help', '-x/demo', 'acme/-v', 'a b', 'a;b', '', 'a/b/c', 'a\nb', '$(id)'])(
    'may not be %j',
    (address) => {
      expect(isPlainAddress(address)).toBe(false)
    },
  )
})
