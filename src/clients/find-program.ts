import { constants } from 'node:fs'
import { access, lstat, open, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { mayHang } from '../disk/hang-prone.ts'
import { isSilent, SILENT } from '../disk/look-in-child.ts'

/** A file with a program's name in a directory of PATH. */
export interface FoundProgram {
  readonly path: string
  /** Where it leads to, if it is a link. */
  readonly target?: string
  /** Why a shell would pass it over; absent where it would be run. */
  readonly unfit?: string
  /** What its first bytes show; absent where they could not be read. */
  readonly format?: ProgramFormat
}

/** What a program is built for; the machine as uname(1) names it, where it is one for Linux. */
export type ProgramFormat =
  | { readonly kind: 'elf'; readonly machine: string }
  | { readonly kind: 'script' | 'text' | 'macos' | 'windows' | 'page' | 'empty' }

/**
 * Every file called `name` in the directories of PATH, in their order. Directories that are not
 * named in full are left out: what lies in the working directory is not run.
 */
export async function findProgram(
  name: string,
  path: string | undefined,
): Promise<readonly FoundProgram[]> {
  const directories = [...new Set((path ?? '').split(':').filter(isAbsolute))]
  const looks = await Promise.all(directories.map((directory) => look(join(directory, name))))
  const seen = new Set<string>()
  // /bin is a link to /usr/bin on most systems: one program, not two.
  return looks.filter((found) => {
    if (found === undefined) return false
    const where = found.target ?? found.path
    return !seen.has(where) && seen.add(where) !== undefined
  }) as FoundProgram[]
}

async function look(path: string): Promise<FoundProgram | undefined> {
  if ((await mayHang(path)) && (await isSilent(path)))
    return { path, unfit: `not to be looked at (${SILENT})` }
  if ((await lstat(path).catch(() => undefined)) === undefined) return undefined
  const real = await realpath(path).catch(() => undefined)
  const at = { path, ...(real === undefined || real === path ? {} : { target: real }) }
  const about = await stat(path).catch((error: NodeJS.ErrnoException) => error)
  if (about instanceof Error) {
    const unfit =
      about.code === 'ENOENT' || about.code === 'ELOOP'
        ? 'a link that leads nowhere'
        : `not to be looked at (${about.code})`
    return { ...at, unfit }
  }
  if (!about.isFile()) return { ...at, unfit: about.isDirectory() ? 'a directory' : 'not a file' }
  const mayRun = await access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
  const format = await formatOf(path)
  return {
    ...at,
    ...(mayRun ? {} : { unfit: 'a file that may not be executed' }),
    ...(format === undefined ? {} : { format }),
  }
}

/** e_machine of an ELF header (elf.h), by the names of uname(1). */
const MACHINES: Readonly<Record<number, string>> = {
  3: 'i686',
  40: 'armv7l',
  62: 'x86_64',
  183: 'aarch64',
  243: 'riscv64',
}

async function formatOf(path: string): Promise<ProgramFormat | undefined> {
  // It may be executed without being readable.
  const file = await open(path).catch(() => undefined)
  if (file === undefined) return undefined
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0)
    const head = buffer.subarray(0, bytesRead)
    if (bytesRead === 0) return { kind: 'empty' }
    if (head.toString('latin1', 0, 4) === '\u007fELF' && bytesRead >= 20) {
      const code = head[5] === 2 ? head.readUInt16BE(18) : head.readUInt16LE(18)
      return { kind: 'elf', machine: MACHINES[code] ?? `machine ${code}` }
    }
    const text = head.toString('latin1')
    if (text.startsWith('#!')) return { kind: 'script' }
    if (text.startsWith('MZ')) return { kind: 'windows' }
    if (/^(\u00cf\u00fa\u00ed\u00fe|\u00ca\u00fe\u00ba\u00be)/.test(text)) return { kind: 'macos' }
    return { kind: /^\s*[<{]/.test(text) ? 'page' : 'text' }
  } catch {
    return undefined
  } finally {
    await file.close()
  }
}
