import type { CreateBucketCommandInput, S3Client } from '@aws-sdk/client-s3'
import type { Certificate } from '../../support/certificate.ts'
import { type Rule, startFaultProxy } from '../../support/fault-proxy.ts'
import { selfSigned } from '../../support/rgw-certificate.ts'
import type { Gateway, GatewayOptions } from '../../support/rgw-gateway.ts'
import { makeBucket, versionsIn } from '../../support/rgw-s3.ts'
import { type Rgw, startRgw } from '../../support/rgw-server.ts'
import type { RgwUser } from '../../support/rgw-users.ts'
import type { World } from '../line.ts'

/** The set-up of one line, before the doctor is let loose on it. */
export interface Scene {
  readonly rgw: Rgw
  readonly gateway: Gateway
  /** A bucket that no other line uses. */
  readonly bucket: string
  readonly owner: RgwUser
  /** A client with the owner's keys. */
  readonly s3: S3Client
}

type Changes = Partial<Omit<World, 'left' | 'stop'>>

/** What a line's preparations come to. */
export interface Prepared extends Changes {
  /** What must be undone before the bucket can be looked at. */
  readonly undo?: () => unknown
}

/** How a line's set-up differs from a healthy bucket that is asked by its owner. */
export interface OnRgw extends Changes {
  /** The gateway that is asked; where it speaks TLS, with a certificate for `localhost`. */
  readonly gateway?: Omit<GatewayOptions, 'tls'> & { readonly tls?: true }
  /** The doctor trusts the gateway's certificate, which nobody signed. */
  readonly trusted?: true
  /** The endpoint, where it is not the gateway's own. */
  readonly at?: (gateway: Gateway) => string
  /** What a proxy between the doctor and the gateway does; without it there is none. */
  readonly rules?: readonly Rule[]
  /** The owner is a user that no other line uses. */
  readonly ownUser?: true
  /** The owner is such a user, and of this tenant. */
  readonly tenant?: string
  /** The keys are those of somebody else than the owner. */
  readonly stranger?: true
  /** The name of the bucket, where that matters. */
  readonly name?: string
  readonly create?: Partial<CreateBucketCommandInput>
  readonly prepare?: (scene: Scene) => Promise<Prepared | undefined>
  /** What happens while the doctor is at work. */
  readonly meanwhile?: (scene: Scene) => Promise<unknown>
}

/** A bucket of a real Ceph RGW that holds one object, and is healthy but for what `how` says. */
export function onRgw(how: OnRgw = {}): () => Promise<World> {
  const { gateway: kind, trusted, at, rules, ownUser, stranger, name, create, ...more } = how
  const { tenant, prepare, meanwhile, ...changes } = more
  return async () => {
    const { rgw, gatewayOf, certificate } = await sharedRgw()
    made += 1
    const bucket = name ?? `line-${made}`
    const id = `${tenant === undefined ? '' : `${tenant}$`}user-${made}`
    const owner = ownUser || tenant !== undefined ? await rgw.newUser(id) : rgw.first
    const scene: Scene = {
      rgw,
      gateway: await gatewayOf(kind ?? {}),
      bucket,
      owner,
      s3: rgw.s3(owner),
    }
    await makeBucket(scene.s3, bucket, ['held'], create)
    // Buckets of a tenant are out of sight for all others.
    const watcher = tenant === undefined ? rgw.s3(rgw.root) : scene.s3
    const { undo, ...prepared } = (await prepare?.(scene)) ?? {}
    const before = await versionsIn(watcher, bucket)
    const proxy = rules && (await startFaultProxy(scene.gateway, rules))
    const endpoint = proxy?.endpoint ?? at?.(scene.gateway) ?? scene.gateway.endpoint
    const keys = stranger ? rgw.second : owner
    const events = meanwhile?.(scene)
    return {
      ...changes,
      ...prepared,
      flags: {
        ...{ backend: 'byo', bucket, endpoint, region: 'us-east-1' },
        ...changes.flags,
        ...prepared.flags,
      },
      env: {
        ARTIFACTS_S3_ACCESS_KEY_ID: keys.accessKeyId,
        ARTIFACTS_S3_SECRET_ACCESS_KEY: keys.secretAccessKey,
        ...(trusted ? { SSL_CERT_FILE: certificate.certFile } : {}),
        ...changes.env,
        ...prepared.env,
      },
      left: async () => {
        await events
        await undo?.()
        const after = await versionsIn(watcher, bucket)
        return [
          ...after.filter((one) => !before.includes(one)),
          ...before.filter((one) => !after.includes(one)).map((one) => `no longer ${one}`),
        ]
      },
      stop: async () => {
        await events?.catch(() => {})
        await undo?.()
        await proxy?.stop()
      },
    }
  }
}

/** What all lines of a process run on. */
interface Shared {
  readonly rgw: Rgw
  readonly certificate: Certificate
  /** A gateway of this kind, started when it is first asked for. */
  gatewayOf(kind: OnRgw['gateway'] & {}): Promise<Gateway>
}

let shared: Promise<Shared> | undefined
let made = 0

/** The Ceph of this process, started when the first line needs it. */
export function sharedRgw(): Promise<Shared> {
  shared ??= share()
  return shared
}

/** Stops what the lines of this process ran on. */
export async function stopSharedRgw(): Promise<void> {
  const running = await shared
  shared = undefined
  await running?.rgw.stop()
}

async function share(): Promise<Shared> {
  const rgw = await startRgw()
  const certificate = await selfSigned(rgw.directory, 'localhost')
  const gateways = new Map<string, Promise<Gateway>>([['{}', Promise.resolve(rgw)]])
  return {
    rgw,
    certificate,
    gatewayOf: ({ tls, ...options }) => {
      const name = JSON.stringify({ ...options, tls })
      const known = gateways.get(name)
      if (known !== undefined) return known
      const started = rgw.gateway({ ...options, ...(tls ? { tls: certificate } : {}) })
      gateways.set(name, started)
      return started
    },
  }
}
