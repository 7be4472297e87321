import type { Catalogue, Cause, Step } from '../catalogue.ts'
import type { Result } from '../run/result.ts'
import type { Settings } from '../settings/settings.ts'
import { applies, fillStep } from './fill-step.ts'
import type { RootCause } from './report.ts'

type Named = Extract<Result, { status: 'warn' | 'fail' }>

/**
 * The causes found: waived ones last, fail before warn, a `first` cause before others, then what
 * unblocks most.
 */
export function rootCauses(
  results: readonly Result[],
  catalogue: Catalogue,
  settings: Settings,
): RootCause[] {
  const found = new Map<string, Named[]>()
  for (const result of results) {
    if (result.status !== 'fail' && result.status !== 'warn') continue
    found.set(result.cause, [...(found.get(result.cause) ?? []), result])
  }
  const rank = new Map(Object.keys(catalogue).map((id, index) => [id, index]))
  const weight = ({ cause, severity, waived }: RootCause) =>
    (waived === undefined ? 0 : 4) +
    (severity === 'fail' ? 0 : 2) +
    (catalogue[cause]?.first ? 0 : 1)
  return [...found]
    .flatMap(([id, named]) => {
      const cause = catalogue[id]
      return cause === undefined
        ? []
        : [rootCause(id, named, { cause, catalogue, results, settings })]
    })
    .sort(
      (a, b) =>
        weight(a) - weight(b) ||
        b.unblocks.length - a.unblocks.length ||
        (rank.get(a.cause) ?? 0) - (rank.get(b.cause) ?? 0),
    )
}

function rootCause(
  id: string,
  named: readonly Named[],
  {
    cause,
    catalogue,
    results,
    settings,
  }: {
    readonly cause: Cause
    readonly catalogue: Catalogue
    readonly results: readonly Result[]
    readonly settings: Settings
  },
): RootCause {
  const checks = named.map((result) => result.id)
  const unblocks = results.flatMap((result) =>
    result.status === 'blocked' && result.blockedBy.some((root) => checks.includes(root))
      ? [result.id]
      : [],
  )
  return {
    cause: id,
    severity: cause.warning ? 'warn' : 'fail',
    checks,
    unblocks,
    title: cause.title,
    why: cause.why,
    fix: steps(cause, named, settings),
    docs: cause.docs,
    documented: cause.documented,
    ...documentedAs(cause, catalogue),
    transient: cause.transient ?? false,
    owner: cause.owner,
    alternatives: [...new Set(named.flatMap((result) => result.alternatives ?? []))],
    ...waivedBy(named),
    ...(cause.severityFrom === undefined ? {} : { severityFrom: cause.severityFrom }),
  }
}

/** A root is waived where every check that named it is; the waiver that ends first is shown. */
function waivedBy(named: readonly Named[]): Pick<RootCause, 'waived'> {
  const waivers = named.flatMap(({ waived }) => waived ?? [])
  const [first] = waivers.sort((a, b) => a.until.localeCompare(b.until))
  return first === undefined || waivers.length < named.length ? {} : { waived: first }
}

/** The documented cause that a more specific one refines, and the code that its documentation shows. */
export function documentedAs(
  { refines }: Cause,
  catalogue: Catalogue,
): Pick<RootCause, 'documentedAs'> {
  if (refines === undefined) return {}
  const seen = catalogue[refines]?.match?.find((match) => 'code' in match)?.code
  return { documentedAs: { ...(seen === undefined ? {} : { seen }), cause: refines } }
}

/** The steps of a cause, filled in, once for each peer at which it was seen. */
function steps(cause: Cause, named: readonly Named[], settings: Settings): Step[] {
  const filled = named.flatMap(({ evidence }) =>
    cause.fix
      .filter((step) => applies(step, evidence))
      .map((step) => fillStep(step, evidence, settings)),
  )
  const known = new Set<string>()
  return filled.filter((step) => {
    const key = `${step.do}\n${step.run ?? ''}`
    return known.size !== known.add(key).size
  })
}
