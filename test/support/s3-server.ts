import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import S3rver from '@20minutes/s3rver'
import Account from '@20minutes/s3rver/lib/models/account.js'
import { temporaryDirectory } from './temporary-directory.ts'

/** A running s3rver. */
export interface S3Server {
  readonly endpoint: string
  readonly host: string
  readonly port: number
  /** The keys of the objects in `bucket`, read from the disk. */
  keys(bucket: string): Promise<string[]>
  stop(): Promise<void>
}

const SUFFIX = '._S3rver_object'

/**
 * Starts an S3 server that checks signatures, keys and the clock, and lets every known key do
 * everything; it takes any region, and requests without a signature.
 */
export async function startS3({
  keys = { S3RVER: 'S3RVER' },
  buckets = [],
}: {
  /** Secrets by access key id. */
  keys?: Readonly<Record<string, string>>
  buckets?: readonly string[]
} = {}): Promise<S3Server> {
  const revoke = register(keys)
  const directory = await temporaryDirectory()
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: directory.path,
    serviceEndpoint: 'localhost',
    configureBuckets: buckets.map((name) => ({ name })),
  })
  const { port } = await server.run()

  return {
    endpoint: `http://127.0.0.1:${port}`,
    host: '127.0.0.1',
    port,
    keys: async (bucket) => {
      const home = join(directory.path, bucket)
      const files = await readdir(home, { recursive: true, withFileTypes: true })
      return files
        .filter((file) => file.isFile() && file.name.endsWith(SUFFIX))
        .map((file) => relative(home, join(file.parentPath, file.name)).slice(0, -SUFFIX.length))
        .sort()
    },
    stop: async () => {
      if (server.httpServer.listening) {
        const closed = server.close()
        server.httpServer.closeAllConnections()
        await closed
      }
      revoke()
      await directory.remove()
    },
  }
}

const users = new Map<string, number>()

/** Makes keys known to every s3rver of this process; a second secret for one is refused. */
function register(keys: Readonly<Record<string, string>>): () => void {
  const account = new Account(123_456_789_001, 'artifacts-doctor')
  for (const [id, secret] of Object.entries(keys)) {
    const known = Account.registry.get(id)?.accessKeys.get(id)
    if (known === secret) continue
    if (known !== undefined) throw new Error(`another server has a different secret for ${id}`)
    account.createKeyPair(id, secret)
    users.set(id, 0)
  }
  count(keys, 1)
  return () => {
    count(keys, -1)
    for (const id of Object.keys(keys)) {
      if (users.get(id) === 0) Account.registry.get(id)?.revokeAccessKey(id)
    }
  }
}

/** s3rver's own key is not counted: it stays. */
function count(keys: Readonly<Record<string, string>>, change: 1 | -1): void {
  for (const id of Object.keys(keys)) {
    const before = users.get(id)
    if (before !== undefined) users.set(id, before + change)
  }
}
