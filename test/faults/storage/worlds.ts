import { syncBuiltinESMExports } from 'node:module'
import nock from 'nock'
import {
  type Answer,
  type Rule,
  type SeenRequest,
  startFaultProxy,
} from '../../support/fault-proxy.ts'
import { startS3 } from '../../support/s3-server.ts'
import { ACCESS_KEY_ID, BUCKET, REGION, SECRET_ACCESS_KEY } from '../../support/set-up.ts'
import type { World } from '../line.ts'

// It takes the place of node:http as soon as it is loaded; only its own lines are to meet it.
nock.restore()
syncBuiltinESMExports()

/** What a line may ask of its world beside its faults. */
export type Changes = Partial<Omit<World, 'left' | 'stop'>>

const KEYS = {
  ARTIFACTS_S3_ACCESS_KEY_ID: ACCESS_KEY_ID,
  ARTIFACTS_S3_SECRET_ACCESS_KEY: SECRET_ACCESS_KEY,
}

/**
 * A healthy bucket of s3rver behind a proxy that makes faults; `holds` are the keys of objects
 * that are in it before.
 */
export function onS3rver({
  rules = [],
  holds = [],
  flags,
  env,
  ...others
}: Changes & { readonly rules?: readonly Rule[]; readonly holds?: readonly string[] } = {}) {
  return async (): Promise<World> => {
    const s3 = await startS3({ keys: { [ACCESS_KEY_ID]: SECRET_ACCESS_KEY }, buckets: [BUCKET] })
    const proxy = await startFaultProxy(s3, rules)
    // s3rver takes requests without a signature, and removes an emptied directory.
    const before = ['held', ...holds]
    for (const key of before) {
      await fetch(`${s3.endpoint}/${BUCKET}/${key}`, { method: 'PUT', body: 'held' })
    }
    return {
      flags: { backend: 'byo', bucket: BUCKET, endpoint: proxy.endpoint, region: REGION, ...flags },
      env: { ...KEYS, ...env },
      ...others,
      left: async () => (await s3.keys(BUCKET)).filter((key) => !before.includes(key)),
      stop: async () => {
        await proxy.stop()
        await s3.stop()
      },
    }
  }
}

/** A request to a vendor's host, as it would have been on the wire. */
export interface WireRequest extends SeenRequest {
  readonly host: string
}

/**
 * A vendor's own endpoint, of which every answer is written here: no request leaves the process.
 * `answer` is asked for the endpoint's host, and for every name below `domain`.
 */
export function onWire(
  endpoint: string,
  answer: (request: WireRequest) => Answer,
  {
    domain = new URL(endpoint).hostname,
    flags,
    env,
    ...others
  }: Changes & { domain?: string } = {},
) {
  return async (): Promise<World> => {
    const hosts = new RegExp(`^https?://([^/]+\\.)?${domain.replaceAll('.', '\\.')}(:\\d+)?$`)
    nock.activate()
    syncBuiltinESMExports()
    // What is asked of any other host must not leave the process either.
    nock.disableNetConnect()
    const scope = nock(hosts).persist()
    for (const method of ['get', 'head', 'put', 'delete'] as const) {
      scope[method](/.*/).reply(function (path) {
        const { headers, method: asked } = this.req
        const plain = Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
        )
        const host = plain.host ?? ''
        const said = answer({ method: asked, path, headers: plain, host, at: Date.now() })
        return [said.status, said.body ?? '', { ...said.headers }]
      })
    }
    return {
      flags: { backend: 'byo', bucket: BUCKET, endpoint, region: REGION, ...flags },
      env: { ...KEYS, ...env },
      ...others,
      left: async () => [],
      stop: async () => {
        nock.cleanAll()
        nock.enableNetConnect()
        nock.restore()
        syncBuiltinESMExports()
      },
    }
  }
}
