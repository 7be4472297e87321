import type { Line } from '../line.ts'
import { deadLines } from './dead.ts'
import { healthyLines } from './healthy.ts'
import { healthyFuseLines } from './healthy-fuse.ts'
import { kernelTakenLines, listedTakenLines } from './occupied.ts'
import { fuseTakenLines } from './occupied-fuse.ts'
import { mountedPlaceLines, placeLines } from './place.ts'
import { failingLines, hungLines } from './sick.ts'
import { canFuse, canMount } from './worlds.ts'

const onFuse = [...deadLines, ...hungLines, ...failingLines, ...fuseTakenLines, ...healthyFuseLines]
const onKernel = [...kernelTakenLines, ...mountedPlaceLines]

/** Mounts and mount points: as many lines as can run here. */
export const mountLines: readonly Line[] = [
  ...(canFuse ? onFuse : []),
  ...(canMount ? onKernel : []),
  ...listedTakenLines,
  ...placeLines,
  ...healthyLines,
]
