import { on, operation, s3Error } from '../../checks/storage/bucket.ts'
import { captured } from '../../support/captured.ts'
import type { Line } from '../line.ts'
import { healthyListingLines } from './healthy-listings.ts'
import { healthyServerLines } from './healthy-servers.ts'
import { PASSES, WELL } from './well.ts'
import { onS3rver } from './worlds.ts'
import { xml } from './worlds-memory.ts'
import { forgetfulBalancer } from './worlds-network.ts'
import { orchestrated } from './worlds-orchestrated.ts'
import { HOST, throughProxy } from './worlds-proxy.ts'
import { overTls } from './worlds-tls.ts'

/** Everything but `storage/list`, which is only to be warned of. */
const UNLISTED = PASSES.filter((id) => id !== 'storage/list')

/** Set-ups in which nothing is wrong, whatever they look like. */
const setUps: readonly Line[] = [
  {
    area: 'keys',
    what: 'temporary keys with their session token, of which the server knows nothing',
    source: 'captured from Ceph RGW 16.2 (session token attached)',
    world: onS3rver({ env: { ARTIFACTS_S3_SESSION_TOKEN: 'FwoGZXIvYXdzEXAMPLE//token+of=' } }),
    ...WELL,
  },
  {
    area: 'settings',
    what: 'a prefix with spaces, letters of other alphabets and signs that are escaped',
    source: 'juicedata/juicefs, pkg/object/object_storage_test.go: special key',
    world: onS3rver({ flags: { prefix: 'équipe 1/a+b & d=e ~ 100%/测试/' } }),
    ...WELL,
  },
  {
    area: 'denied',
    what: 'keys that may do all but list',
    source: 'captured from Ceph RGW 16.2; juicedata/juicefs, cmd/format.go: List storage failed',
    world: onS3rver({
      rules: [on('list', captured('ceph-pol', 'owner under Deny ListBucket: list'))],
    }),
    passes: UNLISTED,
    warns: { 'storage/list': 'storage/list-denied' },
    exitCode: 0,
  },
  {
    area: 'state',
    what: 'every answer is good, and takes a third of a second',
    source: 'a bucket on another continent',
    world: onS3rver({ rules: [{ do: { delayMs: 300 } }] }),
    ...WELL,
  },
  {
    area: 'state',
    what: 'the first listing is never answered, the second at once',
    source: 'hashicorp/vault#687, of front ends that differ; a server that starts',
    world: onS3rver({
      rules: [
        {
          when: ({ count, ...request }) => operation(request) === 'list' && count < 1,
          do: { hang: true },
        },
      ],
    }),
    ...WELL,
  },
  {
    area: 'network',
    what: 'a balancer that breaks kept connections when they are used again',
    source: 'nodejs.org/api/http.html, request.reusedSocket',
    world: forgetfulBalancer,
    ...WELL,
  },
  {
    area: 'network',
    what: 'plain http through a proxy that relays it untouched',
    source: 'aws/aws-sdk-js#26, of a proxy that does not; RFC 9112 § 3.2.2',
    world: throughProxy(onS3rver()),
    ...WELL,
  },
  {
    area: 'network',
    what: 'https through the tunnel of a proxy',
    source: 'RFC 9110 § 9.3.6',
    world: throughProxy(overTls({ names: [HOST] })),
    ...WELL,
  },
  {
    area: 'network',
    what: 'a proxy that refuses everybody, and a storage on this very machine',
    source: 'golang.org/x/net/http/httpproxy: loopback is never proxied',
    world: async () => {
      const inner = await onS3rver()()
      return throughProxy(async () => inner, {
        refuses: 403,
        endpoint: inner.flags.endpoint ?? '',
      })()
    },
    ...WELL,
  },
  {
    area: 'network',
    what: 'a private authority that SSL_CERT_FILE names',
    source: 'golang/go, crypto/x509/root_unix.go (SSL_CERT_FILE)',
    world: overTls(),
    ...WELL,
  },
  {
    area: 'denied',
    what: 'Ceph: a bucket without object lock',
    source: 'captured from Ceph RGW 16.2',
    world: onS3rver({ rules: [on('lock', captured('ceph-wire', 'get object-lock'))] }),
    ...WELL,
  },
  {
    area: 'denied',
    what: 'Swift answers the question for the object lock with a listing',
    source: 'captured from Swift 2.30 (s3api)',
    world: onS3rver({ rules: [on('lock', captured('swift-wire', 'get object-lock'))] }),
    ...WELL,
  },
  {
    area: 'denied',
    what: 'keys that may not ask for the object lock',
    source: 'docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLockConfiguration.html',
    world: onS3rver({
      rules: [on('lock', s3Error(403, 'AccessDenied', '<Message>Access Denied</Message>'))],
    }),
    ...WELL,
  },
  {
    area: 'denied',
    what: 'a bucket that could lock objects, and does so by itself to none',
    source: 'docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLockConfiguration.html',
    world: onS3rver({
      rules: [
        on(
          'lock',
          xml(
            '<?xml version="1.0" encoding="UTF-8"?>\n<ObjectLockConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>',
          ),
        ),
      ],
    }),
    ...WELL,
  },
  {
    area: 'state',
    what: 'the question for the object lock is never answered',
    source: 'a server that knows no such question; nothing but the answer is awaited',
    world: onS3rver({
      rules: [{ when: (request) => operation(request) === 'lock', do: { reset: true } }],
    }),
    ...WELL,
  },
  {
    area: 'state',
    what: 'a bucket that holds much else',
    source: 'docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html',
    world: onS3rver({
      holds: Array.from({ length: 15 }, (_, index) => `logs/${index}.txt`),
      flags: { prefix: 'workspaces' },
    }),
    ...WELL,
  },
  {
    area: 'state',
    what: 'a deletion that is answered as if the object had never been',
    source: 'a gateway that answers DELETE with what HEAD says then',
    world: onS3rver({
      rules: [
        {
          when: (request) => operation(request) === 'delete',
          do: { forwardThen: { answer: s3Error(404, 'NoSuchKey') } },
        },
      ],
    }),
    ...WELL,
  },
  {
    area: 'state',
    what: 'a workspace that waits to be formatted, with nothing there but its name',
    source: 'juicedata/juicefs, cmd/format.go: juicefs_uuid is written before the setting',
    world: orchestrated({ status: 'pending_format', holds: ['acme/demo/juicefs_uuid'] }),
    passes: [...PASSES, 'storage/empty'],
    warns: { 'workspace/state': 'workspace/pending-format' },
    exitCode: 0,
  },
  {
    area: 'state',
    what: 'a workspace that is to be created where only tests of the storage were left',
    source: 'juicedata/juicefs, cmd/format.go: what begins with testing does not count',
    world: orchestrated({
      holds: ['acme/demo/testing/k9f3jq02lm', 'acme/demo-2/chunks/0/0/1_0_4096'],
      flags: { intent: 'create' },
    }),
    passes: [...PASSES, 'storage/empty'],
    exitCode: 0,
  },
  {
    area: 'state',
    what: 'a workspace that is in use, with its blocks where they belong',
    source: 'juicedata/juicefs, docs/en/reference/internals.md: object storage layout',
    world: orchestrated({
      status: 'active',
      holds: ['acme/demo/juicefs_uuid', 'acme/demo/chunks/0/0/1_0_4096'],
    }),
    ...WELL,
  },
]

/** Every healthy variant. */
export const healthyLines: readonly Line[] = [
  ...setUps,
  ...healthyListingLines,
  ...healthyServerLines,
]
