import type { TriageInput } from '../triage/index.ts'
import { readTar } from './read-tar.ts'

/**
 * What a triage reads of a bundle, a tar that is unpacked: the report inside and the logs. The
 * triage inside was made of the same logs, and would count them twice; the other files say nothing
 * of causes. Throws a UsageError for what is no bundle, or not a safe one.
 */
export async function* triageInputs(
  bundle: string,
  archive: AsyncIterable<Uint8Array>,
): AsyncGenerator<TriageInput, void, undefined> {
  for await (const { name, bytes } of readTar(bundle, archive)) {
    if (name !== 'report.json' && !name.startsWith('logs/')) continue
    yield { name: `${bundle}/${name}`, open: () => bytes }
  }
}
