import type { Present, Surveyed } from '../../src/index.ts'
import { ownPart } from './product-directories.ts'

const OTHERS_WRITE = 0o002
const STICKY = 0o1000

/**
 * File systems whose modes are made up, by their magic numbers (statfs(2)): 9p, which WSL has
 * drives of Windows on, FAT, exFAT, NTFS, SMB and CIFS, and FUSE.
 */
const SYNTHETIC_MODES = [
  '1021997',
  '4d44',
  '2011bab0',
  '5346544e',
  '7366746e',
  'fe534d42',
  'ff534d42',
  '65735546',
]

/** The first of the product's directories in which anybody may replace a login or keys. */
export function exposed(directories: readonly (Surveyed | undefined)[]): Present | undefined {
  for (const surveyed of directories) {
    if (surveyed === undefined || SYNTHETIC_MODES.includes(surveyed.room?.type ?? '')) continue
    // What lies above is the user's, or a volume's: its mode has other reasons.
    const own = surveyed.way.filter(({ path }) => ownPart(surveyed.path).includes(path))
    // Where it is sticky, as a volume of Kubernetes' secrets is, nobody replaces another's file.
    const found = own.find(({ mode }) => (mode & (OTHERS_WRITE | STICKY)) === OTHERS_WRITE)
    if (found !== undefined) return found
  }
  return undefined
}
