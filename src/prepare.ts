import type { Catalogue } from './catalogue.ts'
import type { Check } from './check.ts'
import { type Severities, withSeverities } from './config/severities.ts'
import { waiverCauses } from './config/waiver-causes.ts'
import { checkWaivers, type Waiver } from './config/waivers.ts'
import type { Files } from './disk/files.ts'
import { combine, type Plugin } from './plugins/plugin.ts'
import type { ReportedConfig } from './report/report.ts'
import { type Plan, plan, type Selection } from './run/plan.ts'
import { type Redactor, redactStrings } from './secrets/redactor.ts'
import { secretsIn } from './secrets/secrets-in.ts'
import { resolveSettings } from './settings/resolve-settings.ts'
import type { SettingSources } from './settings/setting-sources.ts'
import type { Settings } from './settings/settings.ts'

/** What a run is made from: where settings come from, who provides the checks, and which are wanted. */
export interface Wanted extends Omit<SettingSources, 'files'> {
  readonly files: Files
  /** The built-in plug-in. */
  readonly plugins: readonly Plugin[]
  /** Other people's plug-ins, loaded and each sound by itself. */
  readonly guests?: readonly Plugin[]
  /** What a configuration says apart from settings and selection. */
  readonly configured?: Configured | undefined
  readonly selection: Selection
  /** Makes the redactor of known secrets. */
  readonly redactor: (known: Iterable<string>) => Redactor
}

/** What a configuration says of the run's causes, and which it was. */
export interface Configured {
  readonly config: ReportedConfig
  readonly severities: Severities
  readonly waivers: readonly Waiver[]
}

/** A run that is ready to begin: nothing has been asked yet. */
export interface Prepared {
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly files: Files
  readonly settings: Settings
  readonly causes: Catalogue
  /** Every check that is known, in the run or not. */
  readonly known: readonly Check[]
  readonly config?: ReportedConfig | undefined
  readonly waivers: readonly Waiver[]
  readonly plan: Plan
  readonly offline: boolean
  /** What the run may write, in words; absent when nothing. */
  readonly writes?: string
  /** Takes out every secret found in the settings and the environment. */
  readonly redact: Redactor
}

/** Resolves the settings and chooses the checks; throws a UsageError for what cannot be used. */
export async function prepare(wanted: Wanted): Promise<Prepared> {
  const { env, files, selection, configured, guests = [] } = wanted
  const settings = await resolveSettings(wanted)
  const redact = wanted.redactor([...settings.secrets, ...secretsIn(env)])
  const { checks, causes: own } = combine([
    ...wanted.plugins,
    ...guests.map((guest) => redactPlugin(guest, redact)),
  ])
  const { config, severities = {}, waivers = [] } = configured ?? {}
  const causes = { ...withSeverities(own, severities), ...waiverCauses }
  checkWaivers(waivers, own, checks)
  const chosen = plan(checks, selection)
  const writes = announcement(chosen, settings, guests)
  return {
    env,
    files,
    settings,
    causes,
    known: checks,
    config,
    waivers,
    plan: chosen,
    offline: selection.offline === true,
    ...(writes === undefined ? {} : { writes }),
    redact,
  }
}

/** A plug-in whose texts hold no secret: its author may have written one into them. */
function redactPlugin({ name, checks, causes }: Plugin, redact: Redactor): Plugin {
  const clean = <T>(value: T) => redactStrings(value, redact)
  return {
    name,
    checks: checks.map((check) => ({ ...check, title: clean(check.title) })),
    causes: Object.fromEntries(
      Object.entries(causes).map(([id, cause]) => {
        const { title, why, fix, docs } = cause
        return [id, { ...cause, ...clean({ title, why, fix, docs }) }]
      }),
    ),
  }
}

function announcement(
  { checks, ruledOut }: Plan,
  settings: Settings,
  guests: readonly Plugin[],
): string | undefined {
  const bucket = settings.get('bucket')
  const writing = checks.filter((check) => check.writes && !ruledOut.has(check.id))
  const foreign = new Set(guests.flatMap((guest) => guest.checks.map(({ id }) => id)))
  const others = writing.filter(({ id }) => foreign.has(id)).map(({ id }) => `what ${id} writes`)
  const own =
    writing.length === others.length || settings.backend !== 'byo' || bucket === undefined
      ? []
      : [`one object of 100 bytes under s3://${bucket}/${settings.get('prefix') ?? ''}testing/`]
  const all = [...others, ...own]
  return all.length === 0 ? undefined : all.join(' and ')
}
