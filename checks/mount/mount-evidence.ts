import type { Evidence } from '../../src/index.ts'
import { isWithin, type Mount, mountOver, mountsAt } from '../../src/index.ts'
import { ownerOf } from './fuse-owner.ts'
import { isFuse, isProduct } from './product-mount.ts'

/** What the kernel appends to the root of a bind mount whose source was removed. */
const DELETED = '//deleted'

/** Whether the mount shows a directory that has been removed since. */
export function isDeleted({ root }: Mount): boolean {
  return root.endsWith(DELETED)
}

/** What the list says about a mount: what it is, what it lies on, and whose it is. */
export function mountEvidence(mount: Mount, all: readonly Mount[]): Evidence {
  const { path, source, type, root } = mount
  const stack = mountsAt(all, path)
  const below = stack[stack.indexOf(mount) - 1]
  const owner = isFuse(mount) ? ownerOf(mount) : undefined
  const original = originalOf(mount, all)
  return {
    path,
    source,
    type,
    kind: isProduct(mount) ? 'artifacts' : isFuse(mount) ? 'fuse' : 'other',
    ...(stack.length > 1 ? { stack: stack.length } : {}),
    ...(below === undefined ? {} : { below: below.source, belowType: below.type }),
    ...(root === '/' ? {} : { root }),
    ...(isDeleted(mount) ? { deleted: true } : {}),
    ...(original === undefined ? {} : { bindOf: original.path }),
    ...(mount.options.split(',').includes('ro') ? { readOnly: true } : {}),
    ...(owner === undefined || owner === process.geteuid?.() ? {} : { user: owner }),
  }
}

/** The mount that this one is a bind of: listed before it, of the same device, showing as much or more. */
function originalOf({ device, root, path }: Mount, all: readonly Mount[]): Mount | undefined {
  const first = all.find((other) => other.device === device && isWithin(root, other.root))
  return first === undefined || first.path === path ? undefined : first
}

/** The product's mount that a path lies in, where that is not a mount point itself. */
export function insideEvidence(path: string, all: readonly Mount[]): Evidence {
  const over = mountOver(all, path)
  if (over === undefined || !isProduct(over)) return {}
  return { inside: over.path, insideSource: over.source }
}
