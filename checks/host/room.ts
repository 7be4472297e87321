import type { Evidence, Room } from '../../src/index.ts'

const MIB = 1024 ** 2
const LEAST_MIB = 1024
/** JuiceFS caches nothing where less than a tenth is free (its --free-space-ratio). */
const LEAST_PERCENT = 1

/** The free space and inodes of a file system, as far as it states them. */
export function roomSeen(room: Room | undefined): Evidence {
  return {
    ...(room === undefined || room.total === 0
      ? {}
      : {
          freeMiB: Math.floor(room.free / MIB),
          totalMiB: Math.floor(room.total / MIB),
          freePercent: percent(room),
        }),
    ...(room === undefined || room.inodes === 0 ? {} : { freeInodes: room.freeInodes }),
  }
}

/** What is running out; undefined where there is enough, or the file system does not say. */
export function full(room: Room | undefined): 'space' | 'inodes' | undefined {
  if (room === undefined) return undefined
  const { total, free, inodes, freeInodes } = room
  if (total > 0 && (free < LEAST_MIB * MIB || percent(room) < LEAST_PERCENT)) return 'space'
  // btrfs and others make them as they are needed, and say that there are none.
  return inodes > 0 && freeInodes === 0 ? 'inodes' : undefined
}

function percent({ free, total }: Room): number {
  return Math.floor((free / total) * 1000) / 10
}
