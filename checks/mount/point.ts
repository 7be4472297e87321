import {
  type Context,
  defineCheck,
  type Evidence,
  fail,
  type Outcome,
  pass,
  skip,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { type Mount, mountOver, mountsAt } from './mountinfo.ts'
import { mounts } from './mounts.ts'
import { type Place, place } from './place.ts'
import { isProduct, shows } from './product-mount.ts'

export default defineCheck<CauseId>({
  id: 'mount/point',
  title: 'Mount point is free and usable',
  needs: ['mount/stale'],
  async run(context) {
    const where = await place(context)
    if (where === undefined) return skip('no mount point was given', 'mountpoint')
    const list = await mounts(context)
    if (list === undefined) return skip('nothing lists the mounts here: no /proc/self/mountinfo')
    const stack = mountsAt(list.mounts, where.path)
    const listed = stack.at(-1)
    if (listed === undefined) return free(where, list.mounts)
    const over = mountOver(list.mounts, where.path)
    // The list decides, as it does for the product: a mount that another one hides counts too.
    const hidden = over?.path !== where.path
    const top = over === undefined || hidden ? listed : over
    const { source, type } = top
    const seen = { path: where.path, source, type, stack: stack.length }
    const evidence: Evidence = hidden ? { ...seen, hidden } : seen
    return !hidden && isWanted(top, context)
      ? mountedHere(evidence, context)
      : fail('mount/already-mounted', evidence)
  },
})

/** Whether the mount is this very workspace; whoever names none and plans nothing asks for any. */
function isWanted(mount: Mount, { settings: { workspace, intent } }: Context): boolean {
  return workspace === undefined
    ? intent === undefined && isProduct(mount)
    : shows(mount, workspace)
}

/** It is healthy: `mount/stale` has asked it. */
function mountedHere(evidence: Evidence, { settings }: Context): Outcome<CauseId> {
  switch (settings.intent) {
    case undefined:
      return pass({ ...evidence, mounted: true })
    case 'mount':
      return fail('mount/mounted-here', evidence)
    case 'create':
      return fail('mount/already-mounted', evidence)
  }
}

/** File systems of the kernel's in which nobody makes a directory, whatever the mode says. */
const KERNELS = ['proc', 'sysfs', 'devpts', 'securityfs', 'debugfs', 'tracefs']

function free(where: Place, all: readonly Mount[]): Outcome<CauseId> {
  const { path } = where
  switch (where.kind) {
    case 'directory': {
      const evidence = { path, mounted: false, on: mountOver(all, path)?.type ?? 'unknown' }
      // Root may mount anywhere; for others, fusermount asks that they may write there.
      const root = process.getuid?.() === 0
      return pass(root ? evidence : { ...evidence, writable: where.writable })
    }
    case 'file':
      return fail('mount/not-a-directory', { path })
    case 'absent': {
      const { ancestor, refusal } = where
      const on = mountOver(all, ancestor)?.type ?? 'unknown'
      const evidence = { path, ancestor, on }
      if (refusal === 'ENOTDIR') return fail('mount/not-a-directory', { path, at: ancestor })
      if (refusal !== undefined) {
        return fail('mount/path-not-creatable', { ...evidence, code: refusal })
      }
      return KERNELS.includes(on)
        ? fail('mount/path-not-creatable', evidence)
        : fail('mount/path-missing', evidence)
    }
    case 'hung': {
      const { at, afterMs } = where
      return fail('mount/hung', { path: mountOver(all, at)?.path ?? at, at, afterMs })
    }
  }
}
