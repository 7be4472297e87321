import { lstat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isAnswering } from '../disk/answering.ts'
import { UsageError } from '../usage-error.ts'

/** The names under which a configuration is found. */
export const CONFIG_NAMES = [
  'artifacts-doctor.config.json',
  'artifacts-doctor.config.yaml',
  'artifacts-doctor.config.yml',
] as const

/**
 * The path of the configuration in `directory` or nearest above it; undefined if there is none.
 * The search ends with the directory that holds a `.git`, with the home directory and with the
 * root: what lies above somebody's project is not of the project. It ends too, and `unanswered` is
 * told, with one that is on a mount which does not answer.
 */
export async function findConfig(
  directory: string,
  home?: string,
  unanswered: (directory: string) => void = () => {},
): Promise<string | undefined> {
  if (!(await isAnswering(directory, 'read'))) {
    unanswered(directory)
    return undefined
  }
  const there = await present(directory, CONFIG_NAMES)
  if (there.length > 1)
    throw new UsageError(
      `${directory} holds ${there.join(' and ')}; expected only one: it is unclear which is meant`,
    )
  const [name] = there
  if (name !== undefined) return join(directory, name)
  const parent = dirname(directory)
  if (parent === directory || directory === home) return undefined
  if ((await present(directory, ['.git'])).length > 0) return undefined
  return findConfig(parent, home, unanswered)
}

/** Those of the names that are there, whatever they are: a link to nothing is for the reader. */
async function present<T extends string>(directory: string, names: readonly T[]): Promise<T[]> {
  const found = await Promise.all(
    names.map((name) =>
      lstat(join(directory, name)).then(
        () => true,
        () => false,
      ),
    ),
  )
  return names.filter((_, index) => found[index])
}
