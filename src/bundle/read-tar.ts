import { createTarDecoder, type TarHeader } from 'modern-tar'
import { messageOf } from '../thrown.ts'
import { UsageError } from '../usage-error.ts'
import { showBytes } from './bytes.ts'
import { readingCaps } from './caps.ts'
import { safeName } from './safe-name.ts'

/** One file of a bundle that is being read. */
export interface BundleEntry {
  readonly name: string
  readonly size: number
  /** Its bytes, once. */
  readonly bytes: AsyncIterable<Uint8Array>
}

/** An archive that is refused: what it is called, what is wrong, and what was expected. */
export function broken(archive: string, what: string): UsageError {
  return new UsageError(
    `'${archive}' is not read: ${what}; expected a .tar.gz as artifacts-doctor bundle writes it`,
  )
}

/**
 * The files of a tar, one after the other. Throws a UsageError at a link, a device, a name that
 * leads elsewhere or comes twice, at more than a bundle may hold, and where the archive is damaged.
 */
export async function* readTar(
  archive: string,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<BundleEntry, void, undefined> {
  const names = new Set<string>()
  const reader = ReadableStream.from(capped(archive, source))
    .pipeThrough(createTarDecoder({ strict: true }))
    .getReader()
  try {
    for (;;) {
      const next = await reader.read().catch((error: unknown) => {
        throw damaged(archive, error)
      })
      if (next.done) break
      const { header, body } = next.value
      const name = checked(archive, header, names)
      if (name === undefined) await body.cancel()
      else {
        yield { name, size: header.size, bytes: bytesOf(archive, body) }
        if (!body.locked) await body.cancel().catch(() => {})
      }
    }
    if (names.size === 0) throw broken(archive, 'it holds no file')
  } finally {
    await reader.cancel().catch(() => {})
  }
}

async function* capped(archive: string, source: AsyncIterable<Uint8Array>) {
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.length
    if (bytes > readingCaps.totalBytes)
      throw broken(archive, `it holds more than ${showBytes(readingCaps.totalBytes)}`)
    yield Uint8Array.from(chunk)
  }
}

async function* bytesOf(archive: string, body: ReadableStream<Uint8Array>) {
  try {
    yield* body
  } catch (error) {
    throw damaged(archive, error)
  }
}

function damaged(archive: string, error: unknown): UsageError {
  if (error instanceof UsageError) return error
  return broken(archive, `the archive is damaged (${messageOf(error).replace(/\.$/, '')})`)
}

/** What a tar of another program may say beside (POSIX pax, star, libarchive): nothing that moves or sizes a file. */
const HARMLESS_PAX =
  /^(atime|ctime|mtime|uid|gid|uname|gname|comment|charset|SCHILY\.xattr\..*|LIBARCHIVE\..*)$/

/** The name of a file; undefined for a directory. */
function checked(archive: string, header: TarHeader, names: Set<string>): string | undefined {
  const { type = 'file', pax = {}, size } = header
  const pair = Object.keys(pax).find((key) => !HARMLESS_PAX.test(key))
  if (pair !== undefined) throw broken(archive, `an extended header overrides '${pair}'`)
  const name = safeName(header.name)
  if (name === undefined)
    throw broken(archive, `the name '${header.name.slice(0, 80)}' leads out of it or is none`)
  if (type === 'directory') return undefined
  if (type !== 'file') throw broken(archive, `'${name}' is not a file but a ${type}`)
  if (size > readingCaps.totalBytes)
    throw broken(archive, `'${name}' says that it is ${showBytes(size)}`)
  if (names.has(name)) throw broken(archive, `'${name}' is there twice`)
  names.add(name)
  if (names.size > readingCaps.files)
    throw broken(archive, `it holds more than ${readingCaps.files} files`)
  return name
}
