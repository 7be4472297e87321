import type { Given } from '../../../src/settings/setting-sources.ts'
import { type Asked, type Results, runChecks } from '../../support/run-check.ts'

/** Who is asked over the network: the check that finds out whether it answers, and its URL. */
export interface Peer {
  readonly check: string
  readonly plain: string
  readonly secure: string
  readonly flags: (url: string) => Given
}

const HTTP = { plain: 'http', secure: 'https' }

export const orchestrator: Peer = {
  ...HTTP,
  check: 'orchestrator/reachable',
  flags: (orchestratorUrl) => ({ orchestratorUrl }),
}

export const storage: Peer = {
  ...HTTP,
  check: 'storage/reachable',
  flags: (endpoint) => ({ endpoint, bucket: 'cases', region: 'eu-west-3' }),
}

export const metadata: Peer = {
  check: 'metadata/reachable',
  plain: 'redis',
  secure: 'rediss',
  flags: (metadataUrl) => ({ metadataUrl }),
}

const KEYS = { ARTIFACTS_S3_ACCESS_KEY_ID: 'AKIATEST', ARTIFACTS_S3_SECRET_ACCESS_KEY: 'secret' }

/** Runs a peer's check on `url`. */
export function ask(peer: Peer, url: string, more: Partial<Asked> = {}): Promise<Results> {
  const { env, ...others } = more
  return runChecks({
    only: [peer.check],
    flags: peer.flags(url),
    env: { ...KEYS, ...env },
    ...others,
  })
}
