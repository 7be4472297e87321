import type { S3Client } from '@aws-sdk/client-s3'
import { startCluster } from './rgw-cluster.ts'
import { type Gateway, type GatewayOptions, startGateway } from './rgw-gateway.ts'
import { runTool } from './rgw-programs.ts'
import { s3Client } from './rgw-s3.ts'
import { type RgwUser, withKeys } from './rgw-users.ts'

/** A running Ceph with its S3 gateway, a real S3 server with users, policies and quotas. */
export interface Rgw extends Gateway {
  /** Whose buckets they are unless a test says otherwise. */
  readonly first: RgwUser
  /** Somebody else, who has none. */
  readonly second: RgwUser
  /** May do everything with every bucket, whatever its policy says. */
  readonly root: RgwUser
  /** Where everything is kept. */
  readonly directory: string
  /** Runs radosgw-admin and answers with what it printed. */
  admin(...args: readonly string[]): Promise<string>
  /** Makes a user; `options` are further ones of `radosgw-admin user create`. */
  newUser(id: string, options?: readonly string[]): Promise<RgwUser>
  /** A client of the AWS SDK with the user's keys. */
  s3(user: RgwUser): S3Client
  /** A further gateway to the same storage; it ends with the server. */
  gateway(options: GatewayOptions): Promise<Gateway>
  /** Stops the storage behind the gateways, so that they hang. */
  pause(): void
  resume(): void
}

/** Starts a Ceph of one of each on free ports of 127.0.0.1, and waits until it answers as S3. */
export async function startRgw(options: GatewayOptions = {}): Promise<Rgw> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(options)
    } catch (error) {
      // Between finding a port and binding it somebody else may take it.
      if (attempt === 3 || !/in use/.test(String(error))) throw error
    }
  }
}

async function start(options: GatewayOptions): Promise<Rgw> {
  const cluster = await startCluster()
  const gateways: Gateway[] = []
  const clients: S3Client[] = []
  const stop = async () => {
    for (const client of clients.splice(0)) client.destroy()
    await Promise.all(gateways.splice(0).map((one) => one.stop()))
    await cluster.stop()
  }
  try {
    const gateway = async (how: GatewayOptions) => {
      const made = await startGateway(cluster, how)
      gateways.push(made)
      return made
    }
    const admin = (...args: readonly string[]) =>
      runTool(['radosgw-admin', ...cluster.options, ...args])
    const newUser = async (id: string, further: readonly string[] = []): Promise<RgwUser> => {
      const user = withKeys(id)
      const keys = ['--access-key', user.accessKeyId, '--secret-key', user.secretAccessKey]
      await admin('user', 'create', '--uid', id, '--display-name', id, ...keys, ...further)
      return user
    }
    const main = await gateway(options)
    // The tests' own requests are made on time and in plain http.
    const plain = Object.keys(options).length === 0 ? main : await gateway({})
    return {
      ...main,
      first: await newUser('first'),
      second: await newUser('second'),
      root: await newUser('root', ['--admin']),
      directory: cluster.directory,
      admin,
      newUser,
      s3: (user) => {
        const client = s3Client(plain.endpoint, user)
        clients.push(client)
        return client
      },
      gateway,
      pause: () => process.kill(cluster.osd.pid, 'SIGSTOP'),
      resume: () => process.kill(cluster.osd.pid, 'SIGCONT'),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
