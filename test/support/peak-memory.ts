import { doctorCommand, type Run, type RunOptions, runProgram } from './doctor.ts'

/** A run of the built doctor, and the most memory that it held at once. */
export interface MeasuredRun extends Run {
  readonly peakBytes: number
}

/** Says at the end, on stderr, what the kernel says of the process (getrusage(2), ru_maxrss). */
const WATCH = `data:text/javascript,${encodeURIComponent(`
import { writeSync } from 'node:fs'
process.on('exit', () => writeSync(2, '\\npeak:' + process.resourceUsage().maxRSS + '\\n'))
`)}`

/** Runs the built doctor as `runDoctor` does, and measures it. */
export async function measureDoctor(
  args: readonly string[],
  options: RunOptions = {},
): Promise<MeasuredRun> {
  const [node, ...doctor] = doctorCommand
  const run = await runProgram([node, '--import', WATCH, ...doctor, ...args], options)
  const kibibytes = /\npeak:(\d+)\n/.exec(run.stderr)?.[1]
  if (kibibytes === undefined) throw new Error(`it did not end by itself: ${run.stderr}`)
  return { ...run, peakBytes: Number(kibibytes) * 1024 }
}
