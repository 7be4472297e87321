import { captured } from '../../support/captured.ts'
import type { Line } from '../line.ts'
import { down } from './redis.ts'
import { EXPIRED, tokenUntil } from './tokens.ts'
import { whole } from './worlds.ts'

const area = 'combined'
const MINUTE = 60_000
const ahead = (minutes: number) => () => Date.now() + minutes * MINUTE
const SKEWED = { root: 'host/clock-skewed' } as const

/** A wrong clock, and what goes wrong because of it or beside it. */
export const clockLines: readonly Line[] = [
  {
    area,
    what: 'the clock is twenty minutes ahead: the storage refuses, and a login seems to be over',
    source: 's3rver itself: it allows fifteen minutes; RFC 7519 § 4.1.4',
    world: whole({ now: ahead(20), env: () => ({ TONBO_API_KEY: tokenUntil(15) }) }),
    ...SKEWED,
    check: 'storage/region',
    seen: { code: 'RequestTimeTooSkewed', httpStatus: 403 },
    also: ['auth/token-expired'],
    blocked: { 'workspace/state': ['auth/token'], 'storage/put': ['storage/region'] },
  },
  {
    area,
    what: 'the clock is half an hour behind: a login is not yet valid, and the storage refuses',
    source: 's3rver itself: it allows fifteen minutes; RFC 7519 § 4.1.6',
    world: whole({ now: ahead(-30) }),
    ...SKEWED,
    check: 'host/clock',
    seen: { skewSeconds: /^-1[78]\d\d$/ },
    also: ['auth/token-not-yet-valid'],
    blocked: { 'auth/accepted': ['auth/token'], 'storage/bucket': ['storage/region'] },
  },
  {
    area,
    what: 'the clock is twenty minutes ahead, and the bucket, which stands before more, is not set',
    source: 'RFC 9110 § 6.6.1: every answer tells the time',
    world: whole({ now: ahead(20), env: { ARTIFACTS_S3_BUCKET: '' } }),
    ...SKEWED,
    check: 'host/clock',
    seen: { skewSeconds: /^1(19|20)\d$/ },
    also: ['storage/bucket-missing'],
    blocked: { 'storage/put': ['storage/settings'] },
  },
  {
    area,
    what: 'the clock is an hour ahead, the region is wrong, and Redis is down',
    source: 'captured from Swift 2.30 (s3api): the region is looked at before the time',
    world: whole({
      now: ahead(58),
      env: { ARTIFACTS_S3_REGION: 'us-west-2' },
      redis: down,
    }),
    ...SKEWED,
    check: 'host/clock',
    seen: { host: '127.0.0.1' },
    also: ['storage/region-mismatch', 'network/refused', 'auth/token-expires-soon'],
    blocked: { 'storage/put': ['storage/region'], 'metadata/setting': ['metadata/reachable'] },
  },
  {
    area,
    what: 'the clock drifts by five minutes, and a login has expired before that',
    source: 'docker/for-mac#17; RFC 7519 § 4.1.4',
    world: whole({ now: ahead(5), env: { TONBO_API_KEY: EXPIRED } }),
    root: 'auth/token-expired',
    check: 'auth/token',
    seen: { source: 'TONBO_API_KEY', kind: 'jwt' },
    also: ['host/clock-drifting'],
    blocked: { 'workspace/state': ['auth/token'] },
  },
  {
    area,
    what: 'it is the clock of the storage that is off, and a login has expired by the right one',
    source: 'captured from Ceph RGW 16.2.15 with its own clock shifted',
    world: whole({
      env: { TONBO_API_KEY: EXPIRED },
      s3: [
        {
          do: {
            answer: () => {
              const said = captured('ceph-skew', 'server clock off: list buckets')
              const date = new Date(Date.now() + 20 * MINUTE).toUTCString()
              return { ...said, headers: { ...said.headers, date } }
            },
          },
        },
      ],
    }),
    root: 'storage/clock-skewed',
    check: 'storage/region',
    seen: { code: 'RequestTimeTooSkewed', skewSeconds: /^-1(19|20)\d$/ },
    also: ['auth/token-expired'],
    blocked: { 'storage/bucket': ['storage/region'], 'auth/accepted': ['auth/token'] },
  },
]
