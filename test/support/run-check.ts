import builtIn from '../../checks/index.ts'
import { createClients } from '../../src/clients/index.ts'
import { createContext, type Machine } from '../../src/context.ts'
import type { Files } from '../../src/disk/files.ts'
import { combine } from '../../src/plugins/plugin.ts'
import { silent } from '../../src/progress/index.ts'
import { makeReport } from '../../src/report/make-report.ts'
import type { Report } from '../../src/report/report.ts'
import { plan, type Selection } from '../../src/run/plan.ts'
import type { Result } from '../../src/run/result.ts'
import { run } from '../../src/run/run.ts'
import { createWait } from '../../src/run/wait.ts'
import { resolveSettings } from '../../src/settings/resolve-settings.ts'
import type { Given } from '../../src/settings/setting-sources.ts'
import { onlyMounts } from './own-mounts.ts'

/** A run of the built-in checks: which, on what settings, with how much time. */
export interface Asked extends Omit<Selection, 'waiting' | 'only'> {
  readonly only: readonly string[]
  readonly flags?: Given
  /** All of its environment: no login, key or home of this machine's is met. */
  readonly env?: Readonly<Record<string, string>>
  /** As `--wait`; without it nothing is waited for. */
  readonly waitMs?: number
  readonly timeoutMs?: number
  /** The clock that signs and judges dates. */
  readonly now?: () => number
  /** This very machine unless given. */
  readonly machine?: Machine
  /** The disk that is seen; without it, the real mounts and nothing else. */
  readonly files?: Files
  /** Where what could not be removed is named. */
  readonly leftovers?: Set<string>
}

/** What became of each check of a run, by its id. */
export type Results = Readonly<Record<string, Result>>

/** Runs built-in checks in this process, with real clients, on the settings that are given. */
export async function runChecks(asked: Asked): Promise<Results> {
  const { checks } = await runReport(asked)
  return Object.fromEntries(checks.map((result) => [result.id, result]))
}

/** The same run, and what the doctor reports of it. */
export async function runReport(asked: Asked): Promise<Report> {
  const { flags = {}, env = {}, waitMs, timeoutMs = 10_000, now = Date.now } = asked
  const files = asked.files ?? onlyMounts()
  const { checks, causes } = combine([builtIn])
  const chosen = plan(checks, { ...asked, waiting: waitMs !== undefined })
  const settings = await resolveSettings({ flags, env, files })
  const clients = createClients(env, now, { online: asked.offline !== true })
  const { context, finished } = createContext({
    settings,
    env,
    clients,
    files,
    now,
    timeoutMs,
    signal: new AbortController().signal,
    wait: createWait(waitMs ?? 0),
    mayWrite: chosen.checks.some(({ id, writes }) => writes && !chosen.ruledOut.has(id)),
    ...(asked.machine === undefined ? {} : { machine: asked.machine }),
    ...(asked.leftovers === undefined ? {} : { leftovers: asked.leftovers }),
  })
  const startedAt = new Date()
  try {
    const results = await run(chosen, { context, catalogue: causes, progress: silent })
    await finished()
    return makeReport({
      results,
      plan: chosen,
      catalogue: causes,
      settings,
      startedAt,
      version: '0.0.0',
      durationMs: 0,
      failOn: 'fail',
      offline: false,
      leftovers: [...context.leftovers],
    })
  } finally {
    clients.close()
  }
}

/** What is not well, by check: `fail <cause>`, `warn <cause>` or `error`. */
export function findings(results: Results): Record<string, string> {
  const found: Record<string, string> = {}
  for (const result of Object.values(results)) {
    if (result.status === 'fail' || result.status === 'warn')
      found[result.id] = `${result.status} ${result.cause}`
    else if (result.status === 'error') found[result.id] = 'error'
  }
  return found
}

/** The status of each check. */
export function statuses(results: Results): Record<string, string> {
  return Object.fromEntries(Object.values(results).map(({ id, status }) => [id, status]))
}

/** The evidence of one check; empty where it has none. */
export function evidence(results: Results, id: string): Readonly<Record<string, unknown>> {
  const result = results[id]
  return result !== undefined && 'evidence' in result ? (result.evidence ?? {}) : {}
}
