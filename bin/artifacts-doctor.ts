#!/usr/bin/env node
import { asksVersion, printVersion } from '../src/cli/print-version.ts'

const args = process.argv.slice(2)
process.exitCode = asksVersion(args) ? await printVersion(process) : await run()
// Nothing that still hangs may keep the answer from whoever waits for it.
setTimeout(() => process.exit(), 500).unref()

async function run(): Promise<number> {
  const { main } = await import('../src/cli/main.ts')
  const { redactor } = await import('../src/redactor.ts')
  return main(args, {
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    loadCauses: async () => (await import('../checks/causes/index.ts')).causes,
    loadChecks: async () => (await import('../checks/index.ts')).default,
    redactor,
  })
}
