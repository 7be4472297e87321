import type { Catalogue } from '../catalogue.ts'
import { matcher } from '../matching/matcher.ts'
import { type Redactor, redactor } from '../redactor.ts'
import type { Triage } from './document.ts'
import { makeDocument } from './make-document.ts'
import { triageReader } from './triage-reader.ts'

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

/**
 * The causes that logs, reports and other texts lead to, whatever their size, in flat memory.
 * Rejects where an input cannot be read; bytes that make no sense are no reason to.
 */
export async function triage(
  inputs: Iterable<TriageInput> | AsyncIterable<TriageInput>,
  options: TriageOptions,
): Promise<Triage> {
  const { catalogue, backend, redact = redactor() } = options
  const reader = triageReader({
    ...options,
    matcher: matcher(catalogue),
    knowing: backend === undefined ? {} : { backend },
  })
  try {
    for await (const input of inputs) await reader.read(input)
  } finally {
    reader.end()
  }
  return makeDocument(reader.seen(), { catalogue, backend, redact })
}
