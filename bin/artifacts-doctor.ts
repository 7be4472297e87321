#!/usr/bin/env node
import { main } from '../src/cli/main.ts'
import { redactor } from '../src/redactor.ts'

process.exitCode = await main(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  loadCauses: async () => (await import('../checks/causes/index.ts')).causes,
  loadChecks: async () => (await import('../checks/index.ts')).default,
  redactor,
})
// Nothing that still hangs may keep the answer from whoever waits for it.
setTimeout(() => process.exit(), 500).unref()
