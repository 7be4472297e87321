import { execFile } from 'node:child_process'
import { closeSync, constants, openSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { ensureAnswering } from '../disk/answering.ts'

/** A pipe(7): what is written to its write end comes out of its source. */
export interface RealPipe {
  readonly source: Readable
  /** The descriptor to be given to a child. */
  readonly writeEnd: number
  /** Closes the write end here, so that the source ends with the last process that was given it. */
  handedOver(): void
}

/** For standard output and for standard error. */
export type RealPipes = readonly [RealPipe, RealPipe]

/**
 * Two pipes, or nothing where the system gives none. Node's own are socket pairs: a program that
 * opens /dev/stderr fails on those, and one whose reader has gone gets no SIGPIPE.
 */
export async function realPipes(): Promise<RealPipes | undefined> {
  let directory: string | undefined
  try {
    await ensureAnswering(join(tmpdir(), 'artifacts-doctor'), 'write')
    directory = await mkdtemp(join(tmpdir(), 'artifacts-doctor-'))
    const paths = [join(directory, 'stdout'), join(directory, 'stderr')] as const
    // Node has no mkfifo(3).
    await promisify(execFile)('mkfifo', ['-m', '600', ...paths])
    return [opened(paths[0]), opened(paths[1])]
  } catch {
    return undefined
  } finally {
    if (directory !== undefined) await rm(directory, { recursive: true, force: true })
  }
}

function opened(path: string): RealPipe {
  // A reader first, without waiting for a writer: then no end waits for the other.
  const reading = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const writing = openSync(path, constants.O_WRONLY)
  return {
    source: new Socket({ fd: reading, readable: true, writable: false }),
    writeEnd: writing,
    handedOver: () => closeSync(writing),
  }
}
