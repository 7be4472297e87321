import type { Report } from '../report/report.ts'
import { eventListener, type Listener } from '../run/run-events.ts'
import { version } from '../version.ts'
import { safeJson } from './safe-json.ts'

/** The lines of a run, written while it goes: newline-delimited JSON, an event a line. */
export interface Events {
  /** To be handed to the run. */
  readonly listener: Listener
  /** To be called with the report, once. */
  end(report: Report): void
}

/**
 * Writes each event of a run as a line: `run.start` at once, `check.start`, `check.retry` with what
 * the attempt found, `check.end` with the check as in the report, `run.end` with the report.
 */
export function events(write: (line: string) => void): Events {
  const emit = (event: object) => write(`${safeJson(event)}\n`)
  const at = () => new Date().toISOString()
  emit({ event: 'run.start', at: at(), doctor: { version } })
  return {
    listener: eventListener(emit),
    end: (report) => emit({ event: 'run.end', at: at(), report }),
  }
}

/** An event of a run that has ended; `at` in milliseconds since 1970. */
interface PastEvent {
  readonly event: string
  readonly at: number
  readonly [more: string]: unknown
}

/** The events of a run that has ended, as far as its report still tells them: no retry. */
export function ndjson(report: Report): string {
  const start = Date.parse(report.startedAt)
  const ran = report.checks.flatMap((one) => ('startMs' in one ? one.startMs + one.durationMs : []))
  // Rounded, a check may end a millisecond after the run.
  const end = start + Math.max(report.durationMs, ...ran)
  const ofChecks = report.checks.flatMap((check): PastEvent[] => {
    const { id, title } = check
    // What was not probed ended with what it rests on; the report does not say when.
    if (!('startMs' in check)) return [{ event: 'check.end', at: end, id, check }]
    const began = start + check.startMs
    return [
      { event: 'check.start', at: began, id, title },
      { event: 'check.end', at: began + check.durationMs, id, check },
    ]
  })
  const all: PastEvent[] = [
    { event: 'run.start', at: start, doctor: report.doctor },
    ...ofChecks.sort((a, b) => a.at - b.at),
    { event: 'run.end', at: end, report },
  ]
  return all.map((one) => `${safeJson({ ...one, at: new Date(one.at).toISOString() })}\n`).join('')
}
