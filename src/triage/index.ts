import type { Catalogue } from '../catalogue.ts'
import type { Triage } from './document.ts'

export type { Question, Sighting, Triage, TriagedCause, Unexplained } from './document.ts'

/** One file, or whatever else bytes come from. */
export interface TriageInput {
  /** What it is called in the findings. */
  readonly name: string
  /** Its bytes, read once; a chunk may be overwritten as soon as the next is asked for. */
  open(): AsyncIterable<Uint8Array>
}

/** What a triage knows beside its inputs. */
export interface TriageOptions {
  readonly catalogue: Catalogue
  readonly backend?: 'managed' | 'byo'
  /** Ends the reading; what was found until then is thrown away with its reason. */
  readonly signal?: AbortSignal
}

/**
 * The causes that logs, reports and other texts lead to, whatever their size, in flat memory.
 * Rejects where an input cannot be read; bytes that make no sense never do.
 */
export async function triage(
  _inputs: Iterable<TriageInput> | AsyncIterable<TriageInput>,
  _options: TriageOptions,
): Promise<Triage> {
  throw new Error('not yet')
}
