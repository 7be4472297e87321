import {
  type Context,
  type Evidence,
  fail,
  mountOver,
  type Outcome,
  type Present,
  type Surveyed,
  unsure,
} from '../../src/index.ts'
import type { CauseId } from '../causes/index.ts'
import { mounts } from '../mount/mounts.ts'
import { octal } from '../octal.ts'
import { container, isContainer } from './container.ts'
import { kernelText } from './kernel-text.ts'
import { atPath } from './survey.ts'

/** The device through which a program serves a file system. */
export const FUSE_DEVICE = '/dev/fuse'
/** Its numbers. Source: the kernel's Documentation/admin-guide/devices.txt. */
const NUMBERS = '10:229'

/** What is wrong with the FUSE device; undefined where it can be opened. */
export async function deviceTrouble(
  context: Context,
  surveyed: Surveyed,
  seen: Evidence,
): Promise<Outcome<CauseId> | undefined> {
  const evidence = { ...seen, device: FUSE_DEVICE, ...(await kernelSupport(context)) }
  const there = atPath(surveyed)
  const { stuck, opened } = surveyed
  if (there === undefined) {
    const { code = 'ENOENT', at = FUSE_DEVICE } = stuck ?? {}
    return code === 'EACCES'
      ? fail('host/fuse-not-permitted', { ...evidence, code, at })
      : fail('host/fuse-missing', { ...evidence, code, found: 'nothing' })
  }
  if (there.device !== NUMBERS || there.kind !== 'character device')
    return fail('host/fuse-missing', { ...evidence, found: described(there) })
  switch (opened) {
    case 'ok':
      return undefined
    // The kernel has no driver behind these numbers.
    case 'ENODEV':
    case 'ENXIO':
      return fail('host/fuse-missing', { ...evidence, code: opened, found: described(there) })
    case 'EACCES':
    case 'EPERM':
      return fail('host/fuse-not-permitted', {
        ...evidence,
        code: opened,
        mode: octal(there.mode),
        ...((there.mode & 0o006) === 0o006 ? {} : { restricted: true }),
        ...(await groupOf(context, there)),
        ...(await nodev(context)),
      })
    default:
      return unsure(`opening ${FUSE_DEVICE} came to ${opened ?? 'nothing'}`, evidence)
  }
}

function described({ kind, device }: Present): string {
  return device === undefined ? kind : `${kind} ${device}`
}

/** Whether the kernel, which a container shares with its host, has loaded FUSE; it is often a module. */
async function kernelSupport(context: Context): Promise<Evidence> {
  const listed = await kernelText(context, '/proc/filesystems')
  if (listed === undefined) return {}
  const loaded = /\bfuse$/m.test(listed)
  const kind = await container(context)
  if (isContainer(kind)) return { hostLoaded: loaded, withoutDevice: kind }
  return kind === 'WSL1' ? {} : { loaded }
}

/** The group that may open it, where that is not root's: its name, if it has one. */
async function groupOf({ files }: Context, { mode, gid }: Present): Promise<Evidence> {
  if (gid === 0 || (mode & 0o060) !== 0o060) return {}
  const look = await files.look('/etc/group')
  const lines = look.found === true ? look.text.split('\n').map((line) => line.split(':')) : []
  const name = lines.find(([, , id]) => id === String(gid))?.[0]
  return { group: name || String(gid) }
}

/** The mount with `nodev` that the device lies on: there it does not work, whatever its mode. */
async function nodev(context: Context): Promise<Evidence> {
  const list = await mounts(context)
  const over = mountOver(list?.mounts ?? [], FUSE_DEVICE)
  return over?.options.split(',').includes('nodev') ? { nodev: over.path } : {}
}
