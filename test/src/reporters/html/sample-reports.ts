import builtIn from '../../../../checks/index.ts'
import { withSeverities } from '../../../../src/config/severities.ts'
import type { Report } from '../../../../src/report/report.ts'
import type { Result } from '../../../../src/run/result.ts'
import { samplePlan, sampleReport, sampleSettings } from '../../samples.ts'

/** What became of some checks; the others passed, or are blocked by these. */
type Found = Readonly<Record<string, Result>>

const EVIDENCE = { host: '127.0.0.1', httpStatus: 200 }

/** The result of a check that ran, in its place of the run. */
export function ran(id: string, place = 0) {
  return { id, title: titleOf(id), startMs: place * 17, durationMs: 40 + place, attempts: 1 }
}

const settings = sampleSettings({
  workspace: { value: 'acme/demo', source: 'argument' },
  intent: { value: 'mount', source: '--for' },
  backend: { value: 'byo', source: '--backend' },
  bucket: { value: 'cases', source: 'ARTIFACTS_S3_BUCKET' },
  endpoint: { value: 'https://t3.storage.dev', source: 'ARTIFACTS_S3_ENDPOINT' },
  prefix: { value: '', source: '--prefix' },
  region: { value: 'us-east-1', source: 'ARTIFACTS_S3_REGION', ignored: 'AWS_REGION=eu-west-1' },
  secretAccessKey: { source: 'ARTIFACTS_S3_SECRET_ACCESS_KEY' },
})

/** A report on all the built-in checks, of which these found something. */
export function reportOn(found: Found, given: Parameters<typeof sampleReport>[2] = {}): Report {
  const results: Result[] = []
  const rootsOf = new Map<string, readonly string[]>()
  for (const check of inOrderOfNeeds()) {
    const { id, needs = [] } = check
    const roots = [...new Set(needs.flatMap((need) => rootsOf.get(need) ?? []))]
    const own = found[id]
    const result: Result =
      roots.length > 0
        ? { id, title: check.title, status: 'blocked', blockedBy: roots }
        : (own ?? { ...ran(id, results.length), status: 'pass', evidence: EVIDENCE })
    results.push(result)
    if (roots.length > 0) rootsOf.set(id, roots)
    else if (result.status === 'fail' || result.status === 'error') rootsOf.set(id, [id])
  }
  const place = new Map(builtIn.checks.map(({ id }, index) => [id, index]))
  results.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0))
  const plan = samplePlan(builtIn.checks)
  return sampleReport(results, builtIn.causes, { plan, settings, durationMs: 1200, ...given })
}

const skipped: Found = {
  'mount/point': {
    id: 'mount/point',
    title: titleOf('mount/point'),
    status: 'skip',
    reason: 'no mount point was given',
    missing: 'mountpoint',
  },
}
const exposed: Result = {
  ...ran('auth/credentials', 5),
  status: 'warn',
  cause: 'auth/credentials-exposed',
  evidence: { path: '/home/me/.config/tonbo/artifacts/credentials.json', mode: '0644' },
}
const region: Result = {
  ...ran('storage/region', 12),
  status: 'fail',
  cause: 'storage/region-mismatch',
  evidence: {
    host: '127.0.0.1',
    httpStatus: 400,
    code: 'AuthorizationHeaderMalformed',
    expectedRegion: 'eu-west-3',
    actualRegion: 'us-east-1',
    setting: 'ARTIFACTS_S3_REGION',
    source: 'ARTIFACTS_S3_REGION',
  },
  alternatives: ['storage/secret-mismatch'],
}
const noIdea: Result = {
  ...ran('metadata/reachable', 20),
  attempts: 3,
  status: 'error',
  reason: 'it took longer than 10 s',
}

const waived: Result = {
  ...region,
  waived: { reason: 'The bucket moves in spring; see OPS-312', until: '2027-01-31' },
}
const config = {
  path: '/srv/ci/artifacts-doctor.config.yaml',
  source: 'found',
  profile: 'ci',
} as const
const turnedDown = withSeverities(builtIn.causes, {
  'mount/stale': { as: 'warn', at: `${config.path}: severities['mount/stale']` },
})
const stale: Result = {
  ...ran('mount/point', 30),
  status: 'warn',
  cause: 'mount/stale',
  evidence: { mountpoint: '/mnt/cases' },
}
const clock: Result = {
  ...ran('host/clock', 2),
  status: 'fail',
  cause: 'host/clock-skewed',
  evidence: { host: '127.0.0.1', skewSeconds: 1200 },
}

/** A report of every kind. */
export const sampleReports = {
  healthy: reportOn(skipped),
  warnings: reportOn({ ...skipped, 'auth/credentials': exposed }),
  failing: reportOn({ ...skipped, 'auth/credentials': exposed, 'storage/region': region }),
  waived: reportOn({ ...skipped, 'storage/region': waived }, { config }),
  waivedAndFailing: reportOn(
    {
      ...skipped,
      'auth/credentials': exposed,
      'mount/point': stale,
      'storage/region': waived,
      'host/clock': clock,
    },
    { config, catalogue: turnedDown },
  ),
  undetermined: reportOn({ ...skipped, 'metadata/reachable': noIdea }),
  interrupted: reportOn(
    { 'metadata/reachable': noIdea },
    { interrupted: 'SIGINT', leftovers: ['s3://cases/testing/left'], writes: 'an object' },
  ),
} as const satisfies Record<string, Report>

function titleOf(id: string): string {
  return builtIn.checks.find((check) => check.id === id)?.title ?? id
}

function inOrderOfNeeds() {
  const done = new Set<string>()
  const waiting = [...builtIn.checks]
  const order: (typeof waiting)[number][] = []
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ needs = [] }) => needs.every((need) => done.has(need)))
    const [check] = waiting.splice(Math.max(0, next), 1)
    if (check === undefined) break
    done.add(check.id)
    order.push(check)
  }
  return order
}
