import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atProcessEnd } from './process-end.ts'

/** A directory of a test's own. */
export interface TemporaryDirectory {
  readonly path: string
  /** Removes the directory and all that is in it. */
  remove(): Promise<void>
}

/** Makes an empty directory where the system keeps such; it is removed with the process at last. */
export async function temporaryDirectory(): Promise<TemporaryDirectory> {
  const path = await mkdtemp(join(tmpdir(), 'artifacts-doctor-test-'))
  const callOff = atProcessEnd(() => rmSync(path, { recursive: true, force: true }))
  const remove = async () => {
    await rm(path, { recursive: true, force: true, maxRetries: 3 })
    callOff()
  }
  return { path, remove }
}
