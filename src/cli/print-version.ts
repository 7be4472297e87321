import { version } from '../version.ts'
import { write } from './write.ts'

/**
 * Prints the version and answers with the exit code; 2 where it cannot be written. Of the streams
 * of the process, which Node makes when they are first named, only those that are used are.
 */
export async function printVersion(
  streams: Pick<NodeJS.Process, 'stdout' | 'stderr'>,
): Promise<number> {
  streams.stdout.on('error', () => {})
  try {
    await write(streams.stdout, `${version}\n`, (text) => text)
    return 0
  } catch (error) {
    streams.stderr.write(`artifacts-doctor: ${(error as Error).message}\n`)
    return 2
  }
}
