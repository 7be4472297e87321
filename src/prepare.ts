import type { Catalogue } from './catalogue.ts'
import type { Files } from './files.ts'
import { type Plan, plan, type Selection } from './graph.ts'
import { combine, type Plugin } from './plugin.ts'
import type { Redactor } from './redactor.ts'
import { resolveSettings, type SettingSources } from './resolve-settings.ts'
import { secretsIn } from './secrets-in.ts'
import type { Settings } from './settings.ts'

/** What a run is made of: where settings come from, who brings the checks, and which are wanted. */
export interface Wanted extends Omit<SettingSources, 'files'> {
  readonly files: Files
  readonly plugins: readonly Plugin[]
  readonly selection: Selection
  /** Makes the redactor of known secrets. */
  readonly redactor: (known: Iterable<string>) => Redactor
}

/** A run that is settled and has not begun: nothing was asked yet. */
export interface Prepared {
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly files: Files
  readonly settings: Settings
  readonly causes: Catalogue
  readonly plan: Plan
  readonly offline: boolean
  /** What the run may write, in words; absent when nothing. */
  readonly writes?: string
  /** Takes out every secret that was met in the settings and the environment. */
  readonly redact: Redactor
}

/** Settles the settings and chooses the checks; throws a UsageError for what cannot be used. */
export async function prepare(wanted: Wanted): Promise<Prepared> {
  const { env, files, selection } = wanted
  const settings = await resolveSettings(wanted)
  const { checks, causes } = combine(wanted.plugins)
  const chosen = plan(checks, selection)
  const writes = announcement(chosen, settings)
  return {
    env,
    files,
    settings,
    causes,
    plan: chosen,
    offline: selection.offline === true,
    ...(writes === undefined ? {} : { writes }),
    redact: wanted.redactor([...settings.secrets, ...secretsIn(env)]),
  }
}

function announcement({ checks, ruledOut }: Plan, settings: Settings): string | undefined {
  const bucket = settings.get('bucket')
  const writing = checks.some((check) => check.writes && !ruledOut.has(check.id))
  if (!writing || settings.backend !== 'byo' || bucket === undefined) return undefined
  return `one object of 100 bytes under s3://${bucket}/${settings.get('prefix') ?? ''}testing/`
}
