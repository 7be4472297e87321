import { defineCheck, mountsAt, skip } from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { free } from './free.ts'
import { mounts } from './mounts.ts'
import { occupied } from './occupied.ts'
import { place } from './place.ts'

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
    return stack.length > 0
      ? occupied(where, stack, list.mounts, context)
      : free(where, list.mounts, context)
  },
})
