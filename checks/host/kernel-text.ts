import type { Context } from '../../src/index.ts'

/** The text of a file of the kernel's, without white space around it; undefined where it cannot be read. */
export async function kernelText({ files }: Context, path: string): Promise<string | undefined> {
  try {
    // What AppArmor and the cgroups say may end with a NUL.
    return (await files.read(path)).replaceAll('\0', '').trim()
  } catch {
    return undefined
  }
}
