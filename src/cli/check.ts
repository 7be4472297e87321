import { stripVTControlCharacters } from 'node:util'
import type { Configuration } from '../config/configuration.ts'
import { diagnose } from '../diagnose.ts'
import { disk } from '../disk/disk.ts'
import { type Prepared, prepare } from '../prepare.ts'
import { progressOn, silent } from '../progress/index.ts'
import { abandonedReport } from '../report/abandoned-report.ts'
import type { Report } from '../report/report.ts'
import type { Format } from '../reporters/index.ts'
import type { Listener } from '../run/run-events.ts'
import type { Redactor } from '../secrets/redactor.ts'
import { secretsIn } from '../secrets/secrets-in.ts'
import type { Given } from '../settings/setting-sources.ts'
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
import { type Interruption, interruptible } from './interrupt.ts'
import type { Io } from './io.ts'
import { outputOf } from './output.ts'
import { redacting } from './redacting-stream.ts'
import { mention } from './write.ts'

/** Runs the checks and reports; answers with the exit code. */
export async function check(argv: CheckArguments, io: Io): Promise<number> {
  const startedAt = new Date()
  const output = await outputOf(argv, io)
  let watch: Watch | undefined
  let report: Report
  try {
    const allowed = allowedBy(argv)
    watch = watchOver(allowed, io)
    const prepared = await watch.stop.unlessEnded(preparedBy(argv, io))
    await announce(prepared, output.format, argv, io)
    report = await watched(prepared, allowed, argv, io, { watch, listener: output.listener })
  } catch (error) {
    const ended = watch?.stop.signal.aborted === true ? watch.stop : undefined
    report = abandonedReport(error, startedAt, io.redactor(secretsIn(io.env)), ended)
    if (ended === undefined) {
      await output.abandon(report)
      watch?.stop.release()
      throw error
    }
  }
  watch?.stop.onlyWriting()
  const code = await output.finish(report)
  watch?.stop.release()
  return watch?.stop.code() ?? code
}

/** What may end a run, and what it has written until then. */
interface Watch {
  readonly stop: Interruption
  readonly leftovers: Set<string>
}

function watchOver({ deadlineMs, wait }: Allowed, io: Io): Watch {
  const leftovers = new Set<string>()
  const redact = io.redactor(secretsIn(io.env))
  const onSecond = () => sayLeftovers(io, leftovers, redact)
  return { leftovers, stop: interruptible({ deadlineMs, wait, onSecond }) }
}

/**
 * Writes what a run that could not even begin has to say, wherever a report was asked for; without
 * `screen`, not on standard output.
 */
export async function unstarted(
  error: unknown,
  argv: CheckArguments,
  io: Io,
  screen = true,
): Promise<void> {
  const output = await outputOf(argv, io, screen)
  await output.abandon(abandonedReport(error, new Date(), io.redactor(secretsIn(io.env))))
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
  await mention(io.stderr, text, redact)
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
    files: io.files ?? disk,
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
  {
    watch,
    listener,
  }: {
    /** Whoever gives it releases it. */
    readonly watch?: Watch
    readonly listener?: Listener | undefined
  } = {},
): Promise<Report> {
  const { redact } = prepared
  const { timeoutMs, wait, failOn } = allowed
  const { stop, leftovers } = watch ?? watchOver(allowed, io)
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
    if (watch === undefined) stop.release()
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
