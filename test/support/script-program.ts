import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryDirectory } from './temporary-directory.ts'

/** A program that a test has written, in a directory of its own. */
export interface ScriptProgram {
  readonly path: string
  readonly directory: string
  /** A PATH on which it comes first. */
  readonly searchPath: string
  /** What it has written into a file of its directory; empty where there is none. */
  read(name: string): Promise<string>
  stop(): Promise<void>
}

/**
 * Makes a program of that name from a script; `$dir` in a shell script, `dir` in one of Node's,
 * is its directory.
 */
export async function scriptProgram(
  name: string,
  script: { readonly sh: string } | { readonly node: string },
  mode = 0o755,
): Promise<ScriptProgram> {
  const { path: root, remove } = await temporaryDirectory()
  const directory = join(root, 'bin')
  await mkdir(directory)
  const path = join(directory, name)
  const text =
    'sh' in script
      ? `#!/bin/sh\ndir='${directory}'\n${script.sh}\n`
      : `#!${process.execPath}\nconst dir = ${JSON.stringify(directory)}\n${script.node}\n`
  await writeFile(path, text)
  await chmod(path, mode)
  return {
    path,
    directory,
    searchPath: `${directory}:${process.env.PATH}`,
    read: (file) => readFile(join(directory, file), 'utf8').catch(() => ''),
    stop: remove,
  }
}
