import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { doctorCommand, type Run, type RunOptions, runProgram } from './doctor.ts'
import { temporaryDirectory } from './temporary-directory.ts'

/** What a run of the built doctor began: connections as `host:port`, names, datagrams, programs. */
export interface RecordedRun extends Run {
  readonly connections: readonly string[]
  readonly names: readonly string[]
  readonly datagrams: readonly string[]
  readonly programs: readonly string[]
}

/** Notes what is begun in the very process, at the doors through which all of Node's clients go. */
const RECORDER = `data:text/javascript,${encodeURIComponent(`
import { ChildProcess } from 'node:child_process'
import dgram from 'node:dgram'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { Socket } from 'node:net'
const note = (kind, what) => appendFileSync(process.env.RECORD, JSON.stringify([kind, what]) + '\\n')
const wrap = (object, name, kind, seen) => {
  const own = object[name]
  object[name] = function (...args) {
    note(kind, seen(args))
    return own.apply(this, args)
  }
}
wrap(Socket.prototype, 'connect', 'connections', (args) => {
  const [first] = args.flat()
  return typeof first === 'object' ? (first.path ?? first.host + ':' + first.port) : args.join(':')
})
wrap(dgram.Socket.prototype, 'send', 'datagrams', (args) => String(args.slice(1)))
wrap(ChildProcess.prototype, 'spawn', 'programs', ([options]) => options.args.join(' '))
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
  wrap(dns, name, 'names', ([host]) => host)
  wrap(dns.promises, name, 'names', ([host]) => host)
}
syncBuiltinESMExports()
`)}`

/** Runs the built doctor as `runDoctor` does, and notes whom it turns to. */
export async function recordDoctor(
  args: readonly string[],
  options: RunOptions = {},
): Promise<RecordedRun> {
  const directory = await temporaryDirectory()
  const file = join(directory.path, 'record')
  const [node, ...doctor] = doctorCommand
  const env = { ...options.env, RECORD: file }
  const run = await runProgram([node, '--import', RECORDER, ...doctor, ...args], {
    ...options,
    env,
  })
  const text = await readFile(file, 'utf8').catch(() => '')
  await directory.remove()
  const noted = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as [string, string])
  const of = (kind: string) => [
    ...new Set(noted.flatMap(([one, what]) => (one === kind ? [what] : []))),
  ]
  return {
    ...run,
    connections: of('connections'),
    names: of('names'),
    datagrams: of('datagrams'),
    programs: of('programs'),
  }
}
