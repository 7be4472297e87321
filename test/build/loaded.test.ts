import { describe, expect, it } from 'vitest'
import { doctorCommand, runProgram } from '../support/doctor.ts'

/** Runs the built doctor, and answers with the modules of Node's own that it has loaded. */
async function loadedBy(args: readonly string[]): Promise<readonly string[]> {
  const text = `
process.argv.splice(1, 0, 'artifacts-doctor')
process.on('exit', () => process._rawDebug(JSON.stringify(process.moduleLoadList)))
await import(${JSON.stringify(doctorCommand[1])})`
  const node = [process.execPath, '--input-type=module', '-e', text]
  const { code, stderr } = await runProgram([...node, '--', ...args])
  expect(code).toBe(0)
  return (JSON.parse(stderr) as string[]).map((name) => name.replace('NativeModule ', ''))
}

/** What takes Node milliseconds to load, and is of use only once a server is asked. */
const SLOW = ['http', 'https', 'tls', 'crypto', 'dns', 'worker_threads', 'zlib']

describe('what asks no server loads nothing that does', () => {
  it.each([[['--version']], [['--help']], [['list']], [['graph']], [['explain', 'unauthorized']]])(
    '%s',
    async (args) => {
      const loaded = await loadedBy(args)
      expect(SLOW.filter((name) => loaded.includes(name))).toEqual([])
    },
  )

  it('which would be seen', async () => {
    expect(await loadedBy(['check', '--quiet', '--only', 'host/platform'])).toContain('https')
  })
})
