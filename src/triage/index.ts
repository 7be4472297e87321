import { matcher } from '../matching/matcher.ts'
import { redactor } from '../secrets/redactor.ts'
import type { Triage } from './document.ts'
import type { TriageInput, TriageOptions } from './input.ts'
import { makeDocument } from './make-document.ts'
import { triageReader } from './triage-reader.ts'

export type { Question, Sighting, Triage, TriagedCause, Unexplained } from './document.ts'
export type { TriageInput, TriageOptions } from './input.ts'

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
