import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Catalogue } from '../catalogue.ts'
import { ensureAnswering } from '../disk/answering.ts'
import { causeIndex } from '../reporters/cause-index.ts'
import { causePage, pageName } from '../reporters/cause-page.ts'
import { UsageError } from '../usage-error.ts'

/** Every page of the causes by its file name, the index first. */
export function pagesOf(catalogue: Catalogue): ReadonlyMap<string, string> {
  return new Map([
    ['README.md', causeIndex(catalogue)],
    ...Object.entries(catalogue).map(
      ([id, cause]) => [pageName(id), causePage(id, cause, catalogue)] as const,
    ),
  ])
}

/** Writes every page into a directory, which is made where it is missing, and removes those of causes that are no more. */
export async function writePages(directory: string, catalogue: Catalogue): Promise<void> {
  const pages = pagesOf(catalogue)
  try {
    await ensureAnswering(join(directory, 'README.md'), 'write')
    await makeDirectory(directory)
    const stale = (await readdir(directory)).filter((name) => isPage(name) && !pages.has(name))
    await Promise.all([
      ...stale.map((name) => rm(join(directory, name))),
      ...[...pages].map(([name, text]) => writeFile(join(directory, name), text)),
    ])
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    throw new UsageError(
      `--output: nothing can be written to '${directory}' (${code}); expected a directory that is yours`,
    )
  }
}

/** Makes a directory and those above it. Node's own `recursive` has no end where nothing can be made, as below /proc. */
async function makeDirectory(directory: string): Promise<void> {
  const path = resolve(directory)
  const made = await mkdir(path).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => error,
  )
  if (made === undefined || made.code === 'EEXIST') return
  if (made.code !== 'ENOENT') throw made
  await makeDirectory(dirname(path))
  await mkdir(path)
}

function isPage(name: string): boolean {
  return /^[a-z]+-[a-z0-9-]+\.md$/.test(name)
}
