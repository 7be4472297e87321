#!/usr/bin/env node
const args = process.argv.slice(2)
// Kept before anybody else's code may be loaded.
const leave: (code?: number) => never = process.exit.bind(process)
const code = await run().catch(unstarted)
process.exitCode = code
// What a plug-in left behind does not change the answer,
process.on('exit', () => {
  process.exitCode = code
})
// and nothing that still hangs may keep it from whoever waits for it.
setTimeout(() => leave(code), 500).unref()

// Every part is loaded here, where it is told if one cannot be: Node would exit 1, which says that
// a check failed.
async function run(): Promise<number> {
  // To print the version needs no parser.
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V'))
    return (await import('../src/cli/print-version.ts')).printVersion(process)
  const [{ main }, { redactor }] = await Promise.all([
    import('../src/cli/main.ts'),
    import('../src/secrets/redactor.ts'),
  ])
  return main(args, {
    // As it was at the start: a plug-in, and an SDK, may change the process's own.
    env: { ...process.env },
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    loadCauses: async () => (await import('../checks/causes/index.ts')).causes,
    loadChecks: async () => (await import('../checks/index.ts')).default,
    redactor,
  })
}

function unstarted(error: unknown): number {
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.on('error', () => {})
  process.stderr.write(
    `artifacts-doctor: the doctor itself failed, which says nothing about your set-up: ${message}\n`,
  )
  return 3
}

export {}
