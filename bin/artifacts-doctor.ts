#!/usr/bin/env node
import { leave } from '../src/cli/leave.ts'
import { asksVersion, printVersion } from '../src/cli/print-version.ts'

const args = process.argv.slice(2)
const code = asksVersion(args) ? await printVersion(process) : await run()
process.exitCode = code
// What a plug-in left behind does not change the answer,
process.on('exit', () => {
  process.exitCode = code
})
// and nothing that still hangs may keep it from whoever waits for it.
setTimeout(() => leave(code), 500).unref()

async function run(): Promise<number> {
  const { main } = await import('../src/cli/main.ts')
  const { redactor } = await import('../src/redactor.ts')
  return main(args, {
    // As it was at the start: a plug-in may change its own.
    env: { ...process.env },
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    loadCauses: async () => (await import('../checks/causes/index.ts')).causes,
    loadChecks: async () => (await import('../checks/index.ts')).default,
    redactor,
  })
}
