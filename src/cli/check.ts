import { stripVTControlCharacters } from 'node:util'
import type { Configuration } from '../configuration.ts'
import { diagnose } from '../diagnose.ts'
import { disk } from '../files.ts'
import { type Prepared, prepare } from '../prepare.ts'
import { progressOn, silent } from '../progress/index.ts'
import type { Redactor } from '../redactor.ts'
import type { Report } from '../report.ts'
import type { Format } from '../reporters/index.ts'
import type { Given } from '../resolve-settings.ts'
import type { Listener } from '../run-events.ts'
import { secretsIn } from '../secrets-in.ts'
import { unmadeReport } from '../unmade-report.ts'
import {
  type Allowed,
  allowedBy,
  type CheckArguments,
  configurationOf,
  flagsOf,
  one,
  selectionOf,
} from './check-arguments.ts'
import { type ColourChoice, canRepaint, coloured } from './colour.ts'
import { interruptible } from './interrupt.ts'
import type { Io } from './io.ts'
import { outputOf } from './output.ts'
import { redacting } from './redacting-stream.ts'
import { write } from './write.ts'

/** Runs the checks and reports; answers with the exit code. */
export async function check(argv: CheckArguments, io: Io): Promise<number> {
  const startedAt = new Date()
  const output = await outputOf(argv, io)
  let report: Report
  try {
    const allowed = allowedBy(argv)
    const prepared = await preparedBy(argv, io)
    await announce(prepared, output.format, argv, io)
    report = await watched(prepared, allowed, argv, io, output.listener)
  } catch (error) {
    await output.abandon(unmadeReport(error, startedAt, io.redactor(secretsIn(io.env))))
    throw error
  }
  return output.finish(report)
}

/** Writes what a run that could not even begin has to say, wherever a report was asked for. */
export async function unstarted(error: unknown, argv: CheckArguments, io: Io): Promise<void> {
  const output = await outputOf(argv, io)
  await output.abandon(unmadeReport(error, new Date(), io.redactor(secretsIn(io.env))))
}

/** Says what will be written, where the report does not say it in its own first line. */
async function announce(
  { writes, redact }: Prepared,
  format: Format,
  argv: CheckArguments,
  io: Io,
): Promise<void> {
  if (writes === undefined || argv.quiet === true || format === 'text') return
  const text = `artifacts-doctor: writes and removes ${writes} (--read-only leaves that out)\n`
  await write(io.stderr, text, redact)
}

/** The run that a command line asks for; `command` holds the words of a command that is wrapped. */
export async function preparedBy(
  argv: CheckArguments,
  io: Io,
  command: Given = {},
): Promise<Prepared> {
  const configuration = configurationOf(argv)
  return prepare({
    flags: flagsOf(argv),
    command,
    env: io.env,
    files: disk,
    ...(configuration === undefined ? {} : configured(configuration)),
    plugins: [await io.loadChecks()],
    guests: io.guests ?? [],
    selection: selectionOf(argv),
    redactor: io.redactor,
  })
}

function configured({ path, source, profile, settings, severities, waivers }: Configuration) {
  const config = { path, source, ...(profile === undefined ? {} : { profile }) }
  return { config: { path, values: settings }, configured: { config, severities, waivers } }
}

/** Runs the checks with progress on stderr, until they end or a signal or the deadline ends them. */
export async function watched(
  prepared: Prepared,
  allowed: Allowed,
  argv: CheckArguments,
  io: Io,
  listener?: Listener,
): Promise<Report> {
  const { redact } = prepared
  const { timeoutMs, deadlineMs, wait, failOn } = allowed
  const leftovers = new Set<string>()
  const stop = interruptible({
    deadlineMs,
    wait,
    onSecond: () => sayLeftovers(io, leftovers, redact),
  })
  try {
    return await diagnose(prepared, {
      signal: stop.signal,
      interrupted: stop.interrupted,
      timeoutMs,
      wait,
      failOn,
      leftovers,
      ...(listener === undefined ? {} : { listener }),
      progress: argv.quiet === true ? silent : await progressOn(screenOf(io, redact, argv)),
    })
  } finally {
    stop.release()
  }
}

/** What `--color` says. */
export function colourOf(argv: CheckArguments): ColourChoice {
  return (one(argv, 'color') ?? 'auto') as ColourChoice
}

function screenOf(io: Io, redact: Redactor, argv: CheckArguments) {
  // A terminal that does not know its size says 0.
  const { columns, rows } = io.stderr as Partial<NodeJS.WriteStream>
  const live = canRepaint(io.stderr, io.env)
  // Listr colours its lines by its own lights.
  const plain = (text: string) => stripVTControlCharacters(redact(text))
  const clean = live || coloured(colourOf(argv), io.stderr, io.env) ? redact : plain
  const stream = redacting(io.stderr, clean)
  return { stream, live, redact, columns: columns || 80, rows: rows || 24 }
}

function sayLeftovers(io: Io, leftovers: ReadonlySet<string>, redact: Redactor): void {
  const text = [...leftovers]
    .map((name) => `artifacts-doctor: may be left behind: ${name}\n`)
    .join('')
  io.stderr.write(redact(text))
}
