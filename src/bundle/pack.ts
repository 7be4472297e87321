import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { packTar } from 'modern-tar'
import type { BundleFile } from './document.ts'

const packed = promisify(gzip)

/** The files as one `.tar.gz`; nothing in it tells who made it. */
export async function pack(files: readonly BundleFile[], createdAt: Date): Promise<Buffer> {
  const archive = await packTar(
    files.map(({ name, bytes }) => ({
      header: { name, size: bytes.length, mtime: createdAt, mode: 0o600, uid: 0, gid: 0 },
      body: bytes,
    })),
  )
  return packed(archive)
}
