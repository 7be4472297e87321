import type { Catalogue } from '../catalogue.ts'
import type { Redactor } from '../secrets/redactor.ts'

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
  /** Ends the reading: the triage rejects with its reason. */
  readonly signal?: AbortSignal
  /** Takes the secrets that the caller knows out of all that is shown; by default, known shapes. */
  readonly redact?: Redactor
  /** The files in an archive (tar, unpacked if it was packed), each read before the next is asked for. */
  readonly openArchive?: (
    name: string,
    bytes: AsyncIterable<Uint8Array>,
  ) => AsyncIterable<TriageInput>
}
