import { createClients } from './clients/index.ts'
import { waive, withWaivers } from './config/waivers.ts'
import { createContext } from './context.ts'
import type { Prepared } from './prepare.ts'
import { type Progress, silent } from './progress/index.ts'
import { makeReport, reportedBy } from './report/make-report.ts'
import { redactCheck, redactReport } from './report/redact-report.ts'
import type { Report } from './report/report.ts'
import type { FailOn } from './report/verdict.ts'
import type { Result } from './run/result.ts'
import { type Observer, run } from './run/run.ts'
import type { Listener } from './run/run-events.ts'
import type { Wait } from './run/wait.ts'
import { version } from './version.ts'

/** How a prepared run is carried out. */
export interface Live {
  /** Ends the run early; what it wrote is removed all the same. */
  readonly signal: AbortSignal
  /** The signal that the process received, if any; called when the run has ended. */
  readonly interrupted?: () => 'SIGINT' | 'SIGTERM' | undefined
  /** The limit of one attempt of a check, in milliseconds. */
  readonly timeoutMs: number
  readonly wait: Wait
  readonly failOn: FailOn
  /** Shows nothing unless given. */
  readonly progress?: Progress
  readonly listener?: Listener
  /** What was written and is not removed yet, by name; the run keeps it up to date. */
  readonly leftovers?: Set<string>
}

/** Runs the checks of a prepared run; the report holds no secret. Never rejects for what a check does. */
export async function diagnose(prepared: Prepared, live: Live): Promise<Report> {
  const { env, files, settings, causes, plan, offline, writes, redact, config } = prepared
  const { signal, timeoutMs, wait, leftovers = new Set(), listener } = live
  const startedAt = new Date()
  const start = performance.now()
  const clients = createClients(env, Date.now, { online: !offline })
  try {
    const { context, finished } = createContext({
      settings,
      env,
      clients,
      files,
      signal,
      timeoutMs,
      wait,
      leftovers,
      mayWrite: writes !== undefined,
    })
    const found = await run(plan, {
      context,
      catalogue: causes,
      progress: live.progress ?? silent,
      redact,
      ...(listener === undefined ? {} : { observer: observing(listener, prepared) }),
    })
    await finished()
    const { waivers, known } = prepared
    const results = withWaivers(found, { waivers, checks: known, now: Date.now() })
    const made = makeReport({
      results,
      plan,
      catalogue: causes,
      settings,
      config,
      version,
      startedAt,
      durationMs: performance.now() - start,
      failOn: live.failOn,
      offline,
      ...(writes === undefined ? {} : { writes }),
      ...(leftovers.size === 0 ? {} : { leftovers: [...leftovers] }),
      interrupted: live.interrupted?.(),
    })
    return redactReport(made, redact)
  } finally {
    clients.close()
  }
}

/** An observer that tells a listener what a run does, and no more than the report would. */
function observing(listener: Listener, { plan, waivers, redact }: Prepared): Observer {
  const inReport = reportedBy(plan)
  const reported = (result: Result) => inReport(waive(result, waivers, Date.now()))
  return {
    started: ({ id, title }) => listener.started?.({ id, title }),
    retrying: (_check, result) => listener.retrying?.(redactCheck(reported(result), redact)),
    ended: (result) => listener.ended?.(redactCheck(reported(result), redact)),
  }
}
