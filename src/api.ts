import { checkDiagnoseOptions } from './api-options.ts'
import { diagnose, type Live } from './diagnose.ts'
import { disk } from './disk/disk.ts'
import { nearest } from './nearest.ts'
import { guestPlugin } from './plugins/guest.ts'
import type { Plugin } from './plugins/plugin.ts'
import { soundPlugin } from './plugins/plugin-shape.ts'
import { type Prepared, prepare } from './prepare.ts'
import type { Report } from './report/report.ts'
import type { FailOn } from './report/verdict.ts'
import { atDeadline } from './run/deadline.ts'
import { eventListener, type RunEvent } from './run/run-events.ts'
import { createWait } from './run/wait.ts'
import { redactor } from './secrets/redactor.ts'
import type { Given } from './settings/setting-sources.ts'
import { type SettingKey, settingKeys, settingSpecs } from './settings/settings.ts'
import { UsageError } from './usage-error.ts'

/** A setting that may be given in the open; secrets come from the environment, as ever. */
export type OpenSettingKey = Exclude<
  SettingKey,
  'workspace' | 'intent' | 'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'token'
>

/** What a run is asked to do. Every option has the default that it has on the command line. */
export interface DiagnoseOptions {
  /** `<name>`, `<handle>/<name>` or `artifacts://<handle>/<name>`. */
  readonly workspace?: string
  /** What you are about to do; decides what counts as sick. */
  readonly intent?: 'create' | 'mount'
  /**
   * Settings by their key in the report (`bucket`, `endpoint`); they rank as flags do, and the
   * report names them as such.
   */
  readonly settings?: Readonly<Partial<Record<OpenSettingKey, string>>>
  /** Where the other settings and the secrets are looked up; `process.env` unless given. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Other people's checks, in addition to the built-in ones. */
  readonly plugins?: readonly Plugin[]
  /** Globs on check ids. */
  readonly only?: readonly string[]
  readonly skip?: readonly string[]
  readonly require?: readonly string[]
  /** Nothing leaves the machine. */
  readonly offline?: boolean
  /** No object is written. */
  readonly readOnly?: boolean
  /** For each check and attempt, in milliseconds; 10 000 unless given. */
  readonly timeoutMs?: number
  /** For the run, waiting not counted, in milliseconds; 60 000 unless given. */
  readonly deadlineMs?: number
  /** How long to retry what may clear by itself, in milliseconds; 0 unless given. */
  readonly waitMs?: number
  /** What makes the report's `exitCode` 1; `fail` unless given. */
  readonly failOn?: FailOn
  /** Ends the run early: checks that have not ended by then are `error`, and the report is still made. */
  readonly signal?: AbortSignal
  /** Called with each event as it happens. What it throws rejects the run, once the run has ended. */
  readonly onEvent?: (event: RunEvent) => void
}

/** Makes `diagnose` from a loader of the built-in checks. */
export function createDiagnose(loadChecks: () => Promise<Plugin>) {
  return async (options: DiagnoseOptions = {}): Promise<Report> => {
    checkDiagnoseOptions(options)
    const prepared = await prepareRun(options, await loadChecks())
    const { timeoutMs = 10_000, deadlineMs = 60_000, failOn = 'fail' } = options
    const wait = createWait(options.waitMs ?? 0)
    const deadline = new AbortController()
    const callOff = atDeadline({ deadlineMs, wait }, () =>
      deadline.abort(new Error(`the run's deadline of ${deadlineMs} ms passed`)),
    )
    const signals = options.signal === undefined ? [] : [options.signal]
    const signal = AbortSignal.any([deadline.signal, ...signals])
    const live = { signal, timeoutMs, wait, failOn }
    try {
      return await withEvents(prepared, live, options.onEvent)
    } finally {
      callOff()
    }
  }
}

async function withEvents(
  prepared: Prepared,
  live: Live,
  onEvent: DiagnoseOptions['onEvent'],
): Promise<Report> {
  if (onEvent === undefined) return diagnose(prepared, live)
  const thrown: unknown[] = []
  // A run must not stop halfway because its listener throws.
  const emit = (event: RunEvent) => {
    try {
      onEvent(event)
    } catch (error) {
      thrown.push(error)
    }
  }
  const at = () => new Date().toISOString()
  emit({ event: 'run.start', at: at(), checks: prepared.plan.checks.map(({ id }) => id) })
  const listener = eventListener(emit)
  const report = await diagnose(prepared, { ...live, listener })
  emit({ event: 'run.end', at: at(), report })
  if (thrown.length > 0) throw thrown[0]
  return report
}

function prepareRun(options: DiagnoseOptions, builtIn: Plugin): Promise<Prepared> {
  const { workspace, intent, settings = {}, plugins = [] } = options
  const { only = [], skip = [], require = [], offline = false, readOnly = false } = options
  const from = { only: 'only', skip: 'skip', require: 'require' }
  const waiting = (options.waitMs ?? 0) > 0
  for (const [key, value] of Object.entries(settings)) checkSetting(key, value)
  const flags: Given = {
    ...settings,
    ...(workspace === undefined ? {} : { workspace }),
    ...(intent === undefined ? {} : { intent }),
  }
  return prepare({
    flags,
    env: { ...(options.env ?? process.env) },
    files: disk,
    plugins: [builtIn],
    guests: plugins.map((one, index) => guestPlugin(soundPlugin(one, `plugins[${index}]`))),
    selection: { only, skip, require, from, offline, readOnly, waiting },
    redactor,
  })
}

function checkSetting(key: string, value: unknown): void {
  const known = settingKeys as readonly string[]
  const open = settingKeys.filter(
    (one) => !settingSpecs[one].secret && one !== 'workspace' && one !== 'intent',
  )
  if ((open as readonly string[]).includes(key)) {
    if (value === undefined || typeof value === 'string') return
    throw new UsageError(
      `settings.${key}: is no text; expected ${settingSpecs[key as SettingKey].help}`,
    )
  }
  if (!known.includes(key))
    throw new UsageError(`settings.${key}: is not a setting; nearest: '${nearest(key, open)}'`)
  const { env = [], secret } = settingSpecs[key as SettingKey]
  throw new UsageError(
    secret
      ? `settings.${key}: is a secret; put it into env, as ${env[0]}`
      : `settings.${key}: is an option of its own`,
  )
}
