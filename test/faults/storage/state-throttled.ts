import { on, s3Error } from '../../checks/storage/bucket.ts'
import { captured } from '../../support/captured.ts'
import type { Line } from '../line.ts'
import { onS3rver } from './worlds.ts'
import { refusing } from './worlds-memory.ts'
import { r2 } from './worlds-vendors.ts'

const BUSY = { root: 'storage/throttled' } as const
const RATE = '<Message>Please reduce your request rate.</Message>'

/** A storage that asks for fewer requests. */
export const stateThrottledLines: readonly Line[] = [
  {
    area: 'state',
    what: 'Swift: listing is over the rate that its operator allows',
    source: 'captured from Swift 2.30 (the ratelimit middleware)',
    world: onS3rver({ rules: [on('list', captured('swift-ratelimit', 'rate limit: list'))] }),
    ...BUSY,
    check: 'storage/reachable',
    seen: { httpStatus: 503, code: 'SlowDown' },
  },
  {
    area: 'state',
    what: 'Swift: only writing is over the rate',
    source: 'captured from Swift 2.30 (the ratelimit middleware)',
    world: onS3rver({
      rules: [on('put', captured('swift-ratelimit', 'rate limit: put', { status: 503 }))],
    }),
    ...BUSY,
    check: 'storage/put',
    seen: { httpStatus: 503, code: 'SlowDown', action: 's3:PutObject' },
  },
  {
    area: 'state',
    what: 'MinIO: its drives cannot keep up with writes',
    source: 'minio/minio, cmd/api-errors.go (SlowDownWrite)',
    world: onS3rver({
      rules: [
        on(
          'put',
          s3Error(
            503,
            'SlowDownWrite',
            '<Message>Resource requested is unwritable, please reduce your request rate</Message>',
            { server: 'MinIO', 'retry-after': '60' },
          ),
        ),
      ],
    }),
    ...BUSY,
    check: 'storage/put',
    seen: { httpStatus: 503, code: 'SlowDownWrite', action: 's3:PutObject' },
  },
  {
    area: 'state',
    what: 'MinIO: its drives cannot keep up with reads',
    source: 'minio/minio, cmd/api-errors.go (SlowDownRead)',
    world: onS3rver({
      rules: [
        on(
          'get',
          s3Error(
            503,
            'SlowDownRead',
            '<Message>Resource requested is unreadable, please reduce your request rate</Message>',
            { server: 'MinIO' },
          ),
        ),
      ],
    }),
    ...BUSY,
    check: 'storage/get',
    seen: { httpStatus: 503, code: 'SlowDownRead', action: 's3:GetObject' },
  },
  {
    area: 'state',
    what: 'R2: too many requests of one account, with a time to come back',
    source: 'pgbackrest/pgbackrest#2655',
    world: r2({
      answers: refusing({
        list: s3Error(
          429,
          'TooManyRequests',
          '<Message>Reduce your request rate for the same object.</Message>',
          { 'retry-after': '30' },
        ),
      }),
    }),
    ...BUSY,
    check: 'storage/reachable',
    seen: { httpStatus: 429, code: 'TooManyRequests' },
  },
  {
    area: 'state',
    what: 'a gateway that limits rates, and says so without a body',
    source: 'RFC 6585 § 4',
    world: onS3rver({
      rules: [on('list', { status: 429, headers: { 'retry-after': '5' } })],
    }),
    ...BUSY,
    check: 'storage/reachable',
    seen: { httpStatus: 429 },
  },
  {
    area: 'state',
    what: 'AWS: the bucket takes in more than one prefix can',
    source: 'docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html',
    world: onS3rver({ rules: [on('put', s3Error(503, 'SlowDown', RATE, { server: 'AmazonS3' }))] }),
    ...BUSY,
    check: 'storage/put',
    seen: { httpStatus: 503, code: 'SlowDown' },
  },
]
