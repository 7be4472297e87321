import { on, s3Error, signedFor } from '../../checks/storage/bucket.ts'
import { captured } from '../../support/captured.ts'
import { freePort } from '../../support/free-port.ts'
import type { Line } from '../line.ts'
import { EXPIRED } from './tokens.ts'
import { whole } from './worlds.ts'

const area = 'combined'
const REGION = { root: 'storage/region-mismatch', check: 'storage/region' } as const
const WRONG_REGION = { ARTIFACTS_S3_REGION: 'us-west-2' }
const NO_KEYS = { ARTIFACTS_S3_ACCESS_KEY_ID: '', ARTIFACTS_S3_SECRET_ACCESS_KEY: '' }

/** Faults of which one stands before another: what can be seen is named, and nothing else. */
export const behindLines: readonly Line[] = [
  {
    area,
    what: 'the region is wrong, and behind it the key is not known',
    source: 'captured from Swift 2.30 (s3api); s3rver knows one key',
    world: whole({ env: { ...WRONG_REGION, ARTIFACTS_S3_ACCESS_KEY_ID: 'AKIANOSUCHKEYNOSUCHK' } }),
    ...REGION,
    seen: { actualRegion: 'us-west-2', expectedRegion: 'eu-west-3' },
    also: ['storage/invalid-access-key'],
    blocked: {
      'storage/bucket': ['storage/region', 'storage/credentials'],
      'storage/list': ['storage/region', 'storage/credentials'],
    },
  },
  {
    area,
    what: 'the region is wrong, and the bucket behind it is not there: that cannot be seen yet',
    source: 'captured from Swift 2.30 (s3api)',
    world: whole({
      env: WRONG_REGION,
      s3: [
        {
          when: (request) => signedFor(request) === 'eu-west-3',
          do: { answer: captured('swift-wire', 'no such bucket: list') },
        },
      ],
    }),
    ...REGION,
    seen: { expectedRegion: 'eu-west-3', confirmed: true, source: 'ARTIFACTS_S3_REGION' },
    blocked: { 'storage/bucket': ['storage/region'], 'storage/empty': ['storage/region'] },
  },
  {
    area,
    what: 'a bucket name that is none, keys that are missing, and nobody is logged in',
    source: 'docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
    world: whole({
      env: { ...NO_KEYS, ARTIFACTS_S3_BUCKET: 's3://cases', TONBO_API_KEY: '' },
    }),
    root: 'storage/bucket-name-invalid',
    check: 'storage/settings',
    seen: { source: 'ARTIFACTS_S3_BUCKET', found: /URL/ },
    also: ['auth/not-logged-in'],
    blocked: {
      'storage/keys': ['storage/settings'],
      'storage/put': ['storage/settings'],
      'auth/token': ['auth/credentials'],
      'workspace/state': ['auth/credentials'],
    },
  },
  {
    area,
    what: 'a secret without its id, and an endpoint that asks for fewer requests',
    source: 'RFC 6585 § 4; the product’s pages on storage credentials',
    world: whole({
      env: { ARTIFACTS_S3_ACCESS_KEY_ID: '' },
      s3: [{ do: { answer: s3Error(429, 'TooManyRequests') } }],
    }),
    root: 'storage/key-pair-incomplete',
    check: 'storage/keys',
    seen: { setting: 'ARTIFACTS_S3_ACCESS_KEY_ID' },
    also: ['storage/throttled'],
    blocked: {
      'storage/region': ['storage/keys', 'storage/reachable'],
      'storage/delete': ['storage/keys', 'storage/reachable'],
    },
  },
  {
    area,
    what: 'a token cut short, and nobody where the orchestrator should be',
    source: 'nodejs.org/api/errors.html, ECONNREFUSED; RFC 7519 § 3, three parts',
    world: async () => {
      const url = `http://127.0.0.1:${await freePort()}`
      const cut = ({ TONBO_API_KEY: token = '' }) => token.slice(0, token.lastIndexOf('.'))
      return whole({
        env: (own) => ({ ARTIFACTS_ORCHESTRATOR_URL: url, TONBO_API_KEY: cut(own) }),
      })()
    },
    root: 'network/refused',
    check: 'orchestrator/reachable',
    seen: { host: '127.0.0.1', stage: 'tcp' },
    also: ['auth/token-mangled'],
    blocked: {
      'auth/accepted': ['auth/token', 'orchestrator/reachable'],
      'workspace/state': ['auth/token', 'orchestrator/reachable'],
    },
  },
  {
    area,
    what: 'a name that no workspace can have, and a login that has expired',
    source: 'the product’s pages on workspaces: names; RFC 7519 § 4.1.4',
    world: whole({ flags: { workspace: 'acme/-demo' }, env: { TONBO_API_KEY: EXPIRED } }),
    root: 'auth/token-expired',
    check: 'auth/token',
    seen: { source: 'TONBO_API_KEY', kind: 'jwt' },
    also: ['workspace/invalid-name'],
    blocked: {
      'auth/accepted': ['auth/token'],
      'workspace/state': ['auth/token', 'workspace/name'],
    },
  },
  {
    area,
    what: 'the endpoint holds a path, the secret behind it is another, and Redis wants a password',
    source: 'juicedata/juicefs#1168, of buckets in endpoints; redis.io/docs, NOAUTH',
    world: whole({
      env: (own) => ({
        ARTIFACTS_S3_ENDPOINT: `${own.ARTIFACTS_S3_ENDPOINT}/cases`,
        ARTIFACTS_S3_SECRET_ACCESS_KEY: 'another/secret/of+the/same0length1234567',
        ARTIFACTS_METADATA_URL: (own.ARTIFACTS_METADATA_URL ?? '').replace(/\/\/.*@/, '//'),
      }),
    }),
    root: 'storage/endpoint-malformed',
    check: 'storage/settings',
    seen: { source: 'ARTIFACTS_S3_ENDPOINT', found: /path/ },
    also: ['metadata/password-missing'],
    blocked: {
      'storage/region': ['storage/settings'],
      'metadata/setting': ['metadata/auth'],
    },
  },
  {
    area,
    what: 'the session token of the keys has expired, the login too, and the write behind is denied',
    source: 'docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html (ExpiredToken)',
    world: whole({
      env: {
        ARTIFACTS_S3_SESSION_TOKEN: 'FwoGZXIvYXdzEXAMPLE//token+of=',
        TONBO_API_KEY: EXPIRED,
      },
      s3: [on('list', s3Error(400, 'ExpiredToken')), on('put', s3Error(403, 'AccessDenied'))],
    }),
    root: 'storage/token-expired',
    check: 'storage/credentials',
    seen: { code: 'ExpiredToken', httpStatus: 400 },
    also: ['auth/token-expired'],
    blocked: {
      'storage/put': ['storage/credentials'],
      'workspace/state': ['auth/token'],
    },
  },
]
