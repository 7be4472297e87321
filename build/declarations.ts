import { cp, mkdir, readFile, rm } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'

/**
 * Copies the declarations that `entries` lead to from what the compiler wrote to `directory`.
 * Throws for one that leads to a package: nothing is installed with this one.
 */
export async function copyDeclarations(
  entries: readonly string[],
  compiled: string,
  directory: string,
): Promise<void> {
  await rm(directory, { recursive: true, force: true })
  const files = new Set<string>()
  for (const entry of entries) await follow(join(compiled, entry), files)
  for (const file of files) {
    const copy = join(directory, relative(compiled, file))
    await mkdir(dirname(copy), { recursive: true })
    await cp(file, copy)
  }
}

async function follow(file: string, files: Set<string>): Promise<void> {
  if (files.has(file)) return
  files.add(file)
  const text = await readFile(file, 'utf8')
  for (const [, name = ''] of text.matchAll(/\b(?:from |import ?\(|import )['"]([^'"]+)['"]/g)) {
    if (name.startsWith('.')) {
      await follow(join(dirname(file), name.replace(/\.[jt]s$/, '.d.ts')), files)
    } else if (!name.startsWith('node:')) {
      throw new Error(`${file} leads to the types of ${name}, which nobody has installed`)
    }
  }
}
