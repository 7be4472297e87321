import {
  type Context,
  defineCheck,
  type Evidence,
  mountsAt,
  type Outcome,
  pass,
  skip,
  unsure,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { isClosed } from '../mount/fuse-owner.ts'
import { mounts } from '../mount/mounts.ts'
import { place } from '../mount/place.ts'
import { conditionOf, probePath } from '../mount/probe-path.ts'
import { isProduct } from '../mount/product-mount.ts'
import { container } from './container.ts'
import { deviceTrouble, FUSE_DEVICE } from './fuse-device.ts'
import { mountTrouble } from './fuse-mount.ts'
import { helperFound } from './fusermount.ts'
import { powers } from './powers.ts'
import { survey } from './survey.ts'

export default defineCheck<CauseId>({
  id: 'host/fuse',
  title: 'File systems can be mounted with FUSE',
  async run(context) {
    const { machine, settings } = context
    if (machine.platform !== 'linux') return skip('the product mounts on Linux only')
    if (settings.intent !== 'mount' && settings.get('mountpoint') === undefined)
      return skip('nothing is to be mounted', 'mountpoint')
    const outcome = await judged(context)
    return outcome.status !== 'pass' && (await isMounted(context))
      ? skip('the workspace is mounted already, and nothing here has to mount it')
      : outcome
  },
})

async function judged(context: Context): Promise<Outcome<CauseId>> {
  const looked = await survey(context, [FUSE_DEVICE])
  const device = looked?.surveyed[0]
  if (device === undefined) return unsure(`no child process could look at ${FUSE_DEVICE}`)
  const mine = await powers(context)
  const seen: Evidence = {
    container: await container(context),
    ...(mine === undefined ? {} : { uid: mine.uid }),
    ...(mine?.userNamespace ? { userNamespace: true } : {}),
    ...(mine?.apparmor === undefined ? {} : { apparmor: mine.apparmor }),
  }
  const trouble = await deviceTrouble(context, device, seen)
  if (trouble !== undefined) return trouble
  if (mine === undefined)
    return unsure('/proc/self/status does not tell what this process may do', seen)
  const forbidden = mountTrouble(mine, seen)
  if (forbidden !== undefined) return forbidden
  return mine.admin ? pass({ ...seen, mountedBy: 'itself' }) : helperFound(context, mine, seen)
}

/** A container is given its workspace from outside, and needs no FUSE for it. */
async function isMounted(context: Context): Promise<boolean> {
  const where = await place(context)
  const list = await mounts(context)
  if (where === undefined || list === undefined) return false
  const top = mountsAt(list.mounts, where.path).at(-1)
  // Another user's closed mount answers, whether or not its daemon lives.
  if (top === undefined || !isProduct(top) || isClosed(top)) return false
  return conditionOf(await probePath(where.path, context.signal)) === 'alive'
}
