import type { Mount } from '../../src/index.ts'
import { isFuse } from './product-mount.ts'

/** The user, by id, who mounted a FUSE file system; undefined where its options name none. */
export function ownerOf({ superOptions }: Mount): number | undefined {
  const id = /(?:^|,)user_id=(\d+)(?:,|$)/.exec(superOptions)?.[1]
  return id === undefined ? undefined : Number(id)
}

/** Whether another user mounted it, and this one is not the superuser. */
export function isOthers(mount: Mount, me = process.geteuid?.() ?? 0): boolean {
  const owner = ownerOf(mount)
  return isFuse(mount) && owner !== undefined && owner !== me && me !== 0
}

/**
 * Whether the kernel keeps everybody but its owner out of a FUSE mount, the superuser too: without
 * `allow_other`. It then answers statfs(2) itself, so that nothing can be learnt of the daemon.
 * Source: fuse(4) and linux, fs/fuse/inode.c (fuse_statfs).
 */
export function isClosed(mount: Mount, me = process.geteuid?.() ?? 0): boolean {
  const owner = ownerOf(mount)
  if (!isFuse(mount) || owner === undefined || owner === me) return false
  return !mount.superOptions.split(',').includes('allow_other')
}
