import type { Context } from '../../src/index.ts'
import { percentDecoded } from '../percent-decoded.ts'

/** Where the metadata is, from its URL. */
export interface MetadataPlace {
  readonly host: string
  readonly port: number
  readonly tls: boolean
  readonly username: string
  readonly password: string
  readonly database: number
  /** The parameters by which the URL changes TLS, which the doctor does not follow. */
  readonly ownTls: readonly string[]
}

/**
 * Whether the URL names several hosts, as JuiceFS takes them for the name of a master and its
 * Sentinels (juicedata/juicefs, pkg/meta/redis.go).
 */
export function namesSeveral({ host }: MetadataPlace): boolean {
  return host.includes(',')
}

/** The place that the metadata URL names; undefined when there is none. */
export function metadataPlace({ settings }: Context): MetadataPlace | undefined {
  const text = settings.get('metadataUrl')
  if (text === undefined) return undefined
  const url = new URL(text)
  return {
    host: url.hostname,
    port: Number(url.port || 6379),
    tls: url.protocol === 'rediss:',
    username: percentDecoded(url.username),
    password: percentDecoded(url.password),
    database: Number(url.pathname.slice(1) || 0),
    ownTls: TLS_PARAMETERS.filter((name) => url.searchParams.has(name)),
  }
}

/** What JuiceFS takes from the query of the URL (juicedata/juicefs, pkg/meta/redis.go). */
const TLS_PARAMETERS = [
  'tls-cert-file',
  'tls-key-file',
  'tls-ca-cert-file',
  'tls-server-name',
  'insecure-skip-verify',
]
