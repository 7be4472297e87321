import { disk } from '../../src/disk/disk.ts'
import type { Files } from '../../src/disk/files.ts'

/**
 * The real disk, but its mountinfo lists of all FUSE mounts only those at `paths`: test files run
 * side by side, and each makes sick mounts.
 */
export function onlyMounts(...paths: readonly string[]): Files {
  const isOther = (line: string) =>
    line.includes(' - fuse') && !paths.some((path) => line.includes(` ${path} `))
  return {
    ...disk,
    read: async (path) => {
      const text = await disk.read(path)
      if (path !== '/proc/self/mountinfo') return text
      return text
        .split('\n')
        .filter((line) => !isOther(line))
        .join('\n')
    },
  }
}
