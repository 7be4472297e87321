import { type Schema, schemaFault } from './schema-fault.ts'
import { settingSpecs } from './settings/settings.ts'
import { UsageError } from './usage-error.ts'

/** Up to a day, as on the command line. */
const MILLISECONDS: Schema = { type: 'integer', minimum: 0, maximum: 86_400_000 }
const GLOBS: Schema = { type: 'array', items: { type: 'string', minLength: 1 } }

/** What may be said to `diagnose`; what stands in `plugins` and `settings` is looked at where it is used. */
const DIAGNOSE: Schema = {
  type: 'object',
  properties: {
    workspace: { type: 'string' },
    intent: { type: 'string', enum: settingSpecs.intent.choices ?? [] },
    settings: { type: 'object' },
    env: { type: 'object' },
    plugins: { type: 'array' },
    only: GLOBS,
    skip: GLOBS,
    require: GLOBS,
    offline: { type: 'boolean' },
    readOnly: { type: 'boolean' },
    timeoutMs: MILLISECONDS,
    deadlineMs: MILLISECONDS,
    waitMs: MILLISECONDS,
    failOn: { type: 'string', enum: ['warn', 'fail', 'never'] },
    signal: {},
    onEvent: {},
  },
  additionalProperties: false,
}

const EXPLAIN: Schema = {
  type: 'object',
  properties: {
    backend: { type: 'string', enum: settingSpecs.backend.choices ?? [] },
    plugins: { type: 'array' },
  },
  additionalProperties: false,
}

/** Throws a UsageError for options of `diagnose` that are misspelt or of another type. */
export function checkDiagnoseOptions(options: unknown): void {
  refuse(schemaFault(withoutUndefined(options), DIAGNOSE))
}

/** Throws a UsageError for what is no text to `explain`, and for options that it cannot use. */
export function checkExplainOptions(text: unknown, options: unknown): void {
  refuse(schemaFault(text, { type: 'string' }, 'text'))
  refuse(schemaFault(withoutUndefined(options), EXPLAIN))
}

function refuse(fault: string | undefined): void {
  if (fault !== undefined)
    throw new UsageError(fault.replace(/^the document is/, 'the options are'))
}

/** An option that is undefined is left out. */
function withoutUndefined(options: unknown): unknown {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) return options
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}
