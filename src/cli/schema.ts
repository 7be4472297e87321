import type { Io } from './io.ts'
import { write } from './write.ts'

const SCHEMAS = {
  report: async () => (await import('../report-schema.ts')).reportSchema,
  config: async () => (await import('../config-schema.ts')).configSchema,
} as const

/** Prints the JSON Schema of a document. */
export async function schema(
  { what }: { readonly what: keyof typeof SCHEMAS },
  io: Io,
): Promise<number> {
  const text = JSON.stringify(await SCHEMAS[what](), undefined, 2)
  await write(io.stdout, `${text}\n`, io.redactor([]))
  return 0
}
