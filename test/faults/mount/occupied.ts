import { mkdir, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Line } from '../line.ts'
import { onMounts } from './worlds.ts'

const taken = { area: 'mount', root: 'mount/already-mounted', check: 'mount/point' } as const
const REFUSED = 'artifacts.tonbo.io/docs/error-codes: path … is already a mount point'
const TMPFS = ['-t', 'tmpfs', '-o', 'size=64k']

/** Mount points on which the kernel itself serves something. */
export const kernelTakenLines: readonly Line[] = [
  {
    ...taken,
    what: 'a tmpfs is mounted there',
    source: REFUSED,
    world: onMounts(async ({ directory, mount }) => {
      const path = await directory()
      mount(path, ...TMPFS, 'scratch')
      return { flags: { mountpoint: path, intent: 'mount' } }
    }),
    seen: { type: 'tmpfs', source: 'scratch', kind: 'other' },
  },
  {
    ...taken,
    what: 'a tmpfs that calls itself after this workspace is mounted there',
    source: 'mount(8): the source of a tmpfs is any text',
    world: onMounts(async ({ directory, mount }) => {
      const path = await directory()
      mount(path, ...TMPFS, 'Tonbo:acme/demo')
      return { flags: { mountpoint: path, workspace: 'acme/demo' } }
    }),
    seen: { type: 'tmpfs', source: 'Tonbo:acme/demo', kind: 'other' },
  },
  {
    ...taken,
    what: 'three mounts lie on each other there',
    source: 'proc_pid_mountinfo(5): parent; util-linux, tests/ts/findmnt (shadowed)',
    world: onMounts(async ({ directory, mount }) => {
      const path = await directory()
      for (const name of ['one', 'two', 'three']) mount(path, ...TMPFS, name)
      return { flags: { mountpoint: path } }
    }),
    seen: { source: 'three', stack: 3, below: 'two' },
  },
  {
    ...taken,
    what: 'a mount there is hidden by one on its parent, which a look at it does not show',
    source: 'util-linux, tests/ts/findmnt (shadowed); the product reads the list alone',
    world: onMounts(async ({ directory, mount }) => {
      const lid = await directory()
      const path = join(lid, 'ws')
      await mkdir(path)
      mount(path, ...TMPFS, 'lower')
      mount(lid, ...TMPFS, 'lid')
      return { flags: { mountpoint: path } }
    }),
    seen: { source: 'lower', hidden: true, hiddenBy: /artifacts-doctor-test/ },
  },
  {
    ...taken,
    what: 'a directory is bound there',
    source: 'moby/sys, mountinfo/mounted_linux_test.go: dir bind',
    world: onMounts(async ({ directory, mount }) => {
      const [source, path] = [await directory(), await directory()]
      mount(path, '--bind', source)
      return { flags: { mountpoint: path, intent: 'create' } }
    }),
    seen: { root: /artifacts-doctor-test/, bindOf: /^\// },
  },
  {
    ...taken,
    what: 'a directory is bound to itself there, which no device tells',
    source: 'moby/sys, mountinfo/mounted_linux_test.go: dir bound to itself',
    world: onMounts(async ({ directory, mount }) => {
      const path = await directory()
      mount(path, '--bind', path)
      return { flags: { mountpoint: `${path}//` } }
    }),
    seen: { bindOf: /^\//, kind: 'other' },
  },
  {
    ...taken,
    what: 'what is bound there was removed since',
    source: 'linux, fs/d_path.c: //deleted; moby/moby, mounts of removed directories',
    world: onMounts(async ({ directory, mount }) => {
      const [home, path] = [await directory(), await directory()]
      const source = join(home, 'source')
      await mkdir(source)
      mount(path, '--bind', source)
      await rmdir(source)
      return { flags: { mountpoint: path } }
    }),
    seen: { deleted: true, root: /\/source\/\/deleted$/ },
  },
]

/** Mount points at which the list shows what cannot be made here. */
export const listedTakenLines: readonly Line[] = [
  {
    ...taken,
    what: 'a network file system is mounted there',
    source: 'nfs(5); util-linux, tests/ts/libmount/files/mountinfo',
    world: onMounts(async ({ directory }) => {
      const path = await directory()
      const line = `901 <root> 0:901 / ${path} rw,relatime shared:9 - nfs4 server:/export rw,vers=4.2`
      return { flags: { mountpoint: path, intent: 'mount' }, lists: [line] }
    }),
    seen: { type: 'nfs4', source: 'server:/export', kind: 'other' },
  },
  {
    ...taken,
    what: 'an automounter waits there for somebody to look',
    source: 'systemd.automount(5): the mount point is of type autofs',
    world: onMounts(async ({ directory }) => {
      const path = await directory()
      const line = `902 <root> 0:902 / ${path} rw,relatime shared:9 - autofs systemd-1 rw,fd=47,direct`
      return { flags: { mountpoint: path, workspace: 'acme/demo' }, lists: [line] }
    }),
    seen: { type: 'autofs', source: 'systemd-1' },
  },
  {
    ...taken,
    what: 'a mount with an empty source, as old kernels list it',
    source: 'util-linux, tests/ts/libmount/files/mountinfo_nosrc',
    world: onMounts(async ({ directory }) => {
      const path = await directory()
      const line = `903 <root> 0:903 / ${path} rw - tmpfs  rw,size=1k`
      return { flags: { mountpoint: path }, lists: [line] }
    }),
    seen: { type: 'tmpfs', source: '' },
  },
]
