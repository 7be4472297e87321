import { stripVTControlCharacters } from 'node:util'
import type { Configuration } from '../configuration.ts'
import { diagnose } from '../diagnose.ts'
import { disk } from '../files.ts'
import { type Prepared, prepare } from '../prepare.ts'
import { progressOn, silent } from '../progress/index.ts'
import type { Redactor } from '../redactor.ts'
import type { Report } from '../report.ts'
import { reporters } from '../reporters/index.ts'
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
import { redacting } from './redacting-stream.ts'
import { write } from './write.ts'

/** Runs the checks and reports; answers with the exit code. */
export async function check(argv: CheckArguments, io: Io): Promise<number> {
  const allowed = allowedBy(argv)
  const prepared = await preparedBy(argv, io)
  const format = one(argv, 'format') as keyof typeof reporters
  // The text report says it in its own first line.
  if (prepared.writes !== undefined && argv.quiet !== true && format !== 'text') {
    const text = `artifacts-doctor: writes and removes ${prepared.writes} (--read-only leaves that out)\n`
    await write(io.stderr, text, prepared.redact)
  }
  const report = await watched(prepared, allowed, argv, io)
  const text = await reporters[format](report, {
    colour: coloured(colourOf(argv), io.stdout, io.env),
    columns: (io.stdout as Partial<NodeJS.WriteStream>).columns || 80,
    detail: argv.quiet === true ? 'quiet' : argv.verbose === true ? 'verbose' : 'normal',
  })
  // The values are clean; only shapes are looked for again, and in JSON, where an escape may
  // stand before them, not even those.
  await write(io.stdout, text, format === 'json' ? (json) => json : io.redactor([]))
  return report.exitCode
}

/** The run that a command line asks for. */
export async function preparedBy(argv: CheckArguments, io: Io): Promise<Prepared> {
  const configuration = configurationOf(argv)
  return prepare({
    flags: flagsOf(argv),
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
      progress: argv.quiet === true ? silent : await progressOn(screenOf(io, redact, argv)),
    })
  } finally {
    stop.release()
  }
}

function colourOf(argv: CheckArguments): ColourChoice {
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
