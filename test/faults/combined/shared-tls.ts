import type { Line } from '../line.ts'
import { whole } from './worlds.ts'

const area = 'combined'

/** TLS that is not trusted, or not spoken, by several servers at once. */
export const sharedTlsLines: readonly Line[] = [
  {
    area,
    what: 'a private authority signed for storage, orchestrator and Redis alike',
    source: 'diced/zipline#813; nodejs.org/api/tls.html',
    world: whole({ tls: 'untrusted' }),
    root: 'network/tls-untrusted',
    check: 'metadata/reachable',
    seen: { host: '127.0.0.1', stage: 'tls' },
    blocked: {
      'workspace/state': ['orchestrator/reachable'],
      'storage/put': ['storage/reachable'],
      'auth/accepted': ['orchestrator/reachable'],
      'metadata/setting': ['metadata/reachable'],
    },
  },
  {
    area,
    what: 'a private authority signed for everything, and the bucket is not set',
    source: 'diced/zipline#813; the product’s pages on bringing a bucket',
    world: whole({ tls: 'untrusted', env: { ARTIFACTS_S3_BUCKET: '' } }),
    root: 'storage/bucket-missing',
    check: 'storage/settings',
    seen: { setting: 'ARTIFACTS_S3_BUCKET' },
    also: ['network/tls-untrusted'],
    blocked: {
      'storage/reachable': ['storage/settings'],
      'workspace/state': ['orchestrator/reachable'],
      'metadata/auth': ['metadata/reachable'],
    },
  },
  {
    area,
    what: 'plain Redis URLs to a port of TLS, and a storage that is asked in plain http too',
    source: 'redis.io/docs, TLS; nginx/nginx, src/http/ngx_http_special_response.c',
    world: whole({
      tls: 'trusted',
      env: (own) => ({
        ARTIFACTS_METADATA_URL: (own.ARTIFACTS_METADATA_URL ?? '').replace('rediss:', 'redis:'),
        ARTIFACTS_S3_ENDPOINT: (own.ARTIFACTS_S3_ENDPOINT ?? '').replace('https:', 'http:'),
      }),
    }),
    root: 'network/plain-to-tls',
    check: 'storage/reachable',
    seen: { host: '127.0.0.1' },
    also: ['metadata/tls-mismatch'],
    blocked: {
      'storage/region': ['storage/reachable'],
      'metadata/setting': ['metadata/reachable'],
    },
  },
]
