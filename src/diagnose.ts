import { createClients } from './clients/index.ts'
import { createContext } from './context.ts'
import type { Prepared } from './prepare.ts'
import { type Progress, silent } from './progress/index.ts'
import { redactReport } from './redact-report.ts'
import { type FailOn, type Report, report } from './report.ts'
import { type Observer, run } from './run.ts'
import { version } from './version.ts'
import type { Wait } from './wait.ts'
import { withWaivers } from './waivers.ts'

/** How a prepared run is made. */
export interface Live {
  /** Ends the run early; what it wrote is removed all the same. */
  readonly signal: AbortSignal
  /** The signal that the process received, if any, asked for when the run has ended. */
  readonly interrupted?: () => 'SIGINT' | 'SIGTERM' | undefined
  /** The limit of one attempt of a check, in milliseconds. */
  readonly timeoutMs: number
  readonly wait: Wait
  readonly failOn: FailOn
  /** Shows nothing unless given. */
  readonly progress?: Progress
  readonly observer?: Observer
  /** What was written and is not removed yet, by name; the run keeps it up to date. */
  readonly leftovers?: Set<string>
}

/** Runs the checks of a prepared run; the report holds no secret. Never rejects for what a check does. */
export async function diagnose(prepared: Prepared, live: Live): Promise<Report> {
  const { env, files, settings, causes, plan, offline, writes, redact, config } = prepared
  const { signal, timeoutMs, wait, leftovers = new Set(), observer } = live
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
      ...(observer === undefined ? {} : { observer }),
    })
    await finished()
    const { waivers, known } = prepared
    const results = withWaivers(found, { waivers, checks: known, now: Date.now() })
    const made = report({
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
