import { reportSchema } from '../report-schema.ts'
import type { Io } from './io.ts'
import { write } from './write.ts'

/** Prints the JSON Schema of the report. */
export async function schema(io: Io): Promise<number> {
  await write(io.stdout, `${JSON.stringify(reportSchema, undefined, 2)}\n`, io.redactor([]))
  return 0
}
