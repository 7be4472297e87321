import { createDiagnose } from '../src/api.ts'
import { createExplain } from '../src/explain/create-explain.ts'

export type { DiagnoseOptions, OpenSettingKey } from '../src/api.ts'
export type { ExplainOptions } from '../src/explain/create-explain.ts'
export type { Explanation } from '../src/explain/explanation.ts'
export * from '../src/index.ts'
export type {
  Report,
  ReportedCheck,
  ReportedConfig,
  RootCause,
  ShownSetting,
} from '../src/report/report.ts'
export type { Result, Status, Waived } from '../src/run/result.ts'
export type { RunEvent } from '../src/run/run-events.ts'
export { UsageError } from '../src/usage-error.ts'

/**
 * Runs the checks, as `artifacts-doctor check` does, and gives the report: the very one of
 * `--format json`, without secrets. It reads no configuration file, writes nothing to the
 * terminal, sets no exit code and listens to no signal of the process. Rejects with a
 * `UsageError` for what cannot be used; whatever a check does is in the report.
 */
export const diagnose = createDiagnose(async () => (await import('../checks/index.ts')).default)

/**
 * Names the causes behind a code, a message, pasted output or a cause id, as `artifacts-doctor
 * explain` does; an empty list where none is known.
 */
export const explain = createExplain(async () => (await import('../checks/causes/index.ts')).causes)
