import type { Written } from './plain-line.ts'

/** A line as it stands in an input; what is shown of it is made of this once, at the end. */
export interface RawSighting {
  readonly file: string
  readonly line: number
  readonly text: string
  /** The part of the text that led to a cause. */
  readonly matched: string
  /** How many were seen before it, in all inputs. */
  readonly order: number
  /** When it was written, where it says so. */
  readonly written?: Written
}

/** A cause found, how often and where. */
export interface Finding {
  readonly cause: string
  count: number
  first: RawSighting
  last: RawSighting
  /** Other causes to which the same words led. */
  readonly alternatives: Set<string>
  /** Words or a code led to it, at least once: not a bare status alone. */
  named: boolean
  /** Words or a code led to it, at least once, and to nothing else. */
  sole: boolean
  /** A doctor found it on the spot, and how bad. */
  reported?: 'fail' | 'warn'
  /** Gives what is the last by now, until it is asked for. */
  seeLast?: (() => RawSighting) | undefined
}

/** Causes by id, in the order in which they were first seen. */
export type Findings = Map<string, Finding>

/**
 * Counts a cause `count` times more, as seen there. Only the first sighting is made at once: most
 * others are not the last, and `settle` makes that one.
 */
export function addFinding(
  findings: Findings,
  cause: string,
  see: () => RawSighting,
  count = 1,
): Finding {
  const known = findings.get(cause)
  if (known === undefined) {
    const seen = see()
    const alternatives = new Set<string>()
    const made = { cause, count, first: seen, last: seen, alternatives, named: false, sole: false }
    findings.set(cause, made)
    return made
  }
  known.count += count
  known.seeLast = see
  return known
}

/** Makes the last sightings, before what they are made of is gone. */
export function settle(findings: Findings): void {
  for (const finding of findings.values()) {
    if (finding.seeLast === undefined) continue
    finding.last = finding.seeLast()
    finding.seeLast = undefined
  }
}
