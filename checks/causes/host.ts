import type { Catalogue } from '../../src/index.ts'
import { hostClock } from './host-clock.ts'
import { hostDirectories } from './host-directories.ts'
import { hostFuse } from './host-fuse.ts'
import { hostPlatform } from './host-platform.ts'

/** What can be wrong with this machine. */
export const host = {
  ...hostClock,
  ...hostPlatform,
  ...hostDirectories,
  ...hostFuse,
} satisfies Catalogue
