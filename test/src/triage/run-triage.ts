import { causes } from '../../../checks/causes/index.ts'
import type { Triage } from '../../../src/triage/document.ts'
import { type TriageOptions, triage } from '../../../src/triage/index.ts'

/** A triage of texts or bytes by name, each in chunks of so many bytes. */
export function triageOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<TriageOptions> & { readonly chunk?: number } = {},
): Promise<Triage> {
  const { chunk = 65_536, ...rest } = options
  const inputs = Object.entries(files).map(([name, content]) => ({
    name,
    open: async function* () {
      const bytes = Buffer.from(content as string)
      // One buffer that is written over, as a file is read.
      const shared = Buffer.alloc(chunk)
      for (let at = 0; at < bytes.length; at += chunk) {
        const size = bytes.copy(shared, 0, at, at + chunk)
        yield shared.subarray(0, size)
      }
    },
  }))
  return triage(inputs, { catalogue: causes, ...rest })
}

/** The ids of root causes and of consequences. */
export function idsOf({ rootCauses, consequences }: Triage) {
  return {
    roots: rootCauses.map(({ cause }) => cause),
    consequences: consequences.map(({ cause }) => cause),
  }
}
