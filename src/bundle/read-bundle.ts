import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { UsageError } from '../usage-error.ts'
import { readingCaps } from './caps.ts'
import { type BundleEntry, broken, readTar } from './read-tar.ts'

/**
 * The files of a bundle, one after the other; the bytes of each are there until the next is asked
 * for. Nothing is written anywhere. Throws a UsageError for what is no bundle, or not a safe one.
 */
export async function* readBundle(
  name: string,
  source: AsyncIterable<Uint8Array> = createReadStream(name),
): AsyncGenerator<BundleEntry, void, undefined> {
  yield* readTar(name, unpacked(name, source))
}

/** What a gzip holds, up to as much as a bundle may. */
async function* unpacked(
  name: string,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let read = 0
  let made = 0
  const counted = async function* () {
    for await (const chunk of source) {
      if (read === 0 && !(chunk[0] === 0x1f && chunk[1] === 0x8b))
        throw broken(name, 'it is not gzip')
      read += chunk.length
      yield chunk
    }
    if (read === 0) throw broken(name, 'it is empty')
  }
  const input = Readable.from(counted(), { objectMode: false })
  const gunzip = createGunzip()
  // Its own error says more than that of a stream that was given up.
  input.on('error', (error) => gunzip.destroy(error))
  try {
    for await (const chunk of input.pipe(gunzip)) {
      made += chunk.length
      const bomb = made > 24 * 1_048_576 && made > read * readingCaps.ratio
      if (bomb) throw broken(name, `it unpacks to more than ${readingCaps.ratio} times its size`)
      yield chunk
    }
  } catch (error) {
    if (error instanceof UsageError) throw error
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR')
      throw new UsageError(`'${name}' cannot be read (${code}); expected a bundle`)
    throw broken(name, `the gzip data is damaged (${message})`)
  } finally {
    input.destroy()
    gunzip.destroy()
  }
}
