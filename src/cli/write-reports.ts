import { appendFile } from 'node:fs/promises'
import { ensureAnswering } from '../disk/answering.ts'
import type { Report } from '../report/report.ts'
import { render } from '../reporters/index.ts'
import type { Look } from '../reporters/look.ts'
import { visible } from '../visible.ts'
import type { Io } from './io.ts'
import type { ReportFile } from './report-files.ts'
import { mention, write } from './write.ts'
import { writeWhole } from './write-file.ts'

const same = (text: string) => text

/** What is no path for us: opened anew, it fails on a socket, and has a place of its own in a file. */
const STREAMS: ReadonlyMap<string, 'stdout' | 'stderr'> = new Map([
  ['-', 'stderr'],
  ['/dev/stderr', 'stderr'],
  ['/dev/stdout', 'stdout'],
])

/** Writes a report, which holds no secret, to each of these files; what could not be written comes back, a sentence each. */
export async function writeReports(
  report: Report,
  files: readonly ReportFile[],
  {
    io,
    look,
    lines,
  }: {
    readonly io: Pick<Io, 'stdout' | 'stderr'>
    readonly look: Look
    /** The events of the run, where they were kept. */
    readonly lines?: readonly string[]
  },
): Promise<string[]> {
  const faults: string[] = []
  for (const { format, file } of files) {
    try {
      const text =
        format === 'ndjson' && lines !== undefined
          ? lines.join('')
          : await render(format, report, look)
      const stream = STREAMS.get(file)
      if (stream === undefined) await writeWhole(file, text)
      else await write(io[stream], text, same)
    } catch (error) {
      faults.push(`the report cannot be written to '${file}': ${reason(error)}`)
    }
  }
  return faults
}

/**
 * Appends the report to the summary of the step where this is one of GitHub Actions
 * (docs.github.com, "Adding a job summary"); a summary that cannot be written is told, and is no
 * failure: in a container, its file may not be there.
 */
export async function writeStepSummary(
  report: Report,
  look: Look,
  { env, stderr }: Pick<Io, 'env' | 'stderr'>,
): Promise<void> {
  const file = env.GITHUB_STEP_SUMMARY
  if (env.GITHUB_ACTIONS !== 'true' || file === undefined || file === '') return
  try {
    await ensureAnswering(file, 'write')
    await appendFile(file, await summary(report, look))
  } catch (error) {
    const text = `artifacts-doctor: the step summary cannot be written: ${visible(reason(error))}\n`
    await mention(stderr, text, same)
  }
}

/** More than this, and GitHub takes nothing of it; other steps' summaries count for themselves. */
const LARGEST_SUMMARY = 1_000_000

async function summary(report: Report, look: Look): Promise<string> {
  const text = await render('markdown', report, look)
  if (Buffer.byteLength(text) <= LARGEST_SUMMARY) return text
  return render('markdown', report, { ...look, detail: 'quiet' })
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return code ?? message
}
