import { Readable, Writable } from 'node:stream'
import { main } from '../../src/cli/main.ts'
import type { Plugin } from '../../src/plugins/plugin.ts'
import { type Redactor, redactor } from '../../src/secrets/redactor.ts'
import { onlyMounts } from '../support/own-mounts.ts'

/** What a run of `main` said. */
export interface Said {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  readonly both: string
}

/** How `main` is run. */
export interface Surroundings {
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly stdin?: string
  /** The doctor's own unless given. */
  readonly redactor?: (known: Iterable<string>) => Redactor
  /** The built-in checks unless given. */
  readonly loadChecks?: () => Promise<Plugin>
  /** How wide the standard error is, where it is a terminal. */
  readonly terminal?: number
}

/** The redactor switched off. */
export const off = (): Redactor => (text) => text

/** Runs the doctor's `main` in this process, on streams that are kept. */
export async function runMain(args: readonly string[], given: Surroundings = {}): Promise<Said> {
  const { env = {}, stdin = '', terminal } = given
  const [stdout, stderr] = [kept({}), kept(terminal ? { isTTY: true, columns: terminal } : {})]
  const code = await main(args, {
    env: Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined)),
    stdin: Readable.from([stdin]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    files: onlyMounts(),
    loadCauses: async () => (await import('../../checks/causes/index.ts')).causes,
    loadChecks: given.loadChecks ?? (async () => (await import('../../checks/index.ts')).default),
    redactor: given.redactor ?? redactor,
  })
  const said = { stdout: stdout.text(), stderr: stderr.text() }
  return { code, ...said, both: said.stdout + said.stderr }
}

function kept(terminal: object): { stream: Writable; text(): string } {
  const chunks: Buffer[] = []
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk)
      done()
    },
  })
  return {
    stream: Object.assign(stream, terminal),
    text: () => Buffer.concat(chunks).toString('utf8'),
  }
}
