import { rmSync } from 'node:fs'
import { access, constants, link, lstat, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ensureAnswering } from '../disk/answering.ts'
import { UsageError } from '../usage-error.ts'
import type { BundleFile } from './document.ts'
import type { SecretFinder } from './find-secrets.ts'
import { pack } from './pack.ts'
import { readBundle } from './read-bundle.ts'
import { type Left, scan } from './scan.ts'

/** What became of a bundle, which is kept only once all of it has been scanned. */
export type Written =
  | { readonly kind: 'written'; readonly bytes: number }
  | { readonly kind: 'refused'; readonly left: Left }
  | { readonly kind: 'unscanned' }

/** What is to be written, and where. */
export interface Writing {
  readonly path: string
  readonly files: readonly BundleFile[]
  readonly createdAt: Date
  /** Looks at what was written once more. */
  readonly find: SecretFinder
  /** Whether a file that is there may be replaced. */
  readonly force: boolean
  /** Ends the writing; nothing is left behind. */
  readonly signal: AbortSignal
}

/** Throws a UsageError where no bundle can be written: before anything is asked or collected. */
export async function checkOutput(path: string, force: boolean): Promise<void> {
  await answeringAt(path)
  const there = await lstat(path).catch(() => undefined)
  if (there !== undefined && !there.isFile())
    throw new UsageError(`--output: '${path}' is not a regular file; expected a file to write`)
  if (there !== undefined && !force) throw exists(path)
  await access(dirname(path), constants.W_OK).catch((error: unknown) => {
    throw unwritable(path, error)
  })
}

/**
 * Writes a bundle that only its owner can read, looks through the very file for secrets, and only
 * then gives it its name. Throws a UsageError where it cannot be written.
 */
export async function writeBundle(writing: Writing): Promise<Written> {
  const { path, files, createdAt, find, force, signal } = writing
  const archive = await pack(files, createdAt)
  signal.throwIfAborted()
  await answeringAt(path)
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.part`)
  const remove = () => rmSync(temporary, { force: true })
  // A second Ctrl-C ends the process at once.
  process.once('exit', remove)
  try {
    await store(temporary, archive, path)
    const left = await scan(readBundle(temporary), find).catch(() => 'unscanned' as const)
    signal.throwIfAborted()
    if (left === 'unscanned') return { kind: 'unscanned' }
    if (left !== undefined) return { kind: 'refused', left }
    await giveName(temporary, path, force)
    return { kind: 'written', bytes: archive.length }
  } finally {
    await rm(temporary, { force: true })
    process.off('exit', remove)
  }
}

async function answeringAt(path: string): Promise<void> {
  await ensureAnswering(path, 'write').catch((error: unknown) => {
    throw unwritable(path, error)
  })
}

async function store(temporary: string, archive: Buffer, path: string): Promise<void> {
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(archive)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    throw unwritable(path, error)
  }
}

async function giveName(temporary: string, path: string, force: boolean): Promise<void> {
  try {
    if (force) return await rename(temporary, path)
    await link(temporary, path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw exists(path)
    // Not every file system has links.
    if (force || (await lstat(path).catch(() => undefined)) !== undefined)
      throw unwritable(path, error)
    await rename(temporary, path)
  }
}

function exists(path: string): UsageError {
  return new UsageError(
    `--output: '${path}' already exists; expected a new name, or --force to replace it`,
  )
}

function unwritable(path: string, error: unknown): UsageError {
  const { code = 'unknown' } = error as NodeJS.ErrnoException
  return new UsageError(
    `--output: '${path}' cannot be written (${code}); expected a path in a directory that can be written to`,
  )
}
