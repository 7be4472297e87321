import { createAuthority } from '../../support/certificate.ts'
import { ALERT, startTlsTerminator } from '../../support/tls-terminator.ts'
import type { Line, World } from '../line.ts'
import { onRedis, type Served } from './worlds.ts'

const CHECK = { area: 'metadata', check: 'metadata/reachable' } as const
const AT = { host: '127.0.0.1' }

/** A Redis behind TLS; `trusted` unless the authority is unknown here. */
export function overTls({
  names = ['127.0.0.1'],
  days = 30,
  trusted = true,
  config = [],
  ...served
}: Served & {
  readonly names?: readonly string[]
  readonly days?: number
  readonly trusted?: boolean
  readonly config?: readonly string[]
} = {}) {
  return async (): Promise<World> => {
    const authority = await createAuthority()
    const tls = await authority.issue({ names, days })
    const ofTls = config.map((line) => line.replace('<ca>', authority.caFile))
    return onRedis({
      ...served,
      redis: { ...served.redis, tls, config: ofTls },
      env: { ...(trusted ? { SSL_CERT_FILE: authority.caFile } : {}), ...served.env },
    })()
  }
}

/** A Redis behind a terminator of TLS that tells whoever speaks plain, in its own way. */
async function behindTerminator(): Promise<World> {
  const inner = await overTls()()
  const { port: behind } = new URL(inner.env.ARTIFACTS_METADATA_URL ?? '')
  const { port, stop } = await startTlsTerminator(Number(behind), (socket) => socket.end(ALERT))
  return {
    ...inner,
    env: { ...inner.env, ARTIFACTS_METADATA_URL: `redis://127.0.0.1:${port}` },
    stop: async () => {
      await stop()
      await inner.stop()
    },
  }
}

/** TLS that is not trusted, or spoken on one side alone. */
export const connectionTlsLines: readonly Line[] = [
  {
    ...CHECK,
    what: 'a private authority signed the certificate of Redis',
    source: 'juicedata/juicefs#2160, certificate signed by unknown authority',
    world: overTls({ trusted: false }),
    root: 'network/tls-untrusted',
    seen: { ...AT, stage: 'tls', code: /^UNABLE_TO_/ },
  },
  {
    ...CHECK,
    what: 'the certificate of Redis ran out three days ago',
    source: 'nodejs.org/api/tls.html, CERT_HAS_EXPIRED',
    world: overTls({ days: -3 }),
    root: 'network/tls-expired',
    seen: { ...AT, stage: 'tls', code: 'CERT_HAS_EXPIRED' },
  },
  {
    ...CHECK,
    what: 'the certificate of Redis holds another name',
    source: 'nodejs.org/api/tls.html, ERR_TLS_CERT_ALTNAME_INVALID',
    world: overTls({ names: ['redis.example.test'] }),
    root: 'network/tls-name-mismatch',
    seen: { ...AT, stage: 'tls', code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
  },
  {
    ...CHECK,
    what: 'redis:// for a port that speaks TLS',
    source: 'redis.io/docs/latest/operate/oss_and_stack/management/security/encryption',
    world: overTls({ scheme: 'redis' }),
    root: 'metadata/tls-mismatch',
    seen: { ...AT, tls: false },
  },
  {
    ...CHECK,
    what: 'redis:// with a password for a port that speaks TLS',
    source: 'redis.io/docs/latest/operate/oss_and_stack/management/security/encryption',
    world: overTls({ scheme: 'redis', login: ':pw@' }),
    root: 'metadata/tls-mismatch',
    seen: { ...AT, tls: false },
  },
  {
    ...CHECK,
    what: 'redis:// for a terminator of TLS, which answers with an alert',
    source: 'RFC 5246 § 7.2.2; haproxy and stunnel before Redis',
    world: behindTerminator,
    root: 'metadata/tls-mismatch',
    seen: { ...AT, code: 'NOT_REDIS', tls: false },
  },
  {
    ...CHECK,
    what: 'rediss:// for a plain port, which hangs',
    source: 'redis/redis, src/networking.c: an inline command is waited for',
    world: onRedis({ scheme: 'rediss', timeoutMs: 2500 }),
    root: 'metadata/tls-mismatch',
    seen: { ...AT, tls: true },
  },
  {
    ...CHECK,
    what: 'rediss:// for a plain port that wants a password',
    source: 'redis/redis, src/networking.c: an inline command is waited for',
    world: onRedis({
      scheme: 'rediss',
      timeoutMs: 2500,
      redis: { password: 'pw' },
      login: ':pw@',
    }),
    root: 'metadata/tls-mismatch',
    seen: { ...AT, tls: true },
  },
  {
    ...CHECK,
    what: 'a Redis that wants a certificate of its clients, as it does by default',
    source: 'redis/redis, redis.conf: tls-auth-clients',
    world: overTls({ config: ['tls-auth-clients yes', 'tls-ca-cert-file <ca>'] }),
    root: 'metadata/client-certificate-required',
    seen: { ...AT, tls: true },
  },
]
