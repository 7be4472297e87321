import type { Redactor } from '../secrets/redactor.ts'
import { messageOf } from '../thrown.ts'
import { UsageError } from '../usage-error.ts'
import { version } from '../version.ts'
import type { Report } from './report.ts'

/** What ended a run before it could begin: its deadline or a signal. */
export interface Ended {
  interrupted(): Report['interrupted']
  /** The exit code of the signal. */
  code(): number | undefined
}

/**
 * The report of a run that could not be carried out: why, in one sentence, and nothing else. Its
 * verdict is undetermined, with the exit code of the error.
 */
export function abandonedReport(
  error: unknown,
  startedAt: Date,
  redact: Redactor,
  ended?: Ended,
): Report {
  const usage = error instanceof UsageError
  const interrupted = ended?.interrupted()
  const message = redact(messageOf(error))
  return {
    schema: 'artifacts-doctor/report/v1',
    doctor: { version },
    startedAt: startedAt.toISOString(),
    durationMs: Math.max(0, Date.now() - startedAt.getTime()),
    verdict: 'undetermined',
    exitCode: ended?.code() ?? (usage ? 2 : 3),
    settings: {},
    summary: { pass: 0, warn: 0, fail: 0, blocked: 0, skip: 0, error: 0 },
    rootCauses: [],
    undetermined: [
      usage || ended !== undefined
        ? `the run could not start: ${message}`
        : `the doctor itself failed: ${message}`,
    ],
    ...(interrupted === undefined ? {} : { interrupted }),
    checks: [],
  }
}
