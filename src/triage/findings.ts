/** A line as it stands in an input; what is shown of it is made of this once, at the end. */
export interface RawSighting {
  readonly file: string
  readonly line: number
  readonly text: string
  /** The part of the text that led to a cause. */
  readonly matched: string
  /** How many were seen before it, in all inputs. */
  readonly order: number
  /** When it was written, in milliseconds since 1970, where it says so. */
  readonly time?: number
}

/** A cause found, how often and where. */
export interface Finding {
  readonly cause: string
  count: number
  first: RawSighting
  last: RawSighting
  /** Other causes to which the same words led. */
  readonly alternatives: Set<string>
  /** A doctor found it on the spot, and how bad. */
  reported?: 'fail' | 'warn'
}

/** Causes by id, in the order in which they were first seen. */
export type Findings = Map<string, Finding>

/** Counts a cause once more, as seen there. */
export function addFinding(findings: Findings, cause: string, seen: RawSighting): Finding {
  const known = findings.get(cause)
  if (known === undefined) {
    const made: Finding = { cause, count: 1, first: seen, last: seen, alternatives: new Set() }
    findings.set(cause, made)
    return made
  }
  known.count += 1
  known.last = seen
  return known
}
