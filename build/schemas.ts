import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { schemas } from '../src/cli/schema.ts'

/** Writes every schema that the doctor prints to `directory`, under the name that it is asked for with. */
export async function writeSchemas(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true })
  await mkdir(directory)
  for (const [name, load] of Object.entries(schemas)) {
    await writeFile(
      join(directory, `${name}.json`),
      `${JSON.stringify(await load(), undefined, 2)}\n`,
    )
  }
}
