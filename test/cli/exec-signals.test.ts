import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { doctorCommand } from '../support/doctor.ts'
import { type ScriptProgram, scriptProgram } from '../support/script-program.ts'
import { spawnDoctor } from '../support/spawn-doctor.ts'

const EXEC = ['exec', '--only', 'workspace/name', '--wait', '60s', '--'] as const

/** Says which signals it gets, and ends half a second after the first, with a code of its own. */
const COUNTS = `
const fs = require('node:fs')
// Counted in memory: two that come at once while a handler writes are told as one.
const got = []
process.on('exit', () => fs.writeFileSync(dir + '/got', got.map((name) => name + '\\n').join('')))
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) process.on(name, () => {
  got.push(name)
  setTimeout(() => { console.error('api error InvalidAccessKeyId: managed'); process.exit(42) }, 500)
})
fs.appendFileSync(dir + '/calls', 'x\\n')
console.log('ready')
setTimeout(() => process.exit(1), 60_000)`

let program: ScriptProgram
beforeEach(async () => {
  program = await scriptProgram('artifacts', { node: COUNTS })
})
afterEach(() => program.stop())

const CREATE = () => [program.path, 'workspace', 'create', 'my-workspace']

describe('a signal', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const)(
    '%s reaches the command once; it ends in its own way, with its own code, and is not run again',
    async (name) => {
      const { child, ended } = spawnDoctor([...EXEC, ...CREATE()])
      await once(child.stdout ?? child, 'data')
      child.kill(name)
      const { code, signal, stderr } = await ended
      expect({ code, signal }).toEqual({ code: 42, signal: null })
      expect(await program.read('got')).toBe(`${name}\n`)
      expect(await program.read('calls')).toBe('x\n')
      expect(stderr).not.toMatch(/attempt 2/)
    },
  )

  it('that ends the command gives the code of a shell', async () => {
    for (const name of ['SIGTERM', 'SIGKILL', 'SIGSEGV'] as const) {
      const { child, ended } = spawnDoctor([...EXEC, 'sh', '-c', `kill -${name.slice(3)} $$`])
      child.stdout?.resume()
      const { code, stderr } = await ended
      expect(code).toBe(128 + constants.signals[name])
      expect(stderr).toMatch(new RegExp(`sh was ended by ${name}`))
    }
  })

  it('between two attempts ends the waiting', async () => {
    await program.stop()
    program = await scriptProgram('artifacts', {
      sh: 'echo x >> "$dir/calls"; echo called; echo "api error InvalidAccessKeyId: managed" >&2; exit 3',
    })
    const { child, ended } = spawnDoctor([...EXEC, ...CREATE()])
    await waitForText(child.stderr, /runs artifacts workspace create again[\s\S]*Wait/)
    await sleep(200)
    child.kill('SIGTERM')
    const { code, stderr } = await ended
    expect(code).toBe(143)
    expect(await program.read('calls')).toBe('x\nx\n')
    expect(stderr).toMatch(/stopped, and not run again/)
  })

  it('while the checks run keeps the command from being run', async () => {
    const { createServer } = await import('node:net')
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as { port: number }
    try {
      const url = `http://127.0.0.1:${port}`
      const { child, ended } = spawnDoctor([
        ...['exec', '--only', 'orchestrator/reachable', '--orchestrator-url', url, '--'],
        ...CREATE(),
      ])
      child.stdout?.resume()
      await once(silent, 'connection')
      child.kill('SIGINT')
      expect((await ended).code).toBe(130)
      expect(await program.read('calls')).toBe('')
    } finally {
      silent.close()
    }
  })
})

describe('on a terminal', () => {
  it('Ctrl-C reaches the command once: from the terminal, and not from us as well', async () => {
    const line = ['exec', ...doctorCommand, ...EXEC, ...CREATE()].join(' ')
    // script(1) gives it a terminal of its own, and answers with its exit code.
    const terminal = spawn('script', ['-qec', line, '/dev/null'], {
      env: { PATH: process.env.PATH, HOME: '/nonexistent', SHELL: '/bin/sh', TERM: 'xterm' },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    await waitForText(terminal.stdout, /ready/)
    await sleep(200)
    terminal.stdin.write('\u0003')
    const [code] = await once(terminal, 'close')
    expect(code).toBe(42)
    expect(await program.read('got')).toBe('SIGINT\n')
  })
})

describe('a signal on a terminal', () => {
  it.each(['SIGINT', 'SIGHUP', 'SIGQUIT'] as const)(
    '%s that was sent to the doctor alone reaches the command, once',
    async (name) => {
      // A shell of its own, so that the pid is told and everything is in the foreground.
      const line = ['echo pid=$$;', 'exec', ...doctorCommand, ...EXEC, ...CREATE()].join(' ')
      const terminal = spawn('script', ['-qec', line, '/dev/null'], {
        env: { PATH: process.env.PATH, HOME: '/nonexistent', SHELL: '/bin/sh', TERM: 'xterm' },
        stdio: ['pipe', 'pipe', 'pipe'],
      })
      const said = await waitForText(terminal.stdout, /pid=\d+[\s\S]*ready/)
      process.kill(Number(/pid=(\d+)/.exec(said)?.[1]), name)
      const [code] = await once(terminal, 'close')
      expect(code).toBe(42)
      expect(await program.read('got')).toBe(`${name}\n`)
    },
  )
})

describe('a signal to the whole process group', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s reaches the command once', async (name) => {
    const [node, script] = doctorCommand
    const child = spawn(node, [script, ...EXEC, ...CREATE()], {
      env: { PATH: process.env.PATH, HOME: '/nonexistent' },
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    })
    await waitForText(child.stdout, /ready/)
    process.kill(-(child.pid ?? 0), name)
    const [code] = await once(child, 'close')
    expect(code).toBe(42)
    expect(await program.read('got')).toBe(`${name}\n`)
  })
})

async function waitForText(stream: NodeJS.ReadableStream | null, text: RegExp): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    stream?.on('data', (chunk) => {
      said += chunk
      if (text.test(said)) resolve(said)
    })
    stream?.once('end', () => reject(new Error(`never said ${text}: ${said}`)))
  })
}
