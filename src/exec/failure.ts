import { stripVTControlCharacters } from 'node:util'
import type { Catalogue } from '../catalogue.ts'
import { glob } from '../glob.ts'
import { matcher } from '../matching/matcher.ts'
import type { RanCommand } from './run-command.ts'

/** A cause that a failed command's output leads to. */
export interface FailureCause {
  readonly cause: string
  /** The line that leads to it, as it was printed, and the part of it that does. */
  readonly line: string
  readonly matched: string
  /** What it was taken for while there was time to wait. */
  readonly perhaps?: string
}

/** What is known when a failure is judged. */
export interface Judging {
  readonly catalogue: Catalogue
  readonly backend?: 'managed' | 'byo'
  /** Whether `--wait` has time left, so that keys may still be on their way. */
  readonly waiting: boolean
  /** Causes that were met earlier in this run. */
  readonly met: ReadonlySet<string>
}

/** The causes of a command's failure, judging by what it printed; none where nothing of it is known. */
export function failureCauses(
  { stdout, stderr }: Pick<RanCommand, 'stdout' | 'stderr'>,
  { catalogue, backend, waiting, met }: Judging,
): FailureCause[] {
  // Standard error first: that is where errors belong.
  const text = stripVTControlCharacters(`${stderr.text()}\n${stdout.text()}`)
  const found = matcher(catalogue).match(text, backend === undefined ? {} : { backend })
  const ids = found.map(({ cause }) => cause)
  const roots = found.filter(({ cause }) => !followsAny(cause, ids, catalogue))
  const passes = (cause: string): string | undefined => {
    const { as, after } = catalogue[cause]?.passing ?? {}
    if (as === undefined) return undefined
    // Where one text names both, the other one is that very cause.
    const seen = met.has(as) || ids.some((id) => id === as || fresh(catalogue, id) === as)
    return after && !seen ? undefined : as
  }
  const named = roots.map(({ cause, matched }): FailureCause => {
    const line = lineWith(text, matched)
    const as = passes(cause)
    if (as === undefined) return { cause, line, matched }
    return waiting ? { cause: as, line, matched } : { cause, line, matched, perhaps: as }
  })
  return named.filter(({ cause }, at) => named.findIndex((one) => one.cause === cause) === at)
}

/** Whether a command may be run again for these: something was found, and all of it may pass. */
export function mayPass(causes: readonly FailureCause[], catalogue: Catalogue): boolean {
  const failing = causes.filter(({ cause }) => !catalogue[cause]?.warning)
  return failing.length > 0 && failing.every(({ cause }) => catalogue[cause]?.transient)
}

function fresh(catalogue: Catalogue, cause: string): string | undefined {
  const passing = catalogue[cause]?.passing
  return passing?.after ? undefined : passing?.as
}

function followsAny(cause: string, ids: readonly string[], catalogue: Catalogue): boolean {
  const patterns = catalogue[cause]?.consequenceOf ?? []
  return patterns.some((pattern) => ids.filter((id) => id !== cause).some(glob(pattern)))
}

function lineWith(text: string, matched: string): string {
  const at = text.toLowerCase().indexOf(matched.toLowerCase())
  if (at < 0) return matched
  const begin = text.lastIndexOf('\n', at) + 1
  const end = text.indexOf('\n', at)
  return text.slice(begin, end < 0 ? undefined : end).trim()
}
