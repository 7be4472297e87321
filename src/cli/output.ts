import type { Report } from '../report/report.ts'
import { type Format, formats, render } from '../reporters/index.ts'
import type { Look } from '../reporters/look.ts'
import type { Listener } from '../run/run-events.ts'
import { visible } from '../visible.ts'
import { type CheckArguments, many, one } from './check-arguments.ts'
import { type ColourChoice, coloured } from './colour.ts'
import type { Io } from './io.ts'
import { reportFiles } from './report-files.ts'
import { mention, write } from './write.ts'
import { writeReports, writeStepSummary } from './write-reports.ts'

/** Where the report of a run goes: standard output, files, the summary of a step. */
export interface Output {
  readonly format: Format
  /** What must be told while the run goes; absent where no format wants that. */
  readonly listener?: Listener
  /** Writes the report everywhere and answers with the exit code: the report's, or 2 where it could not be written. */
  finish(report: Report): Promise<number>
  /** The same for the report of a run that never came to its end. */
  abandon(report: Report): Promise<void>
}

/**
 * The output that a command line asks for; throws a UsageError where it could not be written.
 * Without `screen`, standard output is somebody else's, and only files are written.
 */
export async function outputOf(argv: CheckArguments, io: Io, screen = true): Promise<Output> {
  const format = screen ? formatOf(one(argv, 'format')) : 'text'
  const files = await reportFiles(many(argv, 'report'))
  const choice = (one(argv, 'color') ?? 'auto') as ColourChoice
  const detail = argv.quiet === true ? 'quiet' : argv.verbose === true ? 'verbose' : 'normal'
  const look: Look = {
    colour: coloured(choice, io.stdout, io.env),
    columns: (io.stdout as Partial<NodeJS.WriteStream>).columns || 80,
    detail,
  }
  // What --quiet spares a terminal, a file can hold.
  const file: Look = {
    colour: choice === 'always',
    columns: 80,
    detail: detail === 'quiet' ? 'normal' : detail,
  }
  const stream = format === 'ndjson' ? inOrder(io) : undefined
  const lines: string[] = []
  const streamed = stream !== undefined || files.some(({ format }) => format === 'ndjson')
  const events = streamed
    ? (await import('../reporters/ndjson.ts')).events((line) => {
        lines.push(line)
        stream?.write(line)
      })
    : undefined

  async function everywhere(report: Report, toScreen: boolean): Promise<string[]> {
    events?.end(report)
    await writeStepSummary(report, file, io)
    const kept = events === undefined ? {} : { lines }
    const faults = await writeReports(report, files, { io, look: file, ...kept })
    try {
      if (stream !== undefined) await stream.end()
      else if (toScreen)
        await write(io.stdout, await render(format, report, look), last(format, io))
    } catch (error) {
      faults.push((error as Error).message)
    }
    return faults
  }

  return {
    format,
    ...(events === undefined ? {} : { listener: events.listener }),
    finish: async (report) => {
      const faults = await everywhere(report, screen)
      await say(faults, io)
      return faults.length === 0 || report.exitCode >= 128 ? report.exitCode : 2
    },
    abandon: async (report) => {
      // As text, the line on standard error says all that there is.
      await say(await everywhere(report, format !== 'text'), io)
    },
  }
}

/** What is no format was refused already: as text, that refusal stands alone. */
function formatOf(typed: string | undefined): Format {
  return formats.find((format) => format === typed) ?? 'text'
}

async function say(faults: readonly string[], io: Io): Promise<void> {
  for (const fault of faults)
    await mention(io.stderr, `artifacts-doctor: ${visible(fault)}\n`, io.redactor([]))
}

/**
 * What stands before the last writer. A report's values are clean; only shapes are looked for
 * again, and only in a text: what stands around a value in another format is no part of it.
 */
function last(format: Format, io: Io) {
  return format === 'text' ? io.redactor([]) : (text: string) => text
}

/** Writes lines one after the other, each when the reader has taken the one before; never rejects before its end. */
function inOrder(io: Io): { write(line: string): void; end(): Promise<void> } {
  let written: Promise<void> = Promise.resolve()
  let fault: { readonly error: unknown } | undefined
  return {
    write: (line) => {
      written = written
        .then(() => (fault === undefined ? write(io.stdout, line, (text) => text) : undefined))
        .catch((error) => {
          fault ??= { error }
        })
    },
    end: async () => {
      await written
      if (fault !== undefined) throw fault.error
    },
  }
}
