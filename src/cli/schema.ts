import type { Io } from './io.ts'
import { write } from './write.ts'

/** Every schema by the name it is asked for with. */
export const schemas = {
  report: async () => (await import('../report/report-schema.ts')).reportSchema,
  config: async () => (await import('../config/config-schema.ts')).configSchema,
  explanation: async () => (await import('../explain/explanation-schema.ts')).explanationSchema,
  triage: async () => (await import('../triage/schema.ts')).triageSchema,
} as const

/** Prints the JSON Schema of a document. */
export async function schema(
  { what }: { readonly what: keyof typeof schemas },
  io: Io,
): Promise<number> {
  await write(
    io.stdout,
    `${JSON.stringify(await schemas[what](), undefined, 2)}\n`,
    io.redactor([]),
  )
  return 0
}
