import { on } from '../../checks/storage/bucket.ts'
import { captured } from '../../support/captured.ts'
import type { Answer, Rule } from '../../support/fault-proxy.ts'
import { startOrchestrator } from '../../support/orchestrator-server.ts'
import { BUCKET, freshToken } from '../../support/set-up.ts'
import type { Fault, Line, World } from '../line.ts'
import { AT, at, refusal } from './at-vendor.ts'
import { onS3rver } from './worlds.ts'
import { listing, xml } from './worlds-memory.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const TOO_LARGE = 'The difference between the request time and the current time is too large.'

/** A clock that is this far ahead of the servers'. */
const ahead = (ms: number) => () => Date.now() + ms

/** Every answer of the storage is this one, with what its own clock says. */
const dated = (offMs: number, said: Answer): Rule => ({
  do: {
    answer: () => {
      const date = new Date(Date.now() + offMs).toUTCString()
      return { ...said, headers: { ...said.headers, date } }
    },
  },
})

/** The same world with an orchestrator that can be asked, whose clock is right. */
function withOrchestrator(world: Line['world']): Line['world'] {
  return async (): Promise<World> => {
    const token = freshToken()
    const options = { tokens: [token], handle: 'acme', workspaces: { demo: { status: 'active' } } }
    const [made, orchestrator] = await Promise.all([world(), startOrchestrator(options)])
    return {
      ...made,
      env: { ...made.env, TONBO_API_KEY: token, ARTIFACTS_ORCHESTRATOR_URL: orchestrator.url },
      stop: async () => {
        await Promise.all([made.stop(), orchestrator.stop()])
      },
    }
  }
}

function skewed(
  what: string,
  source: string,
  world: Line['world'],
  seen: Fault['seen'] = { code: 'RequestTimeTooSkewed', httpStatus: 403 },
): Line {
  return {
    area: 'clock',
    what,
    source,
    world,
    root: 'host/clock-skewed',
    check: 'storage/region',
    seen,
  }
}

const ALL = ['storage/*', 'host/clock', 'orchestrator/*']
const SERVER_TIME = '2026-11-21T20:00:00Z'

/** An answer of AWS at a moment that stands still. */
const atEight = refusal(
  403,
  'RequestTimeTooSkewed',
  TOO_LARGE,
  `<RequestTime>20261121T210000Z</RequestTime><ServerTime>${SERVER_TIME}</ServerTime><MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds>`,
  { date: new Date(SERVER_TIME).toUTCString() },
)

/** Clocks that are wrong: this machine's, or the storage's. */
export const clockLines: readonly Line[] = [
  skewed(
    'twenty minutes ahead, in the words of Ceph RGW, which names no time',
    'captured from Ceph RGW 16.2.15',
    onS3rver({
      rules: [on('list', captured('ceph-rgw', 'client clock +20m: list'))],
      now: ahead(20 * MINUTE),
    }),
  ),
  skewed(
    'twenty minutes behind, in the words of Swift',
    'captured from Swift 2.30 (s3api)',
    onS3rver({
      rules: [on('list', captured('swift', 'client clock -20m: list'))],
      now: ahead(-20 * MINUTE),
    }),
  ),
  skewed(
    'sixteen minutes ahead of s3rver, which checks it',
    's3rver itself: it allows fifteen minutes',
    onS3rver({ now: ahead(16 * MINUTE) }),
  ),
  skewed(
    'a virtual machine that slept for two days',
    'microsoft/WSL#10006, docker/for-win#5593; s3rver checks the time',
    onS3rver({ now: ahead(-2 * DAY) }),
  ),
  skewed(
    'an hour ahead of AWS, which names its time in the answer and sends no other',
    'docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, ServerTime',
    at(AT.aws, () => atEight, { now: () => Date.parse(SERVER_TIME) + 60 * MINUTE }),
    { code: 'RequestTimeTooSkewed', skewSeconds: 3600, serverTime: '2026-11-21T20:00:00.000Z' },
  ),
  skewed(
    'a time zone that was taken for UTC, at OSS',
    'alibabacloud.com/help/en/oss/how-to-troubleshoot-403-status-code-when-you-access-oss',
    at(
      AT.oss,
      () =>
        refusal(403, 'RequestTimeTooSkewed', TOO_LARGE, '', {
          date: new Date(SERVER_TIME).toUTCString(),
        }),
      { now: () => Date.parse(SERVER_TIME) + 8 * 60 * MINUTE },
    ),
    { code: 'RequestTimeTooSkewed', host: /aliyuncs/ },
  ),
  skewed(
    'MinIO turns the time away before it looks at anything else, the secret included',
    'minio/minio, cmd/auth-handler.go: the time is checked first',
    at(
      { ...AT.minio, secret: 'not-the-secret-at-all' },
      () => refusal(403, 'RequestTimeTooSkewed', TOO_LARGE, '', { server: 'MinIO' }),
      { now: ahead(-45 * MINUTE) },
    ),
    { code: 'RequestTimeTooSkewed', host: 'minio.internal' },
  ),
  {
    area: 'clock',
    what: 'half an hour ahead of a storage that does not mind',
    source: 'RFC 9110 § 6.6.1: every answer tells the time',
    world: at(AT.minio, undefined, { now: ahead(30 * MINUTE) }),
    root: 'host/clock-skewed',
    check: 'host/clock',
    seen: { host: 'minio.internal' },
  },
  {
    area: 'clock',
    what: 'five minutes ahead: S3 lets it pass',
    source: 's3rver itself: it allows fifteen minutes',
    world: onS3rver({ now: ahead(5 * MINUTE) }),
    root: 'host/clock-drifting',
    check: 'host/clock',
    seen: { host: '127.0.0.1' },
  },
  {
    area: 'clock',
    what: 'fourteen minutes behind: S3 still lets it pass',
    source: 's3rver itself: it allows fifteen minutes; docker/for-mac#17 on how it comes about',
    world: onS3rver({ now: ahead(-14 * MINUTE) }),
    root: 'host/clock-drifting',
    check: 'host/clock',
    seen: { skewSeconds: /^-8\d\d$/ },
  },
  {
    area: 'clock',
    what: 'the clock of Ceph RGW is twenty minutes ahead, and the orchestrator agrees with us',
    source: 'captured from Ceph RGW 16.2.15 with its own clock shifted',
    world: withOrchestrator(
      onS3rver({
        rules: [dated(20 * MINUTE, captured('ceph-skew', 'server clock off: list buckets'))],
        only: ALL,
      }),
    ),
    root: 'storage/clock-skewed',
    check: 'storage/region',
    seen: { code: 'RequestTimeTooSkewed', httpStatus: 403 },
  },
  {
    area: 'clock',
    what: 'the clock of Swift is two days behind, and the orchestrator agrees with us',
    source: 'captured from Swift 2.30 (s3api) with its own clock shifted',
    world: withOrchestrator(
      onS3rver({
        rules: [dated(-2 * DAY, captured('swift-skew', 'server clock off: list buckets'))],
        only: ALL,
      }),
    ),
    root: 'storage/clock-skewed',
    check: 'storage/region',
    seen: { code: 'RequestTimeTooSkewed', httpStatus: 403 },
  },
  {
    area: 'clock',
    what: 'the storage and the orchestrator both say that our clock is an hour ahead',
    source: 's3rver itself: it allows fifteen minutes',
    world: withOrchestrator(onS3rver({ now: ahead(60 * MINUTE), only: ALL })),
    root: 'host/clock-skewed',
    check: 'host/clock',
    seen: { skewSeconds: /^3[56]\d\d$/ },
  },
  {
    area: 'clock',
    what: 'a storage whose own clock is an hour off and that does not mind, beside a right one',
    source: 'RFC 9110 § 6.6.1: a Date is that of whoever sent it',
    world: withOrchestrator(
      onS3rver({
        rules: [dated(-60 * MINUTE, xml(listing(BUCKET)))],
        only: ['storage/region', 'storage/credentials', 'host/clock', 'orchestrator/*'],
      }),
    ),
    passes: ['host/clock', 'storage/region', 'storage/credentials', 'orchestrator/reachable'],
    exitCode: 0,
  },
  {
    area: 'clock',
    what: 'half a minute off, which nothing minds',
    source: 'RFC 9110 § 6.6.1: a Date has whole seconds, and travels',
    world: onS3rver({ now: ahead(30_000) }),
    passes: ['host/clock', 'storage/region', 'storage/put', 'storage/get'],
    exitCode: 0,
  },
]
