import type { RootCause } from '../report/report.ts'

/** A place in an input, and what stood there: redacted, in one line, cut to a length. */
export interface Sighting {
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  readonly text: string
}

/** A cause that the inputs lead to, with all that a reader needs to mend it. */
export interface TriagedCause extends Omit<RootCause, 'checks' | 'unblocks'> {
  /** How many texts lead to it; one of several lines counts once. */
  readonly count: number
  readonly first: Sighting
  readonly last: Sighting
  /** Of a consequence: the causes found that it follows from. */
  readonly consequenceOf?: readonly string[]
}

/** Lines that look like errors and match nothing, alike but for numbers and ids. */
export interface Unexplained {
  /** The first of them, numbers and ids folded. */
  readonly text: string
  readonly count: number
  readonly first: Sighting
}

/** What to ask whoever sent the inputs, and what they should type to know. */
export interface Question {
  readonly ask: string
  readonly run?: string
}

/** Everything that a triage found; the reporters only render it. */
export interface Triage {
  readonly schema: 'artifacts-doctor/triage/v1'
  /** Of all inputs together, as they are once unpacked. */
  readonly lines: number
  readonly bytes: number
  /**
   * What explains all failures first, then failures before warnings, then what was seen most
   * often, then what was seen first.
   */
  readonly rootCauses: readonly TriagedCause[]
  readonly consequences: readonly TriagedCause[]
  /** Most frequent first. */
  readonly unexplained: readonly Unexplained[]
  readonly questions: readonly Question[]
  /** What a reader should know of the inputs: cut off, unreadable, not looked into; absent when nothing. */
  readonly notes?: readonly string[]
}
