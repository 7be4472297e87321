import { execFile } from 'node:child_process'
import { cp, mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { repositoryRoot } from '../support/doctor.ts'
import { type TemporaryDirectory, temporaryDirectory } from '../support/temporary-directory.ts'

const run = promisify(execFile)

/** A directory with an example in it, and beside it the package as npm packs it. */
export interface Packed extends TemporaryDirectory {
  /** Where the package is unpacked. */
  readonly doctor: string
  /** What npm made of it. */
  readonly tarball: string
}

/** Packs what is built, and lays it into the `node_modules` of a copy of an example. */
export async function packedBeside(example: string): Promise<Packed> {
  const home = await temporaryDirectory()
  const doctor = join(home.path, 'node_modules/artifacts-doctor')
  await cp(join(repositoryRoot, 'examples', example), home.path, { recursive: true })
  await mkdir(doctor, { recursive: true })
  // Built already: a build under way would take the doctor from under the other tests.
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', home.path]
  const { stdout } = await run('npm', pack, { cwd: repositoryRoot })
  const tarball = join(home.path, stdout.trim())
  await run('tar', ['-xzf', tarball, '-C', doctor, '--strip-components=1'])
  // It depends on nothing. The example is checked with the types of Node.
  await symlink(join(repositoryRoot, 'node_modules/@types'), join(home.path, 'node_modules/@types'))
  return { ...home, doctor, tarball }
}

/** The command that checks the types of an example. */
export const typecheck = [
  process.execPath,
  join(repositoryRoot, 'node_modules/typescript/bin/tsc'),
] as const
