import { syncBuiltinESMExports } from 'node:module'
import { Writable } from 'node:stream'
import { guestNow } from '../plugins/guest.ts'
import type { Redactor } from '../secrets/redactor.ts'
import { describeThrown } from '../thrown.ts'
import { visible } from '../visible.ts'
import type { Io } from './io.ts'

type Output = Pick<NodeJS.WriteStream, 'write' | 'end' | 'destroy'>

/**
 * Guards the process against the code of plug-ins, for as long as it lives: what they print goes
 * to stderr, what they throw out of turn ends their check and not the doctor, and so does
 * `process.exit`. Answers with the doctor's own way to stdout. Code that means harm can get
 * around all of it: this keeps accidents from the report.
 */
export function guardProcess(io: Io, redact: Redactor): Io {
  const stdout = io.stdout as unknown as Output
  const stderr = io.stderr as unknown as Output
  const own = ownWay(io.stdout)
  const toStderr = stderr.write.bind(stderr) as (...args: unknown[]) => boolean
  const redacted = (chunk: unknown, ...rest: unknown[]) =>
    toStderr(redact(typeof chunk === 'string' ? chunk : textOf(chunk)), ...rest)
  stdout.write = redacted as Output['write']
  stderr.write = redacted as Output['write']
  // A plug-in must not close what the report is written to.
  stdout.end = (() => stdout) as unknown as Output['end']
  stdout.destroy = (() => stdout) as unknown as Output['destroy']

  const told = new WeakSet<object>()
  process.exit = ((code?: unknown) => {
    const what = `called process.exit(${code === undefined ? '' : visible(describeThrown(code))})`
    const error = new Error(what)
    if (guestNow()?.end(`the check ${what}`)) told.add(error)
    throw error
  }) as typeof process.exit
  syncBuiltinESMExports()

  const stray = (error: unknown) => {
    const guest = guestNow()
    if (typeof error === 'object' && error !== null && told.has(error)) return
    if (guest?.end(`the check failed outside of its own promise: ${describeThrown(error)}`)) return
    const left =
      guest === undefined ? 'an error outside of every check' : `${guest.who} left an error behind`
    redacted(`artifacts-doctor: ${left}: ${visible(describeThrown(error))}\n`)
  }
  process.on('uncaughtException', stray)
  process.on('unhandledRejection', stray)
  return { ...io, stdout: own }
}

/** A stream of our own to what `stdout` writes to now. */
function ownWay(stdout: Writable): Writable {
  const write = stdout.write.bind(stdout)
  const { isTTY, columns, rows } = stdout as Partial<NodeJS.WriteStream>
  const own = new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, _encoding, done) => void write(chunk, done),
  })
  // Whoever writes learns of an error by the callback; the event would end the process.
  own.on('error', () => {})
  return Object.assign(own, { isTTY, columns, rows })
}

function textOf(chunk: unknown): string {
  return chunk instanceof Uint8Array ? Buffer.from(chunk).toString() : String(chunk)
}
