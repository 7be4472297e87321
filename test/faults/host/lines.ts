import type { Line } from '../line.ts'
import { directoriesLines } from './directories.ts'
import { fuseLines, healthyFuse } from './fuse.ts'
import { healthyHost } from './healthy.ts'

/** Every way in which the machine can be unfit, or be fit and look odd. */
export const hostLines: readonly Line[] = [
  ...directoriesLines,
  ...fuseLines,
  ...healthyFuse,
  ...healthyHost,
]
