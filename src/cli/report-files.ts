import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { isAnswering } from '../disk/answering.ts'
import { nearest } from '../nearest.ts'
import { type Format, formats } from '../reporters/index.ts'
import { UsageError } from '../usage-error.ts'

/** A report that was asked for beside the one on standard output. */
export interface ReportFile {
  readonly format: Format
  /** A path, or `-` for standard error. */
  readonly file: string
}

/** What `--report FORMAT=FILE` asks for; throws a UsageError for what cannot be written, as far as can be told before. */
export async function reportFiles(values: readonly string[]): Promise<ReportFile[]> {
  const wanted = values.map(parsed)
  const paths = wanted.map(({ file }) => resolve(file))
  for (const [index, { file }] of wanted.entries()) {
    if (paths.indexOf(resolve(file)) < index)
      throw new UsageError(`--report: two reports would go to '${file}'; expected a file for each`)
    if (file !== '-') await checkPlace(file)
  }
  return wanted
}

function parsed(value: string): ReportFile {
  const [, format = '', file = ''] = /^([^=]*)=(.*)$/s.exec(value) ?? []
  if (file === '') {
    throw new UsageError(
      `--report: '${value}' is not FORMAT=FILE; expected for example junit=report.xml`,
    )
  }
  if (!(formats as readonly string[]).includes(format)) {
    throw new UsageError(
      `--report: '${format}' is not a format; expected ${formats.join(', ')}; nearest: ${nearest(format, formats)}`,
    )
  }
  if (file === '-' && format !== 'github') {
    throw new UsageError(
      `--report: '${value}': only github may go to standard error; expected a file, or --format ${format} for standard output`,
    )
  }
  return { format: format as Format, file }
}

async function checkPlace(file: string): Promise<void> {
  if (!(await isAnswering(file, 'write')))
    throw new UsageError(
      `--report: '${file}' cannot be written: it is on a mount that does not answer`,
    )
  const directory = await kindOf(dirname(file))
  if (directory !== 'directory') {
    throw new UsageError(
      `--report: '${file}' cannot be written: ${dirname(file)} is ${directory === undefined ? 'not there' : 'no directory'}`,
    )
  }
  if ((await kindOf(file)) === 'directory')
    throw new UsageError(`--report: '${file}' is a directory; expected a file`)
}

async function kindOf(path: string): Promise<'directory' | 'other' | undefined> {
  try {
    return (await stat(path)).isDirectory() ? 'directory' : 'other'
  } catch {
    return undefined
  }
}
